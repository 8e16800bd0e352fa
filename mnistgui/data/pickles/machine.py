"""Reads pickles of arrays, and cannot do anything else.

A pickle is a program for a small machine. This one follows the instructions that
:mod:`pickletools` lists without carrying them out. What the pickle wants to import stays a name:
a call of one that makes arrays is answered by this program's own functions, a call of one that is
harmless leaves a record, and any other is refused. The standard unpickler is no choice: it imports
and calls whatever a file names, and lets a file of a few bytes ask for gigabytes.
"""

import warnings
from collections.abc import Callable, Iterable
from typing import Any

from mnistgui.data.pickles.calls import CALLS
from mnistgui.data.pickles.containers import CONTAINERS
from mnistgui.data.pickles.records import Accepted
from mnistgui.data.pickles.state import PickleState
from mnistgui.data.pickles.values import VALUES
from mnistgui.errors import UserError
from mnistgui.notation import thousands

INSTRUCTIONS = VALUES | CONTAINERS | CALLS

_MAX_INSTRUCTIONS = 400_000  # labels in a list take one each, or two
# What a damaged pickle makes this machine, the functions that answer it and pickletools raise.
FAULTS = (
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    BufferError,
    RecursionError,
)


class PickleMachine:
    """Follows the instructions of pickles.

    Parameters
    ----------
    accepted : Accepted
        What a pickle may call.
    where : str
        The file's name, for sentences.
    persistent : callable, optional
        Gives what lies outside the pickle, such as PyTorch's storages.
    """

    def __init__(
        self, accepted: Accepted, where: str, persistent: Callable[[Any], Any] | None = None
    ) -> None:
        self._accepted = accepted
        self._where = where
        self._persistent = persistent

    def run(self, instructions: Iterable[tuple[str, Any]]) -> Any:
        """Follow one pickle.

        Parameters
        ----------
        instructions : iterable of (str, object)
            Names as :mod:`pickletools` gives them, each with its operand.

        Returns
        -------
        object
            Of lists, tuples, dicts, texts, bytes, numbers, :class:`Name`, :class:`Record`, and
            what the accepted calls give.

        Raises
        ------
        UserError
            It is damaged, too long, or wants to call what is not accepted.
        """
        state = PickleState(self._accepted, self._where, self._persistent)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # pickletools unescapes texts that may be damaged
                for count, (name, operand) in enumerate(instructions):
                    if name == "STOP":
                        return state.stack.pop()
                    if count >= _MAX_INSTRUCTIONS:
                        break
                    self._follow(state, name, operand)
        except FAULTS as fault:
            raise UserError(
                f"{self._where} is damaged or a pickle of something else than "
                f"{self._accepted.words}"
            ) from fault
        raise UserError(
            f"{self._where} is too long for a pickle of {self._accepted.words}: "
            f"{thousands(_MAX_INSTRUCTIONS)} instructions are accepted"
        )

    def _follow(self, state: PickleState, name: str, operand: Any) -> None:
        if name not in INSTRUCTIONS:
            raise UserError(
                f"{self._where} holds a pickle with the instruction {name}; pickles of "
                f"{self._accepted.words} alone are accepted"
            )
        INSTRUCTIONS[name](state, operand)
