"""What can be done with the digits of the gallery, as entries of its menu with their keys."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence

from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.tile_grid import TileGrid


class DigitActions(QObject):
    """Adds the entries to the menu of the grid; keys act while the grid has the focus."""

    flag_wanted = Signal()  # of the digit under the keyboard's frame
    list_wanted = Signal()
    sheet_wanted = Signal()

    def __init__(self, grid: TileGrid, back: Callable[[], None], forth: Callable[[], None]) -> None:
        super().__init__(grid)
        self._grid = grid
        self.flag = self._add("mistakes_flag", tr("Flag or unflag"), "F", self.flag_wanted.emit)
        words = tr("Save a list of all of them as CSV or indices...")
        self.list = self._add("mistakes_list", words, "Ctrl+Shift+L", self.list_wanted.emit)
        words = tr("Save a sheet of all of them as PNG...")
        self.sheet = self._add("mistakes_sheet", words, "Ctrl+Shift+P", self.sheet_wanted.emit)
        self._add("mistakes_back", tr("Previous page"), "PgUp", back)
        self._add("mistakes_forth", tr("Next page"), "PgDown", forth)

    def enable(self, *, digits: bool, markable: bool) -> None:
        """Offer what is possible: where digits are shown, and where a run keeps flags of them."""
        for action in (self.list, self.sheet):
            action.setEnabled(digits)
        self.flag.setEnabled(digits and markable)

    def _add(self, name: str, text: str, key: str, act: Callable[[], None]) -> QAction:
        action = QAction(text, self._grid)
        action.setObjectName(name)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(act)
        self._grid.addAction(action)
        return action
