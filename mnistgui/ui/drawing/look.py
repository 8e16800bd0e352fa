"""A look: a drawing with its reading, passed on to everything that explains the reading."""

from dataclasses import dataclass

from mnistgui.ink.normalize import Stages
from mnistgui.ink.strokes import Strokes
from mnistgui.nn.network import Network
from mnistgui.ui.drawing.predictor import Reading


@dataclass(frozen=True, eq=False)
class Look:
    """A drawing and its reading.

    Parameters
    ----------
    strokes : Strokes
        In fractions of the canvas' side.
    stages : Stages
        How they became pixels.
    network : Network
        The one that read them; never changed in place.
    reading : Reading
        The pixels and the probabilities.
    """

    strokes: Strokes
    stages: Stages
    network: Network
    reading: Reading
