"""The pictures of a difference: weights of a layer, or the digits that only one run misreads."""

from PySide6.QtCore import Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mnistgui.data.dataset import Split
from mnistgui.files.tables import Table
from mnistgui.inspection.twins import TwinDifference
from mnistgui.nn.arrays import Array, Indices
from mnistgui.ui.panels.twins.words import caption, digits_table, in_words, weights_table
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets import pictures
from mnistgui.ui.widgets.colour_scale import ColourScale
from mnistgui.ui.widgets.figures.menu import add_figure
from mnistgui.ui.widgets.matrix_view import MatrixView
from mnistgui.ui.widgets.one_page import OnePage
from mnistgui.ui.widgets.pager import Pager
from mnistgui.ui.widgets.signed_levels import signed_levels, weight_limit
from mnistgui.ui.widgets.theme import LIGHT, Theme
from mnistgui.ui.widgets.tile_grid import TileGrid, Tiles

_PAGE_UNITS = 100
_LEAST_SIDE_PIXELS = 36


class DifferenceOfWeights(QWidget):
    """Shows how far the weights of one layer are from those of the other run.

    Parameters
    ----------
    scale : ColourScale
        The scale of its colours, which stands elsewhere in the panel.
    """

    def __init__(self, scale: ColourScale) -> None:
        super().__init__()
        self._scale = scale
        self._found: TwinDifference | None = None
        self._layer = 0
        self._colours = pictures.weight_colours(LIGHT)
        self.grid, self.matrix = TileGrid(""), MatrixView()
        self.grid.setObjectName("twin_weights")
        self.grid.setAccessibleName(tr("Differences of weights as images"))
        self.matrix.setObjectName("twin_matrix")
        self.matrix.setAccessibleName(tr("Differences of weights as a matrix"))
        self.pager = Pager("twin_units", tr("units"))
        for picture in (self.grid, self.matrix):
            title = picture.accessibleName
            add_figure(picture, "twins-weights", self.table, title=title, above=(scale,))
        self._pages = OnePage()
        self._pages.addWidget(self.grid)
        self._pages.addWidget(self.matrix)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._pages, 1)
        layout.addWidget(self.pager)
        self.pager.turned.connect(self._draw)

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._colours = pictures.weight_colours(theme)
        for part in (self.grid, self.matrix, self.pager):
            part.set_theme(theme)
        self._draw()

    def show_difference(self, found: TwinDifference | None, layer: int, hint: str) -> None:
        """Show a layer, counted from 1, or why there is nothing to be seen."""
        self._found = found if found is not None and found.same_shapes and layer else None
        self._layer = layer
        self.grid.set_hint(hint)
        self._draw()

    def table(self) -> Table:
        """Return the numbers that are shown."""
        if self._found is None:
            return Table((), ())
        return weights_table(self._found, self._layer, self._units(self._weights()))

    def _weights(self) -> Array:
        if self._found is None:
            raise ValueError("nothing is shown")
        return self._found.layer_difference(self._layer)[0]

    @property
    def _of_pixels(self) -> bool:
        return self._layer == 1

    def _units(self, weights: Array) -> slice:
        return self.pager.rows if self._of_pixels else slice(0, weights.shape[1])

    @Slot()
    def _draw(self) -> None:
        if self._found is None:
            self.pager.set_range(0, _PAGE_UNITS)
            self._pages.setCurrentWidget(self.grid)
            self.grid.set_tiles(Tiles(QImage()))
            self._scale.set_limit(0.0)
            return
        weights = self._weights()
        limit = weight_limit(weights)
        as_digits = self._of_pixels
        self._pages.setCurrentWidget(self.grid if as_digits else self.matrix)
        self.pager.set_range(weights.shape[1] if as_digits else 0, _PAGE_UNITS)
        levels = signed_levels(weights.T[self._units(weights)], limit)
        if as_digits:
            unit, rows = tr("unit {0}"), self.pager.rows
            tips = tuple(unit.format(number + 1) for number in range(rows.start, rows.stop))
            self.grid.set_tiles(Tiles(pictures.strip(levels, self._colours), (), tips))
        else:
            self.matrix.set_image(pictures.matrix(levels, self._colours))
        self._scale.set_limit(limit)


class DigitsOfOne(QWidget):
    """Shows the digits that only one of two runs misreads.

    Parameters
    ----------
    name : str
        Object name.
    title : str
        For screen readers, and above a copied picture.
    """

    def __init__(self, name: str, title: str) -> None:
        super().__init__()
        self._theme = LIGHT
        self._found: TwinDifference | None = None
        self._split: Split | None = None
        self._rows: Indices | None = None
        self._numbers = (0, 0)
        self.grid = TileGrid("")
        self.grid.setObjectName(name)
        self.grid.setAccessibleName(title)
        self.pager = Pager(f"{name}_pager", tr("digits"))
        add_figure(self.grid, name.replace("_", "-"), self.table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.grid, 1)
        layout.addWidget(self.pager)
        self.pager.turned.connect(self._draw)
        self.grid.resized.connect(self._draw)

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._theme = theme
        self.grid.set_theme(theme)
        self.pager.set_theme(theme)
        self._draw()

    def show_digits(
        self, found: TwinDifference, rows: Indices, split: Split, numbers: tuple[int, int]
    ) -> None:
        """Show digits of a part; ``numbers`` are those of the runs."""
        self._found, self._rows, self._split, self._numbers = found, rows, split, numbers
        self.grid.set_hint(tr("There are none at this step."))
        self._draw()

    def show_nothing(self, hint: str) -> None:
        """Show why there is nothing to be seen."""
        self._found = self._rows = self._split = None
        self.grid.set_hint(hint)
        self._draw()

    def table(self) -> Table:
        """Return the digits that are shown, those of other pages among them."""
        if self._found is None or self._rows is None or self._split is None:
            return Table((), ())
        return digits_table(self._found, self._rows, self._split, self._numbers)

    @Slot()
    def _draw(self) -> None:
        found, rows, split = self._found, self._rows, self._split
        if found is None or rows is None or split is None:
            self.pager.set_range(0, 1)
            self.grid.set_tiles(Tiles(QImage()))
            return
        widest = max((caption(found, i) for i in rows.tolist()), key=len, default="")
        self.pager.set_range(len(rows), self.grid.room_for(_LEAST_SIDE_PIXELS, widest))
        shown = rows[self.pager.rows].tolist()
        strip = pictures.strip(split.images[shown], pictures.ink_colours(self._theme))
        captions = tuple(caption(found, i) for i in shown)
        tips = tuple(in_words(found, i, self._numbers) for i in shown)
        self.grid.set_tiles(Tiles(strip if shown else QImage(), captions, tips))
