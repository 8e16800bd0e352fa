"""Why a network read an image as it did: what every layer answered, and the evidence."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mnistgui.drawing.evidence import Evidence, evidence
from mnistgui.nn.arrays import Array
from mnistgui.nn.network import Network


@dataclass(frozen=True, eq=False)
class Explanation:
    """What happened inside a network.

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
        """Index of the likeliest class."""
        return int(self.activations[-1].argmax())


def explain(network: Network, image: NDArray[np.uint8]) -> Explanation:
    """Look inside a network while it reads.

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
