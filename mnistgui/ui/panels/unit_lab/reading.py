"""Reads the test digits with an edited network, in another thread."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import Split
from mnistgui.errors import UserError
from mnistgui.inspection.confusion import Confusion, confusion_matrix
from mnistgui.inspection.parted_reading import PartedReading
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
        self._of: tuple[Network, Split] | None = None
        self._before: Confusion | None = None
        self._last: PartedReading | None = None

    def answer(self, question: LabQuestion) -> LabAnswer:
        """Any thread, one at a time: Edit the network and read the digits."""
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
        before = self._reading_before(question.network, split, targets)
        if network is question.network:
            self._last = None
            return LabAnswer(question, network, before, before)
        if self._last is None:
            self._last = PartedReading.of_images(network, split.images)
        else:
            self._last = self._last.moved_to(network)
        after = _confusion(self._last.probabilities, targets)
        return LabAnswer(question, network, before, after)

    def _reading_before(
        self, network: Network, split: Split, targets: NDArray[np.intp]
    ) -> Confusion:
        """Return what the network reads without edits, which is known from before the first."""
        known = self._of is not None and self._of[0] is network and self._of[1] is split
        if not known or self._before is None:
            self._of, self._last = (network, split), None
            self._before = _confusion(network.probabilities(split.images), targets)
        return self._before


def _confusion(p: Array, targets: NDArray[np.intp]) -> Confusion:
    return confusion_matrix(targets, p.argmax(axis=1), p.shape[1])


def accuracy_of(confusion: Confusion) -> float:
    """Return the share of the digits that are read right."""
    return float(np.diagonal(confusion.counts).sum() / confusion.counts.sum())
