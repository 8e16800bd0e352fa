"""Caches of a drawing's pixels and readings, which stay valid while only the network changes."""

import numpy as np
from numpy.typing import NDArray

from mnistgui.drawing.novelty import Judgement, Verdict, judgements
from mnistgui.drawing.picture_frame import MNIST_FRAME, PictureFrame, in_frame
from mnistgui.files.digit_judge import shipped_judge
from mnistgui.ink.normalize import Stages, to_pixels
from mnistgui.ink.strokes import Strokes
from mnistgui.nn.network import Network
from mnistgui.ui.drawing.predictor import Reading, read


class PixelCache:
    """Converts a drawing to pixels, and only if it, its stages or the frame have changed."""

    def __init__(self) -> None:
        self._drawing: tuple[object, ...] = ()
        self._frame = MNIST_FRAME
        self._image = self._framed = to_pixels(Strokes(()))

    def of(
        self, strokes: Strokes, stages: Stages, frame: PictureFrame = MNIST_FRAME
    ) -> NDArray[np.uint8]:
        """Return the pixels of a drawing, as the same array for the same drawing.

        Parameters
        ----------
        strokes : Strokes
            In fractions of the canvas' side.
        stages : Stages
        frame : PictureFrame
            How the pictures that a network knows lie in their squares.

        Returns
        -------
        ndarray of shape (side * side,), uint8
            Not to be changed.
        """
        drawing = (strokes.pen_width, stages, *strokes.lines)
        if not _same(drawing, self._drawing):
            self._drawing = drawing
            self._image = to_pixels(strokes, stages, canvas_size=1.0)
        elif frame == self._frame:
            return self._framed
        self._frame, self._framed = frame, in_frame(self._image, frame)
        return self._framed


class ReadingBeforeStroke:
    """Reads a drawing without its last stroke, and only if a stroke began or was removed."""

    def __init__(self) -> None:
        self._pixels = PixelCache()
        self._network: Network | None = None
        self._reading: Reading | None = None

    def probabilities(
        self, network: Network, strokes: Strokes, stages: Stages, frame: PictureFrame = MNIST_FRAME
    ) -> NDArray[np.floating]:
        """Read the drawing without its last stroke; before the first stroke, read blank paper.

        Parameters
        ----------
        network : Network
            Never changed in place.
        strokes : Strokes
            In fractions of the canvas' side.
        stages : Stages
        frame : PictureFrame
            As the drawing's.

        Returns
        -------
        ndarray of shape (n_classes,)
        """
        image = self._pixels.of(Strokes(strokes.lines[:-1], strokes.pen_width), stages, frame)
        reading = self._reading
        if reading is None or reading.image is not image or self._network is not network:
            self._network = network
            reading = self._reading = read(image, network)
        return reading.probabilities


class VerdictCache:
    """Judges once whether the newest drawing is a digit, however often the network changes."""

    def __init__(self) -> None:
        self._image: NDArray[np.uint8] | None = None
        self._judgement: Judgement | None = None

    def verdict(self, reading: Reading) -> Verdict:
        """Return whether a drawing is a digit, and how sure that is."""
        if self._judgement is None or reading.image is not self._image:
            self._image = reading.image
            self._judgement = judgements(shipped_judge(), reading.image[None])[0]
        return self._judgement.verdict(float(reading.probabilities.max()))


def _same(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    """Return whether the pen and the stages are equal, and the lines are the same objects."""
    return (
        len(one) == len(other)
        and one[:2] == other[:2]
        and all(a is b for a, b in zip(one[2:], other[2:], strict=True))
    )
