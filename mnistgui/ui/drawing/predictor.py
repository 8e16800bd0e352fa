"""Reads pixels with a network, in the window's own thread: that takes well under a millisecond."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mnistgui.nn.network import Network


@dataclass(frozen=True, eq=False)
class Reading:
    """The reading of a drawing by a network.

    Parameters
    ----------
    image : ndarray of shape (side * side,), dtype uint8
        The pixels that the network reads.
    probabilities : ndarray of shape (n_classes,)
        The probability of each class.
    class_names : tuple of str
        Names of the classes.
    """

    image: NDArray[np.uint8]
    probabilities: NDArray[np.floating]
    class_names: tuple[str, ...]

    @property
    def best(self) -> str:
        """The name of the likeliest class."""
        return self.class_names[int(self.probabilities.argmax())]


def read(image: NDArray[np.uint8], network: Network) -> Reading:
    """Read the pixels of a drawing.

    Parameters
    ----------
    image : ndarray of shape (side * side,), uint8
    network : Network
        Any trained network.

    Returns
    -------
    Reading
    """
    probabilities = network.probabilities(image[None])[0]
    return Reading(image, probabilities, network.head.class_names)
