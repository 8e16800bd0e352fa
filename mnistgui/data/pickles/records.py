"""What takes the place of the names and objects in a pickle, and what answers its calls."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from mnistgui.errors import UserError


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


@dataclass(frozen=True)
class Accepted:
    """What the pickles of a format may call.

    Parameters
    ----------
    words : str
        What they hold, such as ``"NumPy arrays"``.
    calls : mapping of str to callable
        What answers a call, by module and name; NumPy's modules as NumPy 1 names them.
    harmless : tuple of str
        Packages whose calls leave a record and do nothing.
    """

    words: str
    calls: Mapping[str, Callable[..., Any]]
    harmless: tuple[str, ...] = ()

    def answer(self, function: Name, arguments: tuple[Any, ...], where: str) -> Any:
        """Answer a call.

        Parameters
        ----------
        function : Name
            Of what the pickle wants to call.
        arguments : tuple
            Of the call.
        where : str
            The file's name, for sentences.

        Returns
        -------
        object
            What the accepted function gives; a record for a harmless one.

        Raises
        ------
        UserError
            It is any other.
        """
        name = function.text.replace("numpy._core.", "numpy.core.")
        if name in self.calls:
            return self.calls[name](*arguments)
        if name.partition(".")[0] in self.harmless:
            return Record(name)
        raise UserError(
            f"{where} wants to call {function.text}, which is not done; pickles of {self.words} "
            "alone are accepted"
        )


def as_text(value: Any) -> str:
    """Return a text of a pickle, which some readers leave as bytes."""
    return value if isinstance(value, str) else bytes(value).decode()
