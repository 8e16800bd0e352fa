"""The taught digits as tiles, sorted by what they are; one can be chosen and removed."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mnistgui.data.dataset import PIXELS
from mnistgui.files.my_digits import Drawings, identity
from mnistgui.files.tables import Table
from mnistgui.ink.jsonl import Drawing
from mnistgui.ink.normalize import to_pixels
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets import pictures
from mnistgui.ui.widgets.basic import IconButton, add_shortcut, row
from mnistgui.ui.widgets.figures.menu import add_figure
from mnistgui.ui.widgets.pager import Pager
from mnistgui.ui.widgets.theme import LIGHT, Theme
from mnistgui.ui.widgets.tile_grid import TileGrid, Tiles

_LEAST_SIDE_PIXELS = 40  # least side of a picture in pixels


class TaughtTiles(QWidget):
    """Shows taught digits."""

    removed = Signal(object)  # Drawing

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawings: list[Drawing] = []
        self._chosen: Drawing | None = None
        self._images: dict[object, NDArray[np.uint8]] = {}
        self._theme = LIGHT
        self.grid = TileGrid(tr("Draw a digit and say which it was: it is kept here."))
        tip = tr("Remove the digit you clicked on (Delete)")
        self.remove = IconButton("taught_remove", "clear", tip)
        tip = tr("Export your digits as strokes (.jsonl) or as a pair of IDX files (-ubyte)")
        self.export = IconButton("export_my_digits", "download", tip)
        self._pager = Pager("taught_pager", tr("digits"))
        self._lay_out()
        self.grid.chosen.connect(self._choose)
        self.grid.resized.connect(self._draw)
        self._pager.turned.connect(self._turn)
        self.remove.clicked.connect(self._remove)
        add_shortcut("Delete", self.grid, self._remove)

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._theme = theme
        self.grid.set_theme(theme)
        self._pager.set_theme(theme)
        self.remove.set_theme(theme)
        self.export.set_theme(theme)
        self._draw()

    def set_drawings(self, drawings: Drawings) -> None:
        """Show other digits."""
        self.export.setEnabled(bool(drawings))
        self._drawings = sorted(drawings, key=lambda drawing: drawing.label or 0)
        self._chosen = self._again(self._chosen)
        self._draw()

    def _again(self, chosen: Drawing | None) -> Drawing | None:
        """Return the digit that was chosen before, which may have been read from its file anew."""
        if chosen is None:
            return None
        which = identity(chosen)
        return next((one for one in self._drawings if identity(one) == which), None)

    @Slot()
    def _draw(self) -> None:
        self._pager.set_range(len(self._drawings), self.grid.room_for(_LEAST_SIDE_PIXELS, "[0]"))
        page = self._drawings[self._pager.rows]
        chosen = [drawing is self._chosen for drawing in page]
        self.remove.setEnabled(any(chosen))
        if not page:
            self.grid.set_tiles(Tiles(QImage()))
            return
        images = np.stack([self._image(drawing) for drawing in page])
        strip = pictures.strip(images, pictures.ink_colours(self._theme))
        captions = tuple(
            f"[{d.label}]" if c else f"{d.label}" for d, c in zip(page, chosen, strict=True)
        )
        colours = tuple(self._theme.accent if c else self._theme.text for c in chosen)
        tips = tuple(tr("A {0} you taught").format(drawing.label) for drawing in page)
        self.grid.set_tiles(Tiles(strip, captions, tips, colours))

    def _image(self, drawing: Drawing) -> NDArray[np.uint8]:
        """Its pixels, made once."""
        which = identity(drawing)
        if which not in self._images:
            self._images[which] = to_pixels(drawing.strokes)
        return self._images[which]

    def _table(self) -> Table:
        """Label and pixels of every digit in sight."""
        page = self._drawings[self._pager.rows]
        rows = ((drawing.label, *self._image(drawing).tolist()) for drawing in page)
        return Table.from_rows((tr("label"), *map(tr("pixel {0}").format, range(PIXELS))), rows)

    @Slot(int)
    def _choose(self, tile: int) -> None:
        self._chosen = self._drawings[self._pager.rows][tile]
        self._draw()

    @Slot()
    def _turn(self) -> None:
        self._chosen = None
        self._draw()

    @Slot()
    def _remove(self) -> None:
        if self._chosen is not None:
            chosen, self._chosen = self._chosen, None  # nor its twin, if it was taught twice
            self.removed.emit(chosen)

    def _lay_out(self) -> None:
        self.grid.setObjectName("taught_grid")
        self.grid.setAccessibleName(tr("Digits you taught"))
        add_figure(self.grid, "taught-digits", self._table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.grid, 1)
        layout.addLayout(row(self._pager, None, self.remove, self.export))
