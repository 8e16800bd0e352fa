"""What the Study panel shows: a study is planned, run by workers, and read while it runs."""

import time
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QProgressBar, QPushButton, QVBoxLayout, QWidget

from mnistgui.errors import UserError
from mnistgui.files.run import SavedRun
from mnistgui.sweeps.place import file_place
from mnistgui.sweeps.results import CellResult, StudyResults
from mnistgui.sweeps.study import CANCEL, GO_ON, PAUSE
from mnistgui.ui.panel_kit.context import PanelContext
from mnistgui.ui.panels.study.choice import StudyChoice
from mnistgui.ui.panels.study.estimator import Estimate, StudyEstimator
from mnistgui.ui.panels.study.follower import StudyFollower
from mnistgui.ui.panels.study.views import StudyViews
from mnistgui.ui.panels.study.words import in_advance, progress
from mnistgui.ui.runs.run_files import add_loaded
from mnistgui.ui.state.session import Source
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import SegmentedControl, explain, row
from mnistgui.ui.widgets.elided_label import ElidedLabel
from mnistgui.ui.widgets.one_page import OnePage
from mnistgui.ui.widgets.theme import Theme

_PLACE, _GO_ON = "study/file", "study/workers_go_on"
_PLAN, _RESULTS = range(2)


class StudyView(QWidget):
    """Plans a study, starts its workers, and shows its results while they come."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__()
        self._session, self._draft = context.session, context.draft
        self._dialogs, self._settings = context.dialogs, context.settings
        self._estimate = Estimate()
        self._begun: tuple[float, int] | None = None
        self._command = GO_ON
        self.follower, self._estimator = StudyFollower(self), StudyEstimator(self)
        self.page = SegmentedControl("study_page", tr("Page"), (tr("Plan"), tr("Results")))
        self.choice, self.views = StudyChoice(), StudyViews()
        self.start = QPushButton(tr("Start..."))
        self.open = QPushButton(tr("Open..."))
        self.pause = QPushButton(tr("Pause"))
        self.cancel = QPushButton(tr("Cancel"))
        self.go_on = QCheckBox(tr("Workers go on when the window closes"))
        self.bar, self.words = QProgressBar(), ElidedLabel("study_words", "")
        self._pages = OnePage()
        self._lay_out()
        self._connect()
        self._reopen()

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self.views.set_theme(theme)

    @Slot(bool)
    def set_watched(self, watched: bool) -> None:
        """Read and estimate only while the panel can be seen."""
        self.follower.set_watched(watched=watched)
        if watched:
            self._plan()
        else:
            self._estimator.rest()

    def shut_down(self) -> None:
        """End the threads; workers go on if the person wants it."""
        self._estimator.shut_down()
        self.follower.shut_down(workers_go_on=self.go_on.isChecked())

    @Slot()
    def _plan(self) -> None:
        """Have the study that is chosen counted and timed."""
        config, dataset = self._draft.config, self._session.dataset
        if config is None or dataset is None:
            self._estimate = Estimate(fault=tr("The settings of the form are not accepted yet."))
            self._show_plan()
            return
        self._estimate = Estimate()
        self.start.setEnabled(False)
        asked = self.choice.asked(config)
        self._estimator.estimate(asked, dataset, self.choice.workers.value())

    @Slot(object)
    def _take_estimate(self, estimate: Estimate) -> None:
        self._estimate = estimate
        self._show_plan()

    def _show_plan(self) -> None:
        self.start.setEnabled(self._estimate.plan is not None)
        if self.page.current == _PLAN:
            self.words.setText(in_advance(self._estimate))

    @Slot()
    def _start(self) -> None:
        """Ask for a file, make the study in it, and start its workers."""
        plan = self._estimate.plan
        if plan is None:
            return
        try:
            path = self._dialogs.save(
                tr("Keep the study in a file"), "study.db", {".db": tr("Studies")}
            )
        except UserError as error:
            self.words.setText(str(error))
            return
        if path is not None:
            self._settings.setValue(_PLACE, str(path))
            self._begun = None
            self.follower.make(file_place(path), plan, self._estimate.workers, self._data())
            self.page.choose(_RESULTS)

    def _data(self) -> Path | None:
        dataset = self._session.dataset
        source = Path(dataset.source) if dataset is not None else Path("/nonexistent")
        return source if source.exists() else None

    @Slot()
    def _open(self) -> None:
        path = self._dialogs.open(tr("Open a study"), tr("Studies (*.db);;All files (*)"))
        if path is not None:
            self.open_file(path)

    def open_file(self, path: Path) -> None:
        """Follow the study in a file."""
        self._settings.setValue(_PLACE, str(path))
        self._begun = None
        self.follower.open(file_place(path))
        self.page.choose(_RESULTS)

    def _reopen(self) -> None:
        """Pick up the study that was followed when the window closed last."""
        path = Path(str(self._settings.value(_PLACE, "")))
        if path.is_file():
            self.open_file(path)

    @Slot()
    def _pause_or_resume(self) -> None:
        if self._command == GO_ON and self.pause.text() == tr("Pause"):
            self.follower.tell(PAUSE)
        else:
            self._begun = None
            self.follower.start_workers(self.choice.workers.value(), self._data())

    @Slot()
    def _cancel(self) -> None:
        self.follower.tell(CANCEL)

    @Slot(object, int)
    def _show(self, results: StudyResults, workers: int) -> None:
        """Show what was read."""
        self._command = results.command
        self.views.set_results(results)
        total, ended = len(results.cells), results.ended
        self.bar.setRange(0, total)
        self.bar.setValue(ended)
        goes_on = results.command == GO_ON and (workers > 0 or results.counts["running"] > 0)
        self.pause.setText(tr("Pause") if goes_on else tr("Resume"))
        self.pause.setEnabled(ended < total)
        self.cancel.setEnabled(ended < total and results.command != CANCEL)
        if self.page.current == _RESULTS:
            self.words.setText(progress(results, workers, self._seconds_left(results)))

    def _seconds_left(self, results: StudyResults) -> float | None:
        """Estimate the time left from the cells that have ended since this window looks."""
        now = time.monotonic()
        if self._begun is None:
            self._begun = (now, results.ended)
        begin, ended = self._begun
        done = results.ended - ended
        return (len(results.cells) - results.ended) * (now - begin) / done if done else None

    @Slot(str)
    def _say(self, fault: str) -> None:
        if fault:
            self.words.setText(fault)

    @Slot(object)
    def _load(self, cell: CellResult) -> None:
        if cell.run is None:
            self.words.setText(tr("Cell {0} has no run yet").format(cell.number))
        else:
            self.follower.load(cell.number, cell.run)

    @Slot(object, int)
    def _add_run(self, loaded: SavedRun, cell: int) -> None:
        """Add a cell to the list of runs, with weights, curves and checkpoints."""
        add_loaded(self._session.runs, loaded, tr("cell {0}").format(cell))
        self._session.set_source(Source.TRAINED)

    @Slot(int)
    def _choose_page(self, place: int) -> None:
        self._pages.setCurrentIndex(place)
        if place == _PLAN:
            self._plan()

    @Slot(bool)
    def _remember(self, go_on: bool) -> None:
        self._settings.setValue(_GO_ON, go_on)

    def _connect(self) -> None:
        self.page.chosen.connect(self._choose_page)
        self.choice.changed.connect(self._plan)
        self._draft.changed.connect(self._plan_if_watched)
        self._session.dataset_changed.connect(self._plan_if_watched)
        self._estimator.estimated.connect(self._take_estimate)
        self.start.clicked.connect(self._start)
        self.open.clicked.connect(self._open)
        self.pause.clicked.connect(self._pause_or_resume)
        self.cancel.clicked.connect(self._cancel)
        self.go_on.toggled.connect(self._remember)
        self.follower.changed.connect(self._show)
        self.follower.failed.connect(self._say)
        self.follower.run_loaded.connect(self._add_run)
        self.views.cell_wanted.connect(self._load)

    @Slot()
    def _plan_if_watched(self) -> None:
        if self.isVisible() and self.page.current == _PLAN:
            self._plan()

    def _lay_out(self) -> None:
        for name, button in (
            ("study_start", self.start),
            ("study_open", self.open),
            ("study_pause", self.pause),
            ("study_cancel", self.cancel),
        ):
            button.setObjectName(name)
        for button in (self.pause, self.cancel):
            button.setEnabled(False)
        explain(self.cancel, tr("End the workers; what is done is kept, and Resume goes on"))
        self.go_on.setObjectName("study_go_on")
        self.go_on.setChecked(bool(self._settings.value(_GO_ON, defaultValue=False, type=bool)))
        self.bar.setObjectName("study_progress")
        self.bar.setAccessibleName(tr("Cells of the study that have ended"))
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.addLayout(row(self.page, None, self.start, self.open, self.pause, self.cancel))
        layout.addWidget(self.words)
        layout.addWidget(self.bar)
        layout.addLayout(self._pages, 1)
        # Only now: a stack that lies in no widget shows its first page as a window of its own.
        self._pages.addWidget(self.choice)
        self._pages.addWidget(self.views)
        layout.addWidget(self.go_on)
