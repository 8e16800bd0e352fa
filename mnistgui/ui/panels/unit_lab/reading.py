"""Reads the test digits with an edited network, in another thread."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import Split
from mnistgui.errors import UserError
from mnistgui.inspection.confusion import Confusion, confusion_matrix
from mnistgui.inspection.edited_reading import EditedReading
from mnistgui.inspection.unit_edits import WeightEdit, edited
from mnistgui.nn.arrays import Array
from mnistgui.nn.network import Network
from mnistgui.training.threads import one_thread_in_passing


@dataclass(frozen=True, eq=False)
class LabQuestion:
    """A network, edits of it, and the digits to read.

    Parameters
    ----------
    network : Network
        Of dense layers.
    edits : tuple of WeightEdit
    split : Split or None
    """

    network: Network
    edits: tuple[WeightEdit, ...]
    split: Split | None


@dataclass(frozen=True, eq=False)
class LabAnswer:
    """What the edits do.

    Parameters
    ----------
    question : LabQuestion
    network : Network or None
        The edited network; None where the edits do not fit.
    before, after : Confusion or None
        Of the test digits; None where there are none.
    fault : str
        Why the edits do not fit; empty where they do.
    """

    question: LabQuestion
    network: Network | None = None
    before: Confusion | None = None
    after: Confusion | None = None
    fault: str = ""


class LabReader:
    """Keeps the sums of the last reading, so that the next one takes a tenth of the time.

    They are kept while there are edits only: they take a hundred megabytes for a wide layer.
    """

    def __init__(self) -> None:
        self._first: tuple[Network, Split, EditedReading] | None = None
        self._last: EditedReading | None = None

    def answer(self, question: LabQuestion) -> LabAnswer:
        """Any thread, one at a time: WeightEdit the network and read the digits."""
        # Two threads of BLAS beside other programs take many times as long as one.
        with one_thread_in_passing():
            return self._answer(question)

    def _answer(self, question: LabQuestion) -> LabAnswer:
        split = question.split
        try:
            network = edited(question.network, question.edits)
        except UserError as error:
            return LabAnswer(question, fault=str(error))
        if split is None or not len(split):
            return LabAnswer(question, network)
        targets = network.head.targets(split.labels)
        if network is question.network:
            self._first = self._last = None
            same = _confusion(network.probabilities(split.images), targets)
            return LabAnswer(question, network, same, same)
        first = self._reading_of(question.network, split)
        self._last = (self._last or first).moved_to(network)
        before, after = (_confusion(r.probabilities, targets) for r in (first, self._last))
        return LabAnswer(question, network, before, after)

    def _reading_of(self, network: Network, split: Split) -> EditedReading:
        known = self._first
        if known is None or known[0] is not network or known[1] is not split:
            self._last = None
            known = self._first = (network, split, EditedReading.of_images(network, split.images))
        return known[2]


def _confusion(p: Array, targets: NDArray[np.intp]) -> Confusion:
    return confusion_matrix(targets, p.argmax(axis=1), p.shape[1])


def accuracy_of(confusion: Confusion) -> float:
    """Return the share of the digits that are read right."""
    return float(np.diagonal(confusion.counts).sum() / confusion.counts.sum())
