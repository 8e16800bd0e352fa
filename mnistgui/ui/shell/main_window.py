"""The main window: it makes and connects all parts of the program's window."""

import sys
from contextlib import ExitStack
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Protocol, TypeVar

from PySide6.QtCore import QSettings, QSize, Slot
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QMainWindow

from mnistgui.files.open_files import open_files_beside
from mnistgui.ui.background.job_runner import JobRunner
from mnistgui.ui.commands.data_actions import DataActions
from mnistgui.ui.commands.experiments import Experiments
from mnistgui.ui.commands.fault_withdrawal import FaultWithdrawal
from mnistgui.ui.commands.file_actions import FileActions
from mnistgui.ui.commands.lesson_maker import LessonMaker
from mnistgui.ui.commands.lessons import Lessons
from mnistgui.ui.commands.model_actions import ModelActions
from mnistgui.ui.commands.naming_commands import NamingCommands
from mnistgui.ui.commands.next_steps import NextSteps
from mnistgui.ui.commands.own_digits import OwnDigits
from mnistgui.ui.commands.recent import Recent
from mnistgui.ui.commands.removal import Removal
from mnistgui.ui.commands.repeat_check import RepeatCheck
from mnistgui.ui.commands.run_troubles import RunTroubles
from mnistgui.ui.commands.setting_commands import SettingCommands
from mnistgui.ui.commands.stroke_actions import StrokeActions
from mnistgui.ui.drawing.current import CurrentDrawing
from mnistgui.ui.drawing.kept_drawing import KeptDrawing
from mnistgui.ui.drawing.stroke_commands import StrokeCommands
from mnistgui.ui.keeping.recovery import Recovery
from mnistgui.ui.keeping.run_autosave import RunAutosave
from mnistgui.ui.panel_kit.context import PanelContext
from mnistgui.ui.panel_kit.panel import Panel
from mnistgui.ui.panel_kit.requests import Requests
from mnistgui.ui.shell.appearance import Appearance, Themed
from mnistgui.ui.shell.checkpoint_menu import CheckpointMenu
from mnistgui.ui.shell.docks import Docks
from mnistgui.ui.shell.file_drop import FileDrop
from mnistgui.ui.shell.filming import make_film_maker
from mnistgui.ui.shell.focus_in_sight import FocusInSight
from mnistgui.ui.shell.log_opener import LogOpener
from mnistgui.ui.shell.menu_filling import fill_menus
from mnistgui.ui.shell.moment_strip import MomentStrips
from mnistgui.ui.shell.panel_table import PANELS
from mnistgui.ui.shell.panels import PanelMaker, Panels
from mnistgui.ui.shell.status import StatusLine
from mnistgui.ui.shell.toolbar import Controls
from mnistgui.ui.shell.view_opener import ViewOpener
from mnistgui.ui.shell.window_visibility import WindowVisibility
from mnistgui.ui.state.draft import Draft
from mnistgui.ui.state.next_digits import NextDigits
from mnistgui.ui.state.preset_figures import PresetFigures
from mnistgui.ui.state.session import Session
from mnistgui.ui.state.undo import UndoHistory
from mnistgui.ui.training.redraw_throttle import RedrawThrottle
from mnistgui.ui.widgets.banner import Banner
from mnistgui.ui.widgets.figures.exporter import FigureExporter, Services
from mnistgui.ui.widgets.file_dialogs import FileDialogs
from mnistgui.ui.widgets.icons import app_icon
from mnistgui.ui.widgets.messages import Topic

SIZE_PIXELS = QSize(1280, 800)

AnyPanel = TypeVar("AnyPanel", bound=Panel)


class _Ending(Protocol):
    def shut_down(self) -> None: ...


