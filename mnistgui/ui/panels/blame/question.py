"""The question that the panel answers: which image, and for which class digits spoke."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mnistgui.inspection.blame import Blame, blame
from mnistgui.inspection.influence import TracedRun
from mnistgui.nn.network import Network


@dataclass(frozen=True, eq=False)
class BlameQuestion:
    """An image and the class that is asked about.

    Parameters
    ----------
    name : str
        Of the image, such as "Test digit 8".
    image : ndarray of shape (side * side,), uint8
    label : int or None
        The digit 0-9 that it is, or the place of its class; None where that is not known.
    of_label : bool
        Whether digits that spoke for the label are sought, not those for what is read.
    label_name : str
        Of its class; empty where that is not known.
    """

    name: str
    image: NDArray[np.uint8]
    label: int | None
    of_label: bool = False
    label_name: str = ""

    def target_of(self, network: Network) -> int:
        """The index of the class that is asked about."""
        if self.of_label and self.label is not None:
            return int(network.head.targets(np.array([self.label], np.uint8))[0])
        return int(network.probabilities(self.image[None])[0].argmax())


@dataclass(frozen=True, eq=False)
class BlameAnswer:
    """The answer to a question.

    Parameters
    ----------
    question : BlameQuestion
    probabilities : ndarray of shape (n_classes,), float32 or float64
    class_names : tuple of str
    blame : Blame
    """

    question: BlameQuestion
    probabilities: NDArray[np.floating]
    class_names: tuple[str, ...]
    blame: Blame


def answer(traced: TracedRun, question: BlameQuestion) -> BlameAnswer:
    """Any thread: Answer a question."""
    network = traced.networks[-1]
    probabilities = network.probabilities(question.image[None])[0]
    found = blame(traced, question.image, question.target_of(network))
    return BlameAnswer(question, probabilities, network.head.class_names, found)
