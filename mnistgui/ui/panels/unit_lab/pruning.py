"""Measures, on request, how accuracy falls as weights are pruned, with and without noise."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from mnistgui.data.dataset import Split
from mnistgui.inspection.pruning_curve import PruningCurve, pruning_curve
from mnistgui.nn.network import Network
from mnistgui.training.threads import one_thread_in_passing
from mnistgui.ui.background.job import Report
from mnistgui.ui.background.job_runner import JobRunner
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import explain
from mnistgui.ui.widgets.elided_label import ElidedLabel
from mnistgui.ui.widgets.job_line import JobLine
from mnistgui.ui.widgets.lazy_widget import LazyWidget
from mnistgui.ui.widgets.theme import Theme

if TYPE_CHECKING:
    from mnistgui.ui.panels.unit_lab.pruning_plot import PruningPlot


class PruningView(QWidget):
    """A button, the progress of its job, and the curves that it comes to."""

    def __init__(self) -> None:
        super().__init__()
        self._network: Network | None = None
        self._split: Split | None = None
        self._jobs = JobRunner(self)
        self.measure = QPushButton(tr("Measure the curve"))
        self.words = ElidedLabel("lab_pruning_words", "muted")
        self._plot = LazyWidget(_make_plot)
        self._lay_out()
        self.measure.clicked.connect(self._start)
        self._jobs.failed.connect(self.words.setText)
        self._jobs.progressed.connect(self._enable)
        self.set_subject(None, None)

    @property
    def plot(self) -> "PruningPlot":
        """The plot of the curves."""
        return self._plot.get()

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._plot.set_theme(theme)

    def set_subject(self, network: Network | None, split: Split | None) -> None:
        """Offer to measure this network on these digits; None for nothing."""
        plot = self._plot.made
        if self._network is not network and plot is not None and plot.shown is not None:
            self.words.setText(tr("The curves are those of an earlier network or other edits."))
        self._network, self._split = network, split
        self._enable()

    def shut_down(self) -> None:
        """Wait until the thread that measures has ended."""
        self._jobs.shut_down()

    @Slot()
    def _start(self) -> None:
        if self._network is not None and self._split is not None:
            self.words.setText("")
            work = partial(_measured, self._network, self._split)
            self._jobs.start(tr("Pruning and reading"), work, self._show)

    def _show(self, curve: PruningCurve) -> None:
        self.plot.show_curve(curve)

    @Slot()
    def _enable(self) -> None:
        there = self._network is not None and self._split is not None and len(self._split) > 0
        self.measure.setEnabled(there and not self._jobs.busy)

    def _lay_out(self) -> None:
        self.measure.setObjectName("lab_pruning_measure")
        explain(
            self.measure,
            tr(
                "Prunes the network by growing shares, and reads all test digits with growing noise"
            ),
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.measure)
        layout.addWidget(self._plot, 1)
        layout.addWidget(self.words)
        layout.addWidget(JobLine(self._jobs, "lab_pruning_job"))


def _measured(network: Network, split: Split, report: Report) -> PruningCurve:
    """Any thread: Measure, with one thread of BLAS."""
    with one_thread_in_passing():
        return pruning_curve(network, split, progress=report)


def _make_plot() -> "PruningPlot":
    from mnistgui.ui.panels.unit_lab.pruning_plot import PruningPlot  # noqa: PLC0415 - slow to load

    return PruningPlot()
