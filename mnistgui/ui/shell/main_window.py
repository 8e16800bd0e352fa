"""The main window: puts the panels together and does nothing itself."""

import sys
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QSettings, QSize, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QMainWindow

from mnistgui.files.open_files import open_files_beside
from mnistgui.ui.background.job_runner import JobRunner
from mnistgui.ui.commands.data_actions import DataActions
from mnistgui.ui.commands.experiments import Experiments
from mnistgui.ui.commands.file_actions import FileActions
from mnistgui.ui.commands.lesson_maker import LessonMaker
from mnistgui.ui.commands.lessons import Lessons
from mnistgui.ui.commands.model_actions import ModelActions
from mnistgui.ui.commands.next_steps import NextSteps
from mnistgui.ui.commands.own_digits import OwnDigits
from mnistgui.ui.commands.recent import Recent
from mnistgui.ui.commands.removal import Removal
from mnistgui.ui.commands.same_again import SameAgain
from mnistgui.ui.commands.stroke_actions import StrokeActions
from mnistgui.ui.keeping.recovery import Recovery
from mnistgui.ui.keeping.safekeeping import Safekeeping
from mnistgui.ui.panels.curves.panel import CurvesPanel
from mnistgui.ui.panels.doctor.panel import DoctorPanel
from mnistgui.ui.panels.draw.panel import DrawingPanel
from mnistgui.ui.panels.experiment.panel import ExperimentPanel
from mnistgui.ui.panels.gradient_check.panel import GradientsPanel
from mnistgui.ui.panels.handwriting.panel import HandwritingPanel
from mnistgui.ui.panels.mistakes.panel import GalleryPanel
from mnistgui.ui.panels.reliability.panel import ReliabilityPanel
from mnistgui.ui.panels.runs.panel import RunsPanel
from mnistgui.ui.panels.teach.panel import TeachingPanel
from mnistgui.ui.panels.training.panel import FormPanel
from mnistgui.ui.panels.training.warp_preview import WarpPreview
from mnistgui.ui.panels.weights.panel import WeightsPanel
from mnistgui.ui.panels.why.panel import ExplanationPanel
from mnistgui.ui.shell.appearance import Appearance
from mnistgui.ui.shell.docks import Docks, Panel
from mnistgui.ui.shell.menus import FileMenu, Menus
from mnistgui.ui.shell.status import StatusLine
from mnistgui.ui.shell.toolbar import Controls
from mnistgui.ui.state.session import Session
from mnistgui.ui.strings import tr
from mnistgui.ui.training.redraw import CALM_MS, CALM_REST_SECONDS, RedrawClock
from mnistgui.ui.widgets.banner import Banner
from mnistgui.ui.widgets.figures.exporter import FigureExporter, Services
from mnistgui.ui.widgets.file_dialogs import FileDialogs
from mnistgui.ui.widgets.icons import app_icon

SIZE = QSize(1280, 800)


class _Ending(Protocol):
    def shut_down(self) -> None: ...


