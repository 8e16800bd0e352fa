"""A look at the drawing: everything that belongs to the bars that are shown, for others to read."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mnistgui.drawing.novelty import Judgement, Verdict, judgements
from mnistgui.files.digit_judge import shipped_judge
from mnistgui.ink.normalize import Stages, to_pixels
from mnistgui.ink.strokes import Strokes
from mnistgui.nn.network import Network
from mnistgui.ui.predictor import Reading


@dataclass(frozen=True, eq=False)
class Look:
    """A drawing as it was read.

    Parameters
    ----------
    strokes : Strokes
        In fractions of the canvas' side.
    stages : Stages
        How they became pixels.
    network : Network
        The one that read them; never changed in place.
    reading : Reading
        What it sees and what it makes of that.
    """

    strokes: Strokes
    stages: Stages
    network: Network
    reading: Reading


class DrawnPixels:
    """The pixels of a drawing; worked out anew only where pen, stages or lines are other ones."""

    def __init__(self) -> None:
        self._drawing: tuple[object, ...] = ()
        self._image = to_pixels(Strokes(()))

    def of(self, strokes: Strokes, stages: Stages) -> NDArray[np.uint8]:
        """The pixels a network sees: the very same array as last time for the same drawing.

        Parameters
        ----------
        strokes : Strokes
            In fractions of the canvas' side.
        stages : Stages

        Returns
        -------
        ndarray of shape (784,), uint8
            Not to be changed.
        """
        drawing = (strokes.pen_width, stages, *strokes.lines)
        if not _same(drawing, self._drawing):
            self._drawing = drawing
            self._image = to_pixels(strokes, stages, canvas_size=1.0)
        return self._image


class BeforeStroke:
    """What was read before the last stroke; worked out anew only where a stroke begins or goes."""

    def __init__(self) -> None:
        self._pixels = DrawnPixels()
        self._read: tuple[object, ...] = ()
        self._probabilities: NDArray[np.floating] = np.zeros(0)

    def probabilities(
        self, network: Network, strokes: Strokes, stages: Stages
    ) -> NDArray[np.floating]:
        """Read the drawing without its last stroke; blank paper before the first.

        Parameters
        ----------
        network : Network
            Never changed in place.
        strokes : Strokes
            In fractions of the canvas' side.
        stages : Stages

        Returns
        -------
        ndarray of shape (n_classes,)
        """
        image = self._pixels.of(Strokes(strokes.lines[:-1], strokes.pen_width), stages)
        if len(self._read) < 2 or self._read[0] is not network or self._read[1] is not image:
            self._read = network, image
            self._probabilities = network.probabilities(image[None])[0]
        return self._probabilities


class Judged:
    """Whether the newest drawing is a digit: judged once, however often the network changes."""

    def __init__(self) -> None:
        self._image: NDArray[np.uint8] | None = None
        self._judgement: Judgement | None = None

    def verdict(self, reading: Reading) -> Verdict:
        """Whether what was read is a digit, and how sure that is."""
        if self._judgement is None or reading.image is not self._image:
            self._image = reading.image
            self._judgement = judgements(shipped_judge(), reading.image[None])[0]
        return self._judgement.verdict(float(reading.probabilities.max()))


def _same(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    """Whether pen and stages are equal, and the lines the very same."""
    return (
        len(one) == len(other)
        and one[:2] == other[:2]
        and all(a is b for a, b in zip(one[2:], other[2:], strict=True))
    )
