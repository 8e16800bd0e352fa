"""Brings together what the menus of the main window hold: each part of the window adds its own."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings

from mnistgui.ui.commands.film.film_actions import FilmActions
from mnistgui.ui.commands.recent import RecentKind
from mnistgui.ui.commands.settings_clipboard import SettingsClipboard
from mnistgui.ui.commands.take_home import TakeHome
from mnistgui.ui.shell.beginnings import Beginnings
from mnistgui.ui.shell.command_palette import CommandPalette
from mnistgui.ui.shell.experiment_action import ExperimentAction
from mnistgui.ui.shell.filming import filmed_panels
from mnistgui.ui.shell.hints import Hints
from mnistgui.ui.shell.menus import EditMenu, FileMenu, Menus
from mnistgui.ui.shell.recent_menu import Openers, RecentMenu
from mnistgui.ui.shell.reduced_motion import ReducedMotion
from mnistgui.ui.shell.undo_actions import UndoActions

if TYPE_CHECKING:
    from mnistgui.ui.shell.main_window import MainWindow


def fill_menus(window: "MainWindow", settings: QSettings) -> Beginnings:
    """Make all menus of a window whose parts have been made; return the ways to begin."""
    menus = Menus(
        *(window, window.controls, _file_menu(window), _edit_menu(window)),
        *(window.docks, window.appearance, window.banner),
    )
    menus.training.addMenu(window.checkpoint_menu)
    ReducedMotion(window, menus.view, window.redraws, settings)
    beginnings = _begin(window, menus, settings)
    window.log.add_entry(menus.help, window.models.saver, window.dialogs, window.banner)
    menus.edit.addSeparator()
    menus.training.addSeparator()
    ExperimentAction(window, menus.training, window.draft, window.requests)
    CommandPalette(window, menus.edit, window.docks, window.draft, window.requests)
    return beginnings


def _file_menu(window: "MainWindow") -> FileMenu:
    openers: Openers = {
        RecentKind.DATA: window.data.load,
        RecentKind.RUN: window.models.load_run,
        RecentKind.NETWORK: window.models.load_network,
    }
    recent = RecentMenu(window.recent, openers, window.banner, window)
    return FileMenu(
        *(window.data, window.models, window.files, window.lesson_maker, recent),
        window.own_digits,
        TakeHome(window.session, window.models.saver, window.dialogs, window.banner),
        FilmActions(window.film_maker, window.dialogs, window.banner, filmed_panels(), window),
    )


def _edit_menu(window: "MainWindow") -> EditMenu:
    settings = SettingsClipboard(window.draft, window.setting_commands, window.banner)
    return EditMenu(UndoActions(window.history, window), settings, window.strokes)


def _begin(window: "MainWindow", menus: Menus, settings: QSettings) -> Beginnings:
    hints = Hints(window, window.docks)
    beginnings = Beginnings(
        *(window, window.session, window.controls, window.data, window.requests, window.drawing),
        *(hints, settings),
    )
    menus.help.add_beginnings(beginnings.open_welcome, hints.begin)
    return beginnings
