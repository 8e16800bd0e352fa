"""Which columns of the table of runs are shown: those with room, unless a person chose others."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QSettings, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from mnistgui.ui.panels.runs.columns import FIRST_SETTING, Column
from mnistgui.ui.strings import tr

_SHOWN, _HIDDEN = "runs/shown_columns", "runs/hidden_columns"
_ALWAYS = 3  # the first columns: name and accuracies
_MARGIN_PIXELS = 14


class ShownColumns(QObject):
    """Chooses columns by the width of the table and by what a person ticked in a menu.

    Parameters
    ----------
    settings : QSettings
        Stores what was ticked.
    parent : QWidget
        The table.
    """

    changed = Signal()

    def __init__(self, settings: QSettings, parent: QWidget) -> None:
        super().__init__(parent)
        self._settings, self._table = settings, parent
        self.grouped = False  # groups have longer figures
        self._wished, self._unwished = self._stored(_SHOWN), self._stored(_HIDDEN)
        self.menu = QMenu(tr("Columns"), parent)
        self.menu.setObjectName("run_columns")
        self.menu.triggered.connect(self._tick)

    def width_of(self, column: Column) -> int:
        """Return the width of a column, in pixels."""
        metrics = self._table.fontMetrics()
        texts = (column.letters, column.title, column.letters_of_group if self.grouped else "")
        return max(map(metrics.horizontalAdvance, texts)) + _MARGIN_PIXELS

    def choose(
        self, columns: Sequence[Column], empty: set[str], least_name: int
    ) -> dict[str, bool]:
        """Return by name whether each column is shown.

        Parameters
        ----------
        columns : sequence of Column
            The first of them always is, and takes what the others leave.
        empty : set of str
            Names of columns without any cell.
        least_name : int
            Pixels that the first column keeps.
        """
        left = self._table.width() - least_name
        shown = {}
        _name, valid, test = columns[:_ALWAYS]
        if left < sum(map(self.width_of, (valid, test))) and self.grouped:
            empty = empty | ({valid.name} - self._wished)  # the name of a run needs the room more
        settings, others = columns[FIRST_SETTING:], columns[_ALWAYS:FIRST_SETTING]
        for column in (*columns[:_ALWAYS], *settings, *others):
            always = column in columns[:_ALWAYS]
            if column.name in empty or column.name in self._unwished:
                shown[column.name] = False
                continue
            fits = always or self.width_of(column) <= left
            shown[column.name] = fits or column.name in self._wished
            if column is not columns[0] and shown[column.name]:
                left -= self.width_of(column)
        return shown

    def fill_menu(self, columns: Sequence[Column], shown: dict[str, bool]) -> None:
        """Offer each column but the first to be shown or hidden."""
        self.menu.clear()
        for column in columns[1:]:
            action = self.menu.addAction(column.title)
            action.setObjectName(f"column_{column.name}")
            action.setData(column.name)
            action.setCheckable(True)
            action.setChecked(shown.get(column.name, False))
        self.menu.addSeparator()
        self.menu.addAction(tr("As many as have room")).setObjectName("columns_with_room")

    @Slot(QAction)
    def _tick(self, action: QAction) -> None:
        name = action.data()
        if name is None:
            self._wished, self._unwished = set(), set()
        elif action.isChecked():
            self._wished.add(name)
            self._unwished.discard(name)
        else:
            self._unwished.add(name)
            self._wished.discard(name)
        self._settings.setValue(_SHOWN, "|".join(sorted(self._wished)))
        self._settings.setValue(_HIDDEN, "|".join(sorted(self._unwished)))
        self.changed.emit()

    def _stored(self, key: str) -> set[str]:
        return set(filter(None, str(self._settings.value(key, "")).split("|")))
