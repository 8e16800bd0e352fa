"""The nearest training digits as tiles, with their labels and distances."""

from PySide6.QtCore import Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mnistgui.files.tables import Table
from mnistgui.notation import thousands
from mnistgui.per_cent import per_cent
from mnistgui.ui.panels.why.nearest import FoundNeighbours
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets import pictures
from mnistgui.ui.widgets.basic import TextLine
from mnistgui.ui.widgets.figures.menu import add_figure
from mnistgui.ui.widgets.theme import LIGHT, Theme
from mnistgui.ui.widgets.tile_grid import TileGrid, Tiles

_TWO_COLUMNS_PIXELS = 150  # in one, below each other, five digits are too small to be seen


class NearestView(QWidget):
    """A line of words above five tiles."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: FoundNeighbours | None = None
        self._fraction: float | None = None
        self._digits = ""
        self._theme = LIGHT
        self.words = TextLine("nearest_words", tr("Nearest training digits"), 24)
        self.grid = TileGrid(tr("The training digits that the network holds to be most like it."))
        self.grid.setObjectName("nearest_grid")
        self.grid.setAccessibleName(tr("Nearest training digits"))
        self.grid.setMinimumWidth(_TWO_COLUMNS_PIXELS)
        self.words.setFixedHeight(self.words.sizeHint().height())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.words)
        layout.addWidget(self.grid, 1)
        add_figure(self.grid, "nearest-digits", self._table, title=self._in_words)
        self.draw()

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._theme = theme
        self.grid.set_theme(theme)
        self.draw()

    @Slot(object)
    def set_fraction(self, fraction: float | None) -> None:
        """Set how much of the index is built; None when it is not being built."""
        self._fraction = fraction
        self.words.set_text(self._in_words())

    def set_found(self, found: FoundNeighbours | None) -> None:
        """Set the digits that the next :meth:`draw` shows."""
        self._found = found

    def set_digits(self, name: str, note: str) -> None:
        """Name the digits in the words if they are not the run's own."""
        self.words.setToolTip(tr("Training digits {0}").format(note) if note else "")
        if name != self._digits:
            self._digits = name
            self.words.set_text(self._in_words())

    def draw(self) -> None:
        """Show the digits."""
        self.words.set_text(self._in_words())
        if self._found is None:
            self.grid.set_tiles(Tiles(QImage()))
            return
        near, reading = self._found.neighbours, self._found.look.reading
        labels = [near.split.class_names[label] for label in near.labels]
        distances = near.distances.tolist()
        targets = self._found.look.network.head.targets(near.labels).tolist()
        pairs = list(zip(labels, distances, strict=True))
        captions = tuple(f"{digit}\n{distance:.2f}" for digit, distance in pairs)
        sentence = tr("Training digit {0} is a {1}, at a distance of {2}")
        tips = tuple(
            sentence.format(thousands(row), digit, f"{distance:.2f}")
            for row, (digit, distance) in zip(near.rows.tolist(), pairs, strict=True)
        )
        same = [reading.class_names[target] == reading.best for target in targets]
        colours = tuple(self._theme.good if one else self._theme.bad for one in same)
        strip = pictures.strip(near.images, pictures.ink_colours(self._theme))
        self.grid.set_tiles(Tiles(strip, captions, tips, colours))

    def _table(self) -> Table:
        header = (tr("training digit"), tr("label"), tr("distance"))
        if self._found is None:
            return Table(header, ())
        near = self._found.neighbours
        columns = (near.rows.tolist(), near.labels.tolist(), near.distances.tolist())
        return Table.from_rows(header, zip(*columns, strict=True))

    def _in_words(self) -> str:
        if self._fraction is not None and (self._found is None or not self._found.up_to_date):
            return tr("Comparing: {0}").format(per_cent(self._fraction, 0))
        if self._found is None:
            return tr("Nearest training digits")
        hidden = len(self._found.index.network.layers) - 1
        where = tr("Nearest in hidden layer {0}").format(hidden) if hidden else tr("Nearest logits")
        sentence = tr("{0}: {1}").format(self._digits, where) if self._digits else where
        return sentence if self._found.up_to_date else tr("{0}, a moment ago").format(sentence)
