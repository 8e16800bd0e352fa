"""What a pickle's instructions work on: a stack with marks, a memo, and what may be called."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from mnistgui.data.pickles.records import Accepted


@dataclass
class PickleState:
    """The state of the machine that follows one pickle.

    Parameters
    ----------
    accepted : Accepted
        What the pickle may call.
    where : str
        The file's name, for sentences.
    persistent : callable or None
        Gives what lies outside the pickle, such as PyTorch's storages.

    Attributes
    ----------
    stack : list
        What the instructions have made and not used yet.
    marks : list of int
        How high the stack was at each mark.
    memo : dict of int to object
        What the pickle uses more than once.
    """

    accepted: Accepted
    where: str
    persistent: Callable[[Any], Any] | None
    stack: list[Any] = field(default_factory=list)
    marks: list[int] = field(default_factory=list)
    memo: dict[int, Any] = field(default_factory=dict)

    def push(self, value: Any) -> None:
        """Lay a value on the stack."""
        self.stack.append(value)

    def pop(self, count: int) -> list[Any]:
        """Remove the uppermost values.

        Parameters
        ----------
        count : int

        Returns
        -------
        list
            The uppermost is the last.

        Raises
        ------
        LookupError
            There are fewer.
        """
        if len(self.stack) < count:
            raise LookupError
        return self._cut(len(self.stack) - count)

    def pop_to_mark(self) -> list[Any]:
        """Remove the last mark and the values above it.

        Returns
        -------
        list
            The uppermost is the last.

        Raises
        ------
        LookupError
            There is no mark.
        """
        return self._cut(self.marks.pop())

    def _cut(self, height: int) -> list[Any]:
        items = self.stack[height:]
        del self.stack[height:]
        return items


# One instruction: changes the state, given the operand that stands behind its name.
Instruction = Callable[[PickleState, Any], None]
