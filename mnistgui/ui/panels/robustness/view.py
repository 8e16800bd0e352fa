"""What the panel shows once it is in sight: a button, the curves, and a threshold."""

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QPushButton, QSlider, QVBoxLayout, QWidget

from mnistgui.data.dataset import Dataset
from mnistgui.inspection.robustness import DISTORTIONS
from mnistgui.nn.network import Network
from mnistgui.notation import thousands
from mnistgui.per_cent import per_cent
from mnistgui.ui.background.job_runner import JobRunner
from mnistgui.ui.panel_kit.context import PanelContext
from mnistgui.ui.panels.robustness.measuring import (
    MOST_DIGITS,
    MeasuredNetwork,
    TestedNetwork,
    measure,
)
from mnistgui.ui.panels.robustness.plot import REFUSALS, RobustnessPlot
from mnistgui.ui.strings import tr
from mnistgui.ui.training.redraw_intervals import TEXTS
from mnistgui.ui.widgets.basic import explain, keep_room, row
from mnistgui.ui.widgets.combo import Combo
from mnistgui.ui.widgets.few_lines import FewLines
from mnistgui.ui.widgets.job_line import JobLine
from mnistgui.ui.widgets.theme import Theme

_LINES = 2
_STEPS = 1000  # of the threshold, from 0 to 100 %
_USUAL_THRESHOLD = 0.9


class RobustnessView(QWidget):
    """Measures the ticked runs, or the network that is inspected, when a person asks for it."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__()
        self._session, self._redraws = context.session, context.redraws
        self._watched = True
        self._measured: list[MeasuredNetwork] = []
        self.jobs = JobRunner(self)
        self.measure = QPushButton(tr("Measure"))
        self.kind = Combo("robustness_kind", 8)
        self.threshold = QSlider(Qt.Orientation.Horizontal)
        self.plot = RobustnessPlot()
        self.words = FewLines("robustness_words", _LINES)
        self._lay_out()
        self._connect()
        self._draw()

    @property
    def measured(self) -> list[MeasuredNetwork]:
        """What was measured last."""
        return self._measured

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self.plot.set_theme(theme)

    def set_watched(self, *, watched: bool) -> None:
        """Offer what can be measured only while the view can be seen."""
        self._watched = watched
        self._request()

    def shut_down(self) -> None:
        """Wait until the thread has ended."""
        self.jobs.shut_down()

    def subjects(self) -> list[TestedNetwork]:
        """Return the networks that would be measured now."""
        dataset = self._session.dataset
        if dataset is None:
            return []
        runs = [run for run in self._session.runs.shown if _reads(run.network, dataset)]
        found = [
            TestedNetwork(
                tr("run {0}, step {1}").format(run.number, thousands(len(run.history.steps))),
                run.number - 1,
                run.network,
            )
            for run in runs
            if run.network is not None
        ]
        inspected = self._session.inspected
        known = any(one.network is inspected.network for one in found)
        if inspected.network is not None and _reads(inspected.network, dataset) and not known:
            colour = 0 if inspected.run is None else inspected.run.number - 1
            name = self._session.loaded_name if inspected.run is None else tr("step that is shown")
            found.append(TestedNetwork(name, colour, inspected.network))
        return found

    @Slot()
    def _start(self) -> None:
        dataset, subjects = self._session.dataset, self.subjects()
        if dataset is not None and subjects:
            work = partial(measure, subjects, dataset.test)
            self.jobs.start(tr("Measuring {0} networks").format(len(subjects)), work, self._keep)

    def _keep(self, measured: list[MeasuredNetwork]) -> None:
        self._measured = measured
        self._draw()

    @Slot()
    def _forget(self) -> None:
        self.jobs.cancel()
        self._measured = []
        self._request()

    @Slot()
    def _request(self) -> None:
        if self._watched:
            self._redraws.request(self._draw, TEXTS)

    @Slot()
    def _draw(self) -> None:
        possible = self._session.dataset is not None and bool(self.subjects())
        self.measure.setEnabled(possible and not self.jobs.busy)
        kind, threshold = str(self.kind.currentData()), self.threshold.value() / _STEPS
        self.threshold.setVisible(kind == REFUSALS)
        self.plot.show_measured(self._measured, kind, threshold)
        self.words.show_text(self._in_words(kind, threshold, possible=possible))

    def _in_words(self, kind: str, threshold: float, *, possible: bool) -> str:
        if not self._measured:
            untrained = tr("Train a network: how well it bears harder digits is measured here.")
            ready = tr("Press Measure: the ticked runs read distorted test digits.")
            return ready if possible else self._session.hint(untrained)
        if kind != REFUSALS:
            words = tr("The same {0} test digits at every strength.")
            count = min(len(self._measured[0].refusals.sure), MOST_DIGITS)
            return words.format(thousands(count))
        listed = (self._refused_in_words(one, threshold) for one in self._measured)
        return tr("Where readings below {0} are refused: ").format(per_cent(threshold, 1)) + (
            "; ".join(listed)
        )

    def _refused_in_words(self, one: MeasuredNetwork, threshold: float) -> str:
        coverage, accuracy = one.refusals.at(threshold)
        words = tr("{0} answers {1}, {2} of them right")
        return words.format(one.subject.name, per_cent(coverage, 1), per_cent(accuracy, 2))

    def _connect(self) -> None:
        self.measure.clicked.connect(self._start)
        self.kind.currentIndexChanged.connect(self._draw)
        self.threshold.valueChanged.connect(self._draw)
        self.jobs.progressed.connect(self._request)
        self.jobs.failed.connect(self.words.show_text)
        self._session.dataset_changed.connect(self._forget)
        self._session.inspected_changed.connect(self._request)
        self._session.runs.on_list_changed(self._request)

    def _lay_out(self) -> None:
        self.measure.setObjectName("robustness_measure")
        explain(
            self.measure,
            tr("Reads 2,000 test digits, distorted in six ways, with the ticked runs."),
        )
        self.kind.setAccessibleName(tr("What makes digits harder"))
        for name, distortion in DISTORTIONS.items():
            self.kind.addItem(tr(distortion.title), name)
        self.kind.addItem(tr("'I don't know'"), REFUSALS)
        self.threshold.setObjectName("robustness_threshold")
        self.threshold.setAccessibleName(tr("Probability below which a reading is refused"))
        keep_room(self.threshold)
        self.threshold.setRange(0, _STEPS)
        self.threshold.setPageStep(_STEPS // 20)
        self.threshold.setValue(round(_USUAL_THRESHOLD * _STEPS))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(4)
        top = row(self.measure, self.kind)
        top.addWidget(self.threshold, 1)
        layout.addLayout(top)
        layout.addWidget(JobLine(self.jobs, "robustness_job", keeps_room=False))
        layout.addWidget(self.plot, 1)
        layout.addWidget(self.words)


def _reads(network: Network | None, dataset: Dataset) -> bool:
    """Whether a network reads pictures of the size of these digits."""
    return network is not None and network.widths[0] == dataset.test.n_pixels
