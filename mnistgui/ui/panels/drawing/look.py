"""A look at the drawing: everything that belongs to the bars that are shown, for others to read."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

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


class BeforeStroke:
    """What was read before the last stroke; worked out anew only where a stroke begins or goes."""

    def __init__(self) -> None:
        self._drawing: tuple[object, ...] = ()
        self._network: Network | None = None
        self._image = to_pixels(Strokes(()))[None]
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
        lines = strokes.lines[:-1]
        drawing = (strokes.pen_width, stages, *lines)
        if not _same(drawing, self._drawing):
            before = Strokes(lines, strokes.pen_width)
            self._drawing, self._network = drawing, None
            self._image = to_pixels(before, stages, canvas_size=1.0)[None]
        if network is not self._network:
            self._network = network
            self._probabilities = network.probabilities(self._image)[0]
        return self._probabilities


def _same(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    """Whether pen and stages are equal, and the lines the very same."""
    return (
        len(one) == len(other)
        and one[:2] == other[:2]
        and all(a is b for a, b in zip(one[2:], other[2:], strict=True))
    )
