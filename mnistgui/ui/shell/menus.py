"""The window's menus."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QMessageBox

import mnistgui
from mnistgui.resources_dir import resource
from mnistgui.ui.commands.data_actions import DataActions
from mnistgui.ui.commands.file_actions import FileActions
from mnistgui.ui.commands.lesson_maker import LessonMaker
from mnistgui.ui.commands.model_actions import ModelActions
from mnistgui.ui.commands.own_digits import OwnDigits
from mnistgui.ui.shell.appearance import CHOICES, Appearance
from mnistgui.ui.shell.docks import Docks
from mnistgui.ui.shell.full_screen import FullScreen
from mnistgui.ui.shell.help_window import HelpWindow
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
    """

    data: DataActions
    models: ModelActions
    files: FileActions
    lessons: LessonMaker
    recent: RecentMenu
    own_digits: OwnDigits


class Menus(QObject):
    """Fills the menus with every action of the window."""

    def __init__(
        self,
        window: QMainWindow,
        controls: Controls,
        files: FileMenu,
        undo: UndoActions,
        docks: Docks,
        appearance: Appearance,
        banner: Banner,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._appearance = appearance
        self._banner = banner
        self._fill_file(self._menu(tr("&File"), "menu_file"), files)
        self._menu(tr("&Edit"), "menu_edit").addActions([undo.undo, undo.redo])
        self._fill_training(
            self._menu(tr("&Training"), "menu_training"), controls, files.own_digits
        )
        self._fill_view(self._menu(tr("&View"), "menu_view"), docks)
        help_menu = self._menu(tr("&Help"), "menu_help")
        self._add(help_menu, tr("&Keys..."), self._keys, "F1")
        self._add(help_menu, tr("&By hand: the mathematics..."), self._by_hand, "Shift+F1")
        self._add(help_menu, tr("&Pictures and their data..."), self._pictures)
        self._add(help_menu, tr("&About mnistgui..."), self._about)

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
        self._add(menu, tr("Look at the s&hipped network"), models.use_shipped)
        self._add(menu, tr("Open &lesson or any file..."), files.files.choose_file)
        menu.addMenu(files.recent)
        self._add(menu, tr("Make a lesson &card..."), files.lessons.open_dialog)
        menu.addSeparator()
        self._add(menu, tr("&Quit"), self._window.close, "Ctrl+Q")

    def _fill_training(self, menu: QMenu, controls: Controls, own_digits: OwnDigits) -> None:
        menu.addActions(controls.actions_in_order())
        self._add(menu, tr("&Branch the run onto the digits at hand"), own_digits.branch_current)
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
        self._add(menu, tr("&Reset layout"), docks.arrange)

    @Slot(QAction)
    def _choose_theme(self, action: QAction) -> None:
        self._appearance.choose(str(action.data()))

    @Slot()
    def _keys(self) -> None:
        keys = (
            ("F5", tr("Start, pause, go on")),
            ("F6 / F7", tr("One batch / one epoch")),
            ("Shift+F6 / F7 / F8", tr("Pace: slow / watch / full speed")),
            ("Shift+F5 / F8", tr("Stop / reset to the initial weights")),
            (
                "Ctrl+Z / Ctrl+Shift+Z",
                tr("Undo / redo what was done last (Edit menu)"),
            ),
            ("E / Delete", tr("Eraser / clear, with the canvas in focus")),
            (tr("Arrows, Space"), tr("Draw with the keyboard, with the canvas in focus")),
            (tr("0 to 9"), tr("Teach: say which digit it was, with the canvas in focus")),
            (tr("Enter"), tr("Handwriting test: take this digit, with the canvas in focus")),
            (tr("Delete"), tr("Remove a run, with the list of runs in focus")),
            ("Ctrl+O", tr("Open a data set")),
            ("Ctrl+Shift+O / Ctrl+S", tr("Open / save a run")),
            ("Ctrl+E", tr("Export the network or the curves")),
            ("Ctrl+C / Ctrl+Shift+C", tr("Copy the plot or picture in focus / its data")),
            ("Ctrl+Shift+S / Ctrl+Shift+D", tr("Save the plot or picture in focus / its data")),
            ("Ctrl+1, Ctrl+2, ...", tr("Go into a panel; the View menu names its key")),
            ("Ctrl+M", tr("All messages of this visit")),
            ("F11 / Esc", tr("Full screen / back")),
            (tr("Menu or Shift+F10"), tr("Menu of the plot or picture in focus")),
            ("Shift+F1", tr("The mathematics, derived by hand")),
        )
        rows = "".join(
            f"<tr><td><b>{key}</b>&nbsp;&nbsp;</td><td>{does}</td></tr>" for key, does in keys
        )
        self._box(tr("Keys"), f"<table cellpadding='4'>{rows}</table>")

    @Slot()
    def _by_hand(self) -> None:
        self._show_page(tr("By hand"), "by-hand.md")

    @Slot()
    def _pictures(self) -> None:
        self._show_page(tr("Pictures and their data"), "pictures.md")

    def _show_page(self, title: str, name: str) -> None:
        """Open a page of the documentation, or bring it to the front if it is open."""
        there = self._window.findChildren(HelpWindow)
        page = next((one for one in there if one.windowTitle() == title), None)
        if page is None:
            page = HelpWindow(title, resource(f"docs/{name}"), self._window)
        page.show()
        page.raise_()
        page.activateWindow()

    @Slot()
    def _about(self) -> None:
        text = tr("Watch a digit classifier learn: train it, look inside, draw a digit.")
        self._box("mnistgui", f"<b>mnistgui {mnistgui.__version__}</b><p>{text}</p>")

    def _box(self, title: str, text: str) -> None:
        """Show a text that can be copied, in one window however often it is opened."""
        name = f"help_{title}"
        box = self._window.findChild(QMessageBox, name)
        if box is None:
            box = QMessageBox(self._window)
            box.setObjectName(name)
            box.setWindowTitle(title)
            box.setText(text)
            box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            box.setModal(False)
        box.show()
        box.raise_()
        box.activateWindow()
