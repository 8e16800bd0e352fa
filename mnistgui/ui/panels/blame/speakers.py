"""A grid of training digits that spoke for a class or against it, each of which can be ticked."""

import numpy as np
from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mnistgui.data.dataset import Split
from mnistgui.files.tables import Table
from mnistgui.inspection.influence import Floats
from mnistgui.nn.arrays import Indices
from mnistgui.notation import MINUS, thousands, three_significant
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets import pictures
from mnistgui.ui.widgets.basic import keep_room
from mnistgui.ui.widgets.elided_label import ElidedLabel
from mnistgui.ui.widgets.figures.menu import add_figure
from mnistgui.ui.widgets.theme import LIGHT, Theme
from mnistgui.ui.widgets.tile_grid import TileGrid, Tiles

MOST = 8
_TICK = "\u2713 "


class Speakers(QWidget):
    """A heading and a grid; a click, Enter or space ticks a digit or takes the tick away.

    Parameters
    ----------
    name : str
        Object name of the grid.
    title : str
        For screen readers.
    """

    ticked_changed = Signal()

    def __init__(self, name: str, title: str) -> None:
        super().__init__()
        self._theme = LIGHT
        self._rows: Indices = np.empty(0, np.intp)
        self._influences: Floats = np.empty(0)
        self._train: Split | None = None
        self._ticked: set[int] = set()
        self._heading = ElidedLabel(f"{name}_heading", "heading")
        self.grid = TileGrid("", words_beside=True)
        self.grid.setObjectName(name)
        self.grid.setAccessibleName(title)
        add_figure(self.grid, name.replace("_", "-"), self._table, title=self._heading.text)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self._heading)
        layout.addWidget(self.grid, 1)
        self.grid.chosen.connect(self._toggle)
        keep_room(self.grid)
        self.grid.hide()  # until there is an answer

    @property
    def rows(self) -> Indices:
        """Indices of the training digits that are shown."""
        return self._rows

    @property
    def ticked(self) -> list[int]:
        """Indices of the training digits that are ticked, in the order of the grid."""
        return [int(row) for row in self._rows if int(row) in self._ticked]

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._theme = theme
        self.grid.set_theme(theme)
        self._draw()

    def set_hint(self, hint: str) -> None:
        """Set the text that is shown while there are no digits."""
        self.grid.set_hint(hint)

    def show_digits(self, heading: str, rows: Indices, influences: Floats, train: Split) -> None:
        """Show training digits with the influence of each; ticks of those that stay are kept."""
        self._heading.setText(heading)
        self._rows, self._influences, self._train = rows, influences, train
        self._ticked &= set(map(int, rows))
        self.grid.show()
        self._draw()

    def clear(self) -> None:
        """Show none."""
        self._rows, self._influences, self._train = np.empty(0, np.intp), np.empty(0), None
        self._ticked.clear()
        self._heading.setText("")
        self.grid.hide()
        self._draw()

    @Slot(int)
    def _toggle(self, tile: int) -> None:
        self._ticked ^= {int(self._rows[tile])}
        self._draw()
        self.ticked_changed.emit()

    def _draw(self) -> None:
        if self._train is None or not len(self._rows):
            self.grid.set_tiles(Tiles(QImage()))
            return
        ticked = [int(row) in self._ticked for row in self._rows]
        names = self._train.class_names
        labels = [names[self._train.labels[row]] for row in self._rows]
        strip = pictures.strip(self._train.images[self._rows], pictures.ink_colours(self._theme))
        captions = tuple(
            f"{_TICK if on else ''}{digit}" for on, digit in zip(ticked, labels, strict=True)
        )
        shown = zip(self._rows, labels, self._influences, ticked, strict=True)
        tips = tuple(self._in_words(*one) for one in shown)
        colours = tuple(self._theme.accent if on else self._theme.text for on in ticked)
        self.grid.set_tiles(Tiles(strip, captions, tips, colours))

    def _in_words(self, row: int, digit: str, influence: float, ticked: bool) -> str:
        words = tr("Training digit {0}, a {1}: {2} nats{3}")
        mark = tr(", ticked") if ticked else ""
        return words.format(thousands(int(row)), digit, _signed(influence), mark)

    def _table(self) -> Table:
        header = (tr("training digit"), tr("label"), tr("influence in nats"), tr("ticked"))
        train = self._train
        if train is None:
            return Table(header, ())
        listed = (
            (int(row), int(train.labels[row]), float(value), int(int(row) in self._ticked))
            for row, value in zip(self._rows, self._influences, strict=True)
        )
        return Table.from_rows(header, listed)


def _signed(value: float) -> str:
    return ("+" if value > 0 else MINUS) + three_significant(abs(value))
