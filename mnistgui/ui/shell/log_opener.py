"""Keeps the log of this visit and opens its window, which is made when it is first wanted."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow

from mnistgui.ui.background.log_lines import LogLines
from mnistgui.ui.keeping.saver import Saver
from mnistgui.ui.runs.run_list import Runs
from mnistgui.ui.runs.run_log import RunLog
from mnistgui.ui.shell.help_menu import HelpMenu
from mnistgui.ui.widgets.banner import Banner
from mnistgui.ui.widgets.file_dialogs import FileDialogs

if TYPE_CHECKING:
    from mnistgui.ui.shell.log_window import LogWindow


class LogOpener(QObject):
    """Keeps the lines of the log for as long as the main window is open."""

    def __init__(self, window: QMainWindow, runs: Runs) -> None:
        super().__init__(window)
        self._window = window
        self._lines = LogLines(self)
        self._shown: LogWindow | None = None
        RunLog(runs)

    def add_entry(self, menu: HelpMenu, saver: Saver, dialogs: FileDialogs, banner: Banner) -> None:
        """Add the entry of a menu that opens the log; the others save it and say what fails."""
        menu.add_log(partial(self._open, saver, dialogs, banner))

    def _open(self, saver: Saver, dialogs: FileDialogs, banner: Banner) -> None:
        from mnistgui.ui.shell.log_window import LogWindow  # noqa: PLC0415 - seldom needed

        if self._shown is None:
            self._shown = LogWindow(self._lines, saver, dialogs, banner, self._window)
        self._shown.show()
        self._shown.raise_()
        self._shown.activateWindow()

    def shut_down(self) -> None:
        """Listen to the log no more."""
        self._lines.shut_down()
