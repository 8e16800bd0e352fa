"""Reads the test digits with an edited network, in another thread."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mnistgui.data.dataset import Split
from mnistgui.errors import UserError
from mnistgui.inspection.confusion import Confusion, confusion_matrix
from mnistgui.inspection.parted_reading import PartedReading
from mnistgui.inspection.unit_edits import WeightEdit, edited
from mnistgui.nn.arrays import Array, Indices
from mnistgui.nn.network import Network
from mnistgui.training.threads import one_thread_in_passing
from mnistgui.ui.state.split_reading import SplitReading

if TYPE_CHECKING:
    from mnistgui.training.evaluation import DigitReadings


@dataclass(frozen=True, eq=False)
class LabQuestion:
    """A network, edits of it, and the digits to read.

    Parameters
    ----------
    network : Network
        Of dense layers.
    edits : tuple of WeightEdit
    before : SplitReading or None
        Of the test digits by this network; None where there are none.
    """

    network: Network
    edits: tuple[WeightEdit, ...]
    before: SplitReading | None = None

    @property
    def split(self) -> Split | None:
        """The digits to read."""
        return None if self.before is None else self.before.split


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
        self._unedited: DigitReadings | None = None  # of the network whose edits were read last
        self._last: PartedReading | None = None

    def answer(self, question: LabQuestion) -> LabAnswer:
        """Any thread, one at a time: Edit the network and read the digits."""
        # Two threads of BLAS beside other programs take many times as long as one.
        with one_thread_in_passing():
            return self._answer(question)

    def _answer(self, question: LabQuestion) -> LabAnswer:
        try:
            network = edited(question.network, question.edits)
        except UserError as error:
            return LabAnswer(question, fault=str(error))
        if question.before is None:
            return LabAnswer(question, network)
        targets = question.before.reading.targets
        before = _confusion(question.before.reading.probabilities, targets)
        if network is question.network:
            self._last = None
            return LabAnswer(question, network, before, before)
        self._last = self._moved_to(network, question.before)
        return LabAnswer(question, network, before, _confusion(self._last.probabilities, targets))

    def _moved_to(self, network: Network, before: SplitReading) -> PartedReading:
        """Read the digits with an edited network, beginning with the last reading of them."""
        last = self._last if self._unedited is before.reading else None
        self._unedited = before.reading
        if last is None:
            return PartedReading.of_images(network, before.split.images)
        return last.moved_to(network)


def _confusion(p: Array, targets: Indices) -> Confusion:
    return confusion_matrix(targets, p.argmax(axis=1), p.shape[1])


def accuracy_of(confusion: Confusion) -> float:
    """Return the share of the digits that are read right."""
    return float(np.diagonal(confusion.counts).sum() / confusion.counts.sum())