class MainWindow(QMainWindow):
    """The main window; where settings, autosaved runs and taught digits are stored is given."""

    def __init__(
        self, app: QApplication, settings: QSettings, recovery: Path, my_digits: Path
    ) -> None:
        super().__init__()
        self._set_up()
        self._ended = False
        self._settings = settings
        self.dialogs = FileDialogs(self, settings)
        self.session = Session(self)
        self.draft = self._make_draft()
        self.history = UndoHistory(self)
        self.drawing = CurrentDrawing()
        StrokeCommands(self.drawing, self.history)
        self.kept_drawing = KeptDrawing(self.drawing, my_digits.with_name("drawing.jsonl"), self)
        self.requests = Requests()
        self.banner = Banner()
        self.jobs, self.file_jobs, self.recovery_jobs = (JobRunner(self) for _ in range(3))
        self.redraws = RedrawThrottle(self, self.session.training.priority)
        self.context = self._make_context(my_digits)
        self.panels = Panels(PANELS, self.context)
        self.panel_maker = PanelMaker(self.panels, self)
        self._connect_clock()
        self._make_actions(recovery)
        self._lay_out(app)
        themed: list[Themed] = [self.panels, self.controls, self.banner]
        self.appearance = Appearance(app, settings, themed, self)
        self.appearance.apply()
        self._serve_figures()
        self.beginnings = fill_menus(self, settings)
        self.session.dataset_changed.connect(self._name_window)
        self.docks.restore(settings)
        self.visibility = WindowVisibility(self)
        self.visibility.changed.connect(self.redraws.set_in_sight)

    def panel(self, kind: type[AnyPanel]) -> AnyPanel:
        """Return the panel of a class."""
        panels = chain(self.panels.made, self.panels.values())  # to look at all makes them
        return next(panel for panel in panels if isinstance(panel, kind))

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, N802 - Qt's
        """Skip widgets behind another tab, where nobody can see the focus."""
        begun = self.focusWidget()
        moved = super().focusNextPrevChild(next)
        while moved and self.docks.cover(self.focusWidget()) and self.focusWidget() is not begun:
            moved = super().focusNextPrevChild(next)
        return moved

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Divide the new size among the panels."""
        super().resizeEvent(event)
        self.docks.follow_window()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Store the layout, and end every thread, when it is closed first."""
        try:
            if not self._ended:
                self._ended = True
                self._end()
        except Exception as error:  # noqa: BLE001 - reported like any fault
            sys.excepthook(type(error), error, error.__traceback__)
        event.accept()

    def _end(self) -> None:
        with ExitStack() as ending:  # a fault in one of them keeps no other from ending
            ending.callback(self.open_files.release)
            for part in reversed(self._to_shut_down()):
                ending.callback(part.shut_down)
            ending.callback(self.redraws.stop)
            ending.callback(self.visibility.stop)
            ending.callback(self.docks.save, self._settings)

    def _to_shut_down(self) -> tuple[_Ending, ...]:
        """Return all parts with threads, in order: a run that is to be saved must end first."""
        return (
            *(self.session, self.jobs, self.file_jobs, self.recovery_jobs, self.lessons),
            *self.panels.made,
            *(self.panel_maker, self.removal, self.recovery, self.autosave, self.exporter),
            *(self.kept_drawing, self.log, self.next_digits),
        )

    def _set_up(self) -> None:
        self.setObjectName("main_window")
        self.setWindowTitle("mnistgui")
        self.setWindowIcon(app_icon())
        self.resize(SIZE_PIXELS)

    def _connect_clock(self) -> None:
        self.session.training.changed.connect(self.redraws.redraw_now)
        self.session.training.began.connect(self.redraws.await_first_step)
        self.session.training.first_step.connect(self.redraws.draw_first_step)
        self.session.runs.on_list_changed(self.redraws.redraw_now)
        self.drawing.changed.connect(self.redraws.hold_for_pen)

    def _make_draft(self) -> Draft:
        draft = Draft()
        self.session.dataset_changed.connect(self._fit_draft)
        return draft

    @Slot()
    def _fit_draft(self) -> None:
        if self.session.dataset is not None:
            self.draft.fit_to(self.session.dataset.kind)

    @Slot()
    def _name_window(self) -> None:
        dataset = self.session.dataset
        self.setWindowTitle(f"{dataset.name} - mnistgui" if dataset else "mnistgui")

    def _make_actions(self, recovery: Path) -> None:
        self.log = LogOpener(self, self.session.runs)
        room = (self.session.runs, recovery, self._settings)
        self.checkpoint_menu = CheckpointMenu(*room, self)
        self.autosave = RunAutosave(self.session, self.banner, recovery, self)
        self.recovery = Recovery(
            *(self.session, self.recovery_jobs, self.banner, self.history),
            *(self.autosave, recovery),
        )
        self.open_files = open_files_beside(recovery)
        self.recent = Recent(self._settings)
        self.models = ModelActions(
            *(self.session, self.file_jobs, self.banner, self.open_files, self.dialogs),
            *(self.requests, self.recent, self),
        )
        self.data = DataActions(
            *(self.session, self.jobs, self.banner, self.dialogs, self.recent), self
        )
        self.own_digits = OwnDigits(self.session, self.jobs, self.banner, self.data)
        self.next_steps = NextSteps(
            *(self.session, self.draft, self.banner, self.data, self.requests, self.drawing),
            self._settings,
        )
        self.next_digits = NextDigits(self.session, self.draft, self)
        self.experiments = Experiments(self.session, self.draft, self.requests, self.banner, self)
        self.lessons = Lessons(self.session, self.draft, self.banner, self)
        self.removal = Removal(self.session.planner, self.history, self.banner, self)
        NamingCommands(self.session.runs, self.history)
        self.setting_commands = SettingCommands(self.session, self.draft, self.history)
        RunTroubles(self.session, self.draft, self.setting_commands, self.banner)
        self.draft.lesson_held.connect(self.data.set_lesson_held)
        self.draft.lesson_held.connect(self.next_steps.withdraw)
        self.lesson_maker = LessonMaker(
            *(self.session, self.draft, self.file_jobs, self.banner, self.dialogs), self
        )
        self.kept_drawing.failed.connect(partial(self.banner.show_fault, topic=Topic.SAVING))
        self.kept_drawing.restore()
        self.strokes = StrokeActions(self.drawing, self.file_jobs, self.banner, self)
        self.files = FileActions(
            *(self.session, self.file_jobs, self.data, self.models, self.lessons, self.strokes),
            *(self.dialogs, self),
        )
        FileDrop(self, self.files.open)
        self.files.refused.connect(partial(self.banner.show_fault, topic=Topic.OPENING))
        FaultWithdrawal(self.session, self.draft, self.banner)
        repeat_check = RepeatCheck(self.session, self.draft, self.banner, self)
        self.controls = Controls(self.session, self.draft, repeat_check, self._settings)

    def _serve_figures(self) -> None:
        """Let every plot and picture of the window be copied and saved, and runs be filmed."""
        services = Services(
            self.dialogs,
            self.models.saver.write,
            self.banner.show_fault,
            self.banner.show_notice,
            theme=lambda: self.appearance.theme,
            settings=self._settings,
        )
        self.exporter = FigureExporter(services, self)
        self.film_maker = make_film_maker(self, self.session, self.jobs, self.redraws, self.docks)

    def _make_context(self, my_digits: Path) -> PanelContext:
        return PanelContext(
            session=self.session,
            draft=self.draft,
            drawing=self.drawing,
            figures=PresetFigures(),
            requests=self.requests,
            history=self.history,
            dialogs=self.dialogs,
            redraws=self.redraws,
            settings=self._settings,
            my_digits=my_digits,
        )

    def _lay_out(self, app: QApplication) -> None:
        self.addToolBar(self.controls)
        self.addToolBarBreak()
        self.addToolBar(self.banner)
        self.setStatusBar(StatusLine(self.session, self.jobs, self.redraws))
        self.docks = Docks(self, PANELS, self.panels, self.banner.last)
        owners = (self.session, self.draft, self.requests)
        ViewOpener(self.docks, self.panels, *owners, self)
        MomentStrips(self.session, self.docks, self)
        FocusInSight(app, self)
