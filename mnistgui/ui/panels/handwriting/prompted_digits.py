"""The digits that a handwriting test asks for, and what has been drawn of them so far."""

from mnistgui.drawing.handwriting import prompts
from mnistgui.ink.jsonl import Drawing
from mnistgui.ink.strokes import Strokes


class PromptedDigits:
    """Thirty digits to draw, one after the other.

    Parameters
    ----------
    seed : int
        Of their order.
    """

    def __init__(self, seed: int) -> None:
        self._asked = prompts(seed)
        self._drawn: list[Drawing] = []

    @property
    def length(self) -> int:
        """How many digits are asked for."""
        return len(self._asked)

    @property
    def drawn(self) -> tuple[Drawing, ...]:
        """The drawings so far, each labelled with the digit that was asked for."""
        return tuple(self._drawn)

    @property
    def digit(self) -> int | None:
        """The digit to draw now; None when all are drawn."""
        return None if self.finished else self._asked[len(self._drawn)]

    @property
    def finished(self) -> bool:
        """Whether every digit has been drawn."""
        return len(self._drawn) == len(self._asked)

    def add(self, strokes: Strokes) -> None:
        """Add the drawing of the digit that is asked for."""
        self._drawn.append(Drawing(strokes, self.digit))

    def pop(self) -> Strokes:
        """Remove and return the last drawing, so that its digit is asked for again."""
        return self._drawn.pop().strokes
