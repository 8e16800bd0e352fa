"""The window's menus."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from mnistgui.ui.commands.data_actions import DataActions
from mnistgui.ui.commands.file_actions import FileActions
from mnistgui.ui.commands.film.film_actions import FilmActions
from mnistgui.ui.commands.lesson_maker import LessonMaker
from mnistgui.ui.commands.model_actions import ModelActions
from mnistgui.ui.commands.own_digits import OwnDigits
from mnistgui.ui.commands.settings_clipboard import SettingsClipboard
from mnistgui.ui.commands.stroke_actions import StrokeActions
from mnistgui.ui.commands.take_home import PROGRAM_KINDS, TakeHome
from mnistgui.ui.shell.appearance import CHOICES, Appearance
from mnistgui.ui.shell.docks import Docks
from mnistgui.ui.shell.enlarge_action import EnlargeAction
from mnistgui.ui.shell.full_screen import FullScreen
from mnistgui.ui.shell.help_menu import HelpMenu
from mnistgui.ui.shell.layouts import Layouts
from mnistgui.ui.shell.recent_menu import RecentMenu
from mnistgui.ui.shell.toolbar import Controls
from mnistgui.ui.shell.undo_actions import UndoActions
from mnistgui.ui.shell.view_menu import PanelActions
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.banner import Banner


@dataclass(frozen=True, eq=False)
class FileMenu:
    """The parts that carry out the entries of the File menu.

    Parameters
    ----------
    data : DataActions
        Where digits come from.
    models : ModelActions
        Networks and runs in files.
    files : FileActions
        Files of any kind.
    lessons : LessonMaker
        Cards for a class.
    recent : RecentMenu
        What was opened last.
    own_digits : OwnDigits
        Branches runs onto other digits.
    take_home : TakeHome
        Runs as programs and reports.
    films : FilmActions
        Runs as films.
    """

    data: DataActions
    models: ModelActions
    files: FileActions
    lessons: LessonMaker
    recent: RecentMenu
    own_digits: OwnDigits
    take_home: TakeHome
    films: FilmActions


@dataclass(frozen=True)
class EditMenu:
    """The parts that carry out the entries of the Edit menu.

    Parameters
    ----------
    undo : UndoActions
        Undo and Redo.
    settings : SettingsClipboard
        Settings as text.
    strokes : StrokeActions
        Pictures on the canvas.
    """

    undo: UndoActions
    settings: SettingsClipboard
    strokes: StrokeActions


class Menus(QObject):
    """Fills the menus with every action of the window."""

    def __init__(
        self,
        window: QMainWindow,
        controls: Controls,
        files: FileMenu,
        edit: EditMenu,
        docks: Docks,
        appearance: Appearance,
        banner: Banner,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._appearance = appearance
        self._banner = banner
        self._fill_file(self._menu(tr("&File"), "menu_file"), files)
        self.edit = self._menu(tr("&Edit"), "menu_edit")
        self._fill_edit(self.edit, edit)
        self.training = self._menu(tr("&Training"), "menu_training")
        self._fill_training(self.training, controls, files.own_digits)
        self.view = self._menu(tr("&View"), "menu_view")
        self._fill_view(self.view, docks)
        self.help = HelpMenu(window, self._menu(tr("&Help"), "menu_help"))

    def _menu(self, title: str, name: str) -> QMenu:
        menu = self._window.menuBar().addMenu(title)
        menu.setObjectName(name)
        menu.setToolTipsVisible(True)
        return menu

    def _add(self, menu: QMenu, text: str, slot: Callable[[], object], key: str = "") -> QAction:
        action = menu.addAction(text)
        action.setObjectName(f"{menu.objectName()}_{len(menu.actions())}")
        if key:
            action.setShortcut(QKeySequence(key))
        action.triggered.connect(slot)
        return action

    def _fill_file(self, menu: QMenu, files: FileMenu) -> None:
        data, models = files.data, files.models
        self._add(menu, tr("&Open data set..."), data.open, "Ctrl+O")
        self._add(menu, tr("Open &folder of digits..."), data.open_folder)
        self._add(menu, tr("Download &MNIST (11 MB)"), data.download)
        self._add(menu, tr("&Draw 70,000 synthetic digits"), data.draw_all)
        menu.addSeparator()
        self._add(menu, tr("Open &run..."), models.open_run, "Ctrl+Shift+O")
        self._add(menu, tr("&Save run..."), models.save_run, "Ctrl+S")
        self._add(menu, tr("Open &network..."), models.open_network)
        self._add(menu, tr("How the opened network is &used..."), models.usage.open_dialog)
        self._add(menu, tr("&Export network or curves..."), models.export_as, "Ctrl+E")
        menu.addMenu(self._programs(menu, files.take_home))
        self._add(menu, tr("Repor&t on the ticked runs..."), files.take_home.write_report)
        self._add(menu, tr("Sa&ve a film of the run..."), files.films.open_dialog)
        self._add(menu, tr("Look at the s&hipped network"), models.use_shipped)
        self._add(menu, tr("Open p&icture of digits..."), files.files.choose_picture)
        self._add(menu, tr("Open &lesson or any file..."), files.files.choose_file)
        menu.addMenu(files.recent)
        self._add(menu, tr("Make a lesson &card..."), files.lessons.open_dialog)
        menu.addSeparator()
        self._add(menu, tr("&Quit"), self._window.close, "Ctrl+Q")

    def _fill_edit(self, menu: QMenu, parts: EditMenu) -> None:
        menu.addActions([parts.undo.undo, parts.undo.redo])
        menu.addSeparator()
        self._add(menu, tr("&Copy settings as text"), parts.settings.copy)
        self._add(menu, tr("Copy settings as a &link"), parts.settings.copy_link)
        self._add(menu, tr("&Paste settings"), parts.settings.paste, "Ctrl+Shift+V")
        picture = tr("Paste p&icture onto the canvas")
        self._add(menu, picture, parts.strokes.paste_picture, "Ctrl+V")

    def _programs(self, parent: QMenu, take_home: TakeHome) -> QMenu:
        """Return the menu of programs that the selected run can be written as."""
        menu = QMenu(tr("&Code of the run"), parent)
        menu.setObjectName("menu_code")
        for kind in PROGRAM_KINDS:
            self._add(menu, tr(kind.title), partial(take_home.write_program, kind))
        return menu

    def _fill_training(self, menu: QMenu, controls: Controls, own_digits: OwnDigits) -> None:
        menu.addActions(controls.actions_in_order())
        menu.addAction(own_digits.branch)
        menu.aboutToShow.connect(own_digits.describe_branch)
        pace = QMenu(tr("&Pace"), menu)
        pace.setObjectName("menu_pace")
        pace.setToolTipsVisible(True)
        pace.addActions(list(controls.pace.actions.values()))
        pace.addSeparator()
        pace.addActions(controls.steps_in_order())
        menu.insertMenu(controls.stop, pace)

    def _fill_view(self, menu: QMenu, docks: Docks) -> None:
        PanelActions(self._window, menu, docks)
        menu.addSeparator()
        self._add(menu, tr("&Messages..."), self._banner.show_list, "Ctrl+M")
        menu.addSeparator()
        names = {"system": tr("As the system"), "light": tr("Light"), "dark": tr("Dark")}
        group = QActionGroup(self)
        for choice in CHOICES:
            action = menu.addAction(names[choice])
            action.setData(choice)
            action.setCheckable(True)
            action.setChecked(choice == self._appearance.choice)
            group.addAction(action)
        group.triggered.connect(self._choose_theme)
        menu.addSeparator()
        FullScreen(self._window, menu)
        EnlargeAction(self._window, menu, docks, self._banner)
        Layouts(self._window, menu, docks, self._appearance, self._banner)
        self._add(menu, tr("&Reset layout"), docks.reset)

    @Slot(QAction)
    def _choose_theme(self, action: QAction) -> None:
        self._appearance.choose(str(action.data()))
