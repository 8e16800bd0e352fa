"""An explanation of a reading: the activations of every layer, and the evidence."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mnistgui.drawing.evidence import Evidence, evidence
from mnistgui.nn.arrays import Array
from mnistgui.nn.network import Network


@dataclass(frozen=True, eq=False)
class Explanation:
    """What happened inside a network while it read an image.

    Parameters
    ----------
    activations : tuple of ndarray of shape (units,)
        One a layer; the last are the probabilities of the classes.
    evidence : Evidence
        Which pixels spoke for which class.
    class_names : tuple of str
        Names of the classes.
    """

    activations: tuple[Array, ...]
    evidence: Evidence
    class_names: tuple[str, ...]

    @property
    def answer(self) -> int:
        """The index of the likeliest class."""
        return int(self.activations[-1].argmax())


def explain(network: Network, image: NDArray[np.uint8]) -> Explanation:
    """Read an image and keep what happens inside the network.

    Parameters
    ----------
    network : Network
    image : ndarray of shape (784,), dtype uint8

    Returns
    -------
    Explanation
    """
    activations = tuple(layer[0] for layer in network.activations(image[None]))
    return Explanation(activations, evidence(network, image), network.head.class_names)