class MainWindow(QMainWindow):
    """Everything a person sees.

    Parameters
    ----------
    app : QApplication
        Restyled with the theme.
    settings : QSettings
        Where layout and theme are kept.
    recovery : Path
        Folder that runs are autosaved to.
    my_digits : Path
        File of the digits the person taught.
    """

    def __init__(
        self, app: QApplication, settings: QSettings, recovery: Path, my_digits: Path
    ) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self.setWindowTitle("mnistgui")
        self.setWindowIcon(app_icon())
        self.resize(SIZE)
        self.setAcceptDrops(True)
        self._settings = settings
        self.dialogs = FileDialogs(self, settings)
        self.session = Session(self)
        self.jobs = JobRunner(self)
        self.file_jobs = JobRunner(self)
        self.recovery_jobs = JobRunner(self)
        self.clock = RedrawClock(self, self.session.training.precedence)
        self.calm_clock = RedrawClock(
            self, self.session.training.precedence, CALM_MS, CALM_REST_SECONDS
        )
        self._make_panels(my_digits)
        for clock in (self.clock, self.calm_clock):
            self.session.training.changed.connect(clock.hasten)
            self.session.runs.listed.connect(clock.hasten)
            self.drawing.canvas.changed.connect(clock.give_way)
        self._make_actions(recovery)
        self._lay_out()
        themed = (
            *(self.drawing, self.curves, self.weights, self.gallery, self.runs, self.gradients),
            *(self.reliability, self.explanation, self.doctor, self.controls, self.banner),
            *(self.warps, self.teaching, self.handwriting),
        )
        self.appearance = Appearance(app, settings, themed, self)
        self.appearance.apply()
        self._serve_figures()
        files = FileMenu(self.data, self.models, self.files, self.lesson_maker)
        Menus(self, self.controls, files, self.docks, self.appearance)
        self.form.learning_rate_changed.connect(self.session.training.set_learning_rate)
        self.session.training.failed.connect(self.banner.complain)
        self.session.dataset_changed.connect(self._name_window)
        self.docks.restore(settings)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and folders."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, N802 - Qt's
        """Pass over what lies behind another tab: nobody can see where the focus is there."""
        begun = self.focusWidget()
        moved = super().focusNextPrevChild(next)
        while moved and self.docks.cover(self.focusWidget()) and self.focusWidget() is not begun:
            moved = super().focusNextPrevChild(next)
        return moved

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what was dropped, whatever it is."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.files.open(*paths)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Every panel has its part in what is gained or lost."""
        super().resizeEvent(event)
        self.docks.follow_window()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the layout; end every thread and wait for it."""
        try:
            self._end()
        except Exception as error:  # noqa: BLE001 - told as any fault; out of here it ends the process
            sys.excepthook(type(error), error, error.__traceback__)
        event.accept()

    def _end(self) -> None:
        with ExitStack() as ending:  # a fault in one of them keeps no other from ending
            ending.callback(self.open_files.release)
            for part in reversed(self._to_shut_down()):
                ending.callback(part.shut_down)
            ending.callback(self.calm_clock.stop)
            ending.callback(self.clock.stop)
            ending.callback(self.docks.save, self._settings)

    def _to_shut_down(self) -> tuple[_Ending, ...]:
        """All that has threads, in order; a run that is to be saved tells its last moment first."""
        return (
            *(self.session, self.jobs, self.file_jobs, self.recovery_jobs, self.lessons),
            *(self.gallery, self.gradients, self.experiment, self.reliability, self.warps),
            *(self.explanation, self.doctor, self.teaching, self.handwriting),
            self.safekeeping,
        )

    @Slot()
    def _go_to_canvas(self) -> None:
        self.docks.bring("drawing")
        self.drawing.canvas.setFocus()

    @Slot()
    def _name_window(self) -> None:
        dataset = self.session.dataset
        self.setWindowTitle(f"{dataset.name} - mnistgui" if dataset else "mnistgui")

    def _make_actions(self, recovery: Path) -> None:
        self.safekeeping = Safekeeping(self.session, self.banner, recovery, self)
        self.recovery = Recovery(
            self.session, self.recovery_jobs, self.banner, self.safekeeping, recovery
        )
        self.open_files = open_files_beside(recovery)
        self.models = ModelActions(
            *(self.session, self.file_jobs, self.banner, self.open_files, self.dialogs), self
        )
        self.recent = Recent(self._settings, self)
        self.data = DataActions(
            *(self.session, self.jobs, self.banner, self.dialogs, self.recent), self
        )
        self.own_digits = OwnDigits(self.session, self.jobs, self.banner, self.data)
        self.next_steps = NextSteps(self.session, self.form, self.banner, self.data, self._settings)
        self.next_steps.canvas_wanted.connect(self._go_to_canvas)
        self.experiments = Experiments(self.session, self.form.presets, self.banner, self)
        self.experiments.gradient_check_chosen.connect(self.gradients.take_preset)
        self.gradients.preset_checked.connect(self.experiment.take_figures)
        self.experiment.open_weights.clicked.connect(self.models.open_network)
        self.lessons = Lessons(self.session, self.form, self.banner, self)
        self.removal = Removal(self.session.planner, self.banner, self)
        self.runs.removal_asked.connect(self.removal.remove)
        self.lessons.held.connect(self.data.heed_lesson)
        self.lessons.held.connect(self.next_steps.withdraw)
        self.lesson_maker = LessonMaker(
            *(self.session, self.form, self.file_jobs, self.banner, self.dialogs), self
        )
        strokes = StrokeActions(self.drawing.canvas, self.banner, self)
        self.files = FileActions(
            *(self.file_jobs, self.data, self.models, self.lessons, strokes, self.dialogs), self
        )
        self.files.refused.connect(self.banner.complain)

    def _serve_figures(self) -> None:
        """Let every plot and picture be copied and saved."""
        services = Services(
            *(self.dialogs, self.models.saver.write, self.banner.complain),
            theme=lambda: self.appearance.theme,
            settings=self._settings,
        )
        FigureExporter(services, self)

    def _make_panels(self, my_digits: Path) -> None:
        session, clock = self.session, self.clock
        self.banner = Banner()
        self.form = FormPanel()
        self.warps = WarpPreview(session, self.form, self)
        self.form.see_warps.clicked.connect(self.warps.show)
        self.runs = RunsPanel(session.runs, self.calm_clock)
        self.curves = CurvesPanel(session.runs, self.calm_clock)
        self.weights = WeightsPanel(session, clock)
        self.gallery = GalleryPanel(session)
        self.gradients = GradientsPanel(session, self.form)
        self.reliability = ReliabilityPanel(session)
        self.experiment = ExperimentPanel(session, self.form.presets, self.calm_clock)
        self.drawing = DrawingPanel(session, clock)
        self.explanation = ExplanationPanel(session, self.drawing, clock)
        self.doctor = DoctorPanel(session, self.drawing, clock)
        self.teaching = TeachingPanel(session, self.drawing.canvas, my_digits, self.dialogs)
        self.handwriting = HandwritingPanel(session, self.drawing.canvas, self.dialogs)
        again = SameAgain(session, self.form, self.banner, self)
        self.controls = Controls(session, self.form, again, self._settings)

    def _lay_out(self) -> None:
        self.addToolBar(self.controls)
        self.addToolBarBreak()
        self.addToolBar(self.banner)
        self.banner.hide()
        self.setStatusBar(StatusLine(self.session, self.jobs, self.calm_clock))
        panels = (
            Panel("form", tr("Training"), self.form),
            Panel("runs", tr("Runs"), self.runs),
            Panel("curves", tr("Curves"), self.curves),
            Panel("weights", tr("Weights"), self.weights),
            Panel("experiment", tr("Experiment"), self.experiment),
            Panel("gallery", tr("Mistakes"), self.gallery),
            Panel("gradients", tr("Gradient check"), self.gradients),
            Panel("reliability", tr("Reliability"), self.reliability),
            Panel("explanation", tr("Why?"), self.explanation),
            Panel("doctor", tr("Doctor"), self.doctor),
            Panel("teaching", tr("Teach"), self.teaching),
            Panel("handwriting", tr("Handwriting"), self.handwriting),
            Panel("drawing", tr("Draw"), self.drawing),
        )
        self.docks = Docks(self, panels)
        self.experiments.panel_wanted.connect(self.docks.bring)
        self.next_steps.mistakes_wanted.connect(partial(self.docks.bring, "gallery"))
        self.experiment.misread_wanted.connect(partial(self.docks.bring, "gallery"))
        self.docks["curves"].visibilityChanged.connect(self.curves.set_watched)
        self.docks["weights"].visibilityChanged.connect(self.weights.set_watched)
        self.docks["gallery"].visibilityChanged.connect(self.gallery.set_watched)
        self.docks["reliability"].visibilityChanged.connect(self.reliability.set_watched)
        self.docks["explanation"].visibilityChanged.connect(self.explanation.set_watched)
        self.docks["doctor"].visibilityChanged.connect(self.doctor.set_watched)
