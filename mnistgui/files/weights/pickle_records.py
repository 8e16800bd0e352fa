"""What takes the place of the names and objects in a pickle, and answers its calls."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from mnistgui.errors import UserError

# Packages whose objects lie beside tensors in checkpoints: settings, paths, counters, dates.
_HARMLESS = (
    *("torch", "numpy", "sklearn", "scipy", "collections", "pathlib", "datetime", "argparse"),
    "__main__",
)


@dataclass(frozen=True)
class Name:
    """What a pickle wants to import.

    Parameters
    ----------
    text : str
        Module and name.
    """

    text: str


@dataclass(eq=False)
class Record:
    """An object that was not made: what it would be, and what it was to be given.

    Parameters
    ----------
    name : str
        Module and name of its class.
    state : object
        Mostly the attributes, as a dict.
    """

    name: str
    state: Any = None
    items: list[Any] = field(default_factory=list)

    def restore(self, state: Any) -> None:
        """Keep the attributes."""
        self.state = state


class Calls:
    """Answers the calls of a pickle.

    Parameters
    ----------
    known : mapping of str to callable
        What answers a call, by module and name; NumPy's modules as NumPy 1 names them.
    where : str
        The file's name, for sentences.
    """

    def __init__(self, known: Mapping[str, Callable[..., Any]], where: str) -> None:
        self._known = known
        self._where = where

    def answer(self, function: Name, arguments: tuple[Any, ...]) -> Any:
        """Answer a call.

        Parameters
        ----------
        function : Name
            Of what the pickle wants to call.
        arguments : tuple

        Returns
        -------
        object
            What the known function gives; a record for a harmless one.

        Raises
        ------
        UserError
            It is none of the accepted ones.
        """
        name = function.text.replace("numpy._core.", "numpy.core.")
        if name in self._known:
            return self._known[name](*arguments)
        if name.partition(".")[0] in _HARMLESS:
            return Record(name)
        raise UserError(
            f"{self._where} wants to call {function.text}, which is not done; files of arrays and "
            "tensors alone are accepted"
        )
