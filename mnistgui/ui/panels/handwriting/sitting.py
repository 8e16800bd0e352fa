"""One sitting of the handwriting test: what is asked for and what has been drawn so far."""

from mnistgui.drawing.handwriting import prompts
from mnistgui.ink.jsonl import Drawing
from mnistgui.ink.strokes import Strokes


class Sitting:
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
        """What was drawn, each with the digit that was asked for."""
        return tuple(self._drawn)

    @property
    def asked(self) -> int | None:
        """The digit to draw now; None when all are drawn."""
        return None if self.over else self._asked[len(self._drawn)]

    @property
    def over(self) -> bool:
        """Whether every digit was drawn."""
        return len(self._drawn) == len(self._asked)

    def take(self, strokes: Strokes) -> None:
        """Take what was drawn for the digit asked for."""
        self._drawn.append(Drawing(strokes, self.asked))

    def back(self) -> Strokes:
        """Ask for the last digit again; returns what was drawn for it."""
        return self._drawn.pop().strokes
