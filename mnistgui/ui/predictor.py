"""From strokes to a reading: the pixels a network sees and what it makes of them.

One image takes well under a millisecond, so this runs in the window's own thread.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mnistgui.ink.normalize import ALL_STAGES, Stages, to_pixels
from mnistgui.ink.strokes import Strokes
from mnistgui.nn.network import Network


@dataclass(frozen=True, eq=False)
class Reading:
    """What a network reads in a drawing.

    Parameters
    ----------
    image : ndarray of shape (784,), dtype uint8
        What the network sees.
    probabilities : ndarray of shape (n_classes,)
        What it makes of that.
    class_names : tuple of str
        Names of the classes.
    """

    image: NDArray[np.uint8]
    probabilities: NDArray[np.floating]
    class_names: tuple[str, ...]

    @property
    def best(self) -> str:
        """Name of the likeliest class."""
        return self.class_names[int(self.probabilities.argmax())]


def read(strokes: Strokes, network: Network, stages: Stages = ALL_STAGES) -> Reading | None:
    """Have a network read a drawing.

    Parameters
    ----------
    strokes : Strokes
        In fractions of the canvas' side.
    network : Network
        Any trained network.
    stages : Stages
        Which stages from pen to pixels are carried out.

    Returns
    -------
    Reading or None
        None for an empty canvas.
    """
    if strokes.empty:
        return None
    return read_pixels(to_pixels(strokes, stages, canvas_size=1.0), network)


def read_pixels(image: NDArray[np.uint8], network: Network) -> Reading:
    """Have a network read what a drawing became.

    Parameters
    ----------
    image : ndarray of shape (784,), uint8
    network : Network
        Any trained network.

    Returns
    -------
    Reading
    """
    probabilities = network.probabilities(image[None])[0]
    return Reading(image, probabilities, network.head.class_names)
