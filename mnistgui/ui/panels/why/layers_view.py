"""The activations of every layer, a block of cells for each, one cell for each unit."""

import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mnistgui.files.tables import Table
from mnistgui.notation import thousands
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets import pictures
from mnistgui.ui.widgets.figures.menu import add_figure
from mnistgui.ui.widgets.signed_levels import ZERO, largest_magnitude, signed_levels
from mnistgui.ui.widgets.theme import LIGHT, Theme

_CAPTION_PIXELS = 17
_GAP_PIXELS = 5
_LARGEST_CELL_PIXELS = 22.0
_FULL_COLOUR_SHARE = 0.5  # of the strongest unit; weaker ones would hardly be seen on a beamer


class LayersView(QWidget):
    """Paints positive activations red, negative ones blue and zero white."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("layers_view")
        self.setAccessibleName(tr("Activations of every layer"))
        self._layers: tuple[NDArray[np.floating], ...] = ()
        self._names: tuple[str, ...] = ()
        self._theme = LIGHT
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        add_figure(self, "activations", self._table)

    @property
    def layers(self) -> tuple[NDArray[np.floating], ...]:
        """The activations that are shown, each of shape (units,)."""
        return self._layers

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._theme = theme
        self.update()

    def set_layers(
        self, layers: Sequence[NDArray[np.floating]], class_names: tuple[str, ...] = ()
    ) -> None:
        """Show activations, from the first layer to the output.

        Parameters
        ----------
        layers : sequence of ndarray of shape (units,)
            The last holds the probabilities of the classes.
        class_names : tuple of str
            What they are called.
        """
        self._layers, self._names = tuple(layers), class_names
        self.setAccessibleDescription(", ".join(self._titles()))
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of two layers and the output."""
        return QSize(180, 150)

    def minimumSizeHint(self) -> QSize:
        """Return a narrow size."""
        return QSize(110, 90)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the layers below each other, with heights that suit their numbers of cells."""
        with QPainter(self) as painter:
            if not self._layers:
                return
            titles = self._titles()
            *hidden, output = self._layers
            row = min(_LARGEST_CELL_PIXELS, self.width() / len(output))  # the output is one row
            free = self.height() - len(titles) * (_CAPTION_PIXELS + _GAP_PIXELS) - row
            areas = [math.sqrt(len(layer)) for layer in hidden]
            heights = [max(free * area / sum(areas), 6.0) for area in areas]
            top = 0.0
            for layer, title, high in zip(self._layers, titles, [*heights, row], strict=True):
                painter.setPen(QColor(self._theme.muted))
                caption = QRectF(0, top, self.width(), _CAPTION_PIXELS)
                cut = Qt.TextElideMode.ElideRight
                shown = painter.fontMetrics().elidedText(title, cut, self.width())
                painter.drawText(caption, Qt.AlignmentFlag.AlignVCenter, shown)
                self._paint_cells(
                    painter, QRectF(0, top + _CAPTION_PIXELS, self.width() - 1, high), layer
                )
                top += _CAPTION_PIXELS + high + _GAP_PIXELS
            self._paint_names(painter, QRectF(0, top - _GAP_PIXELS - row, row, row))

    def _paint_names(self, painter: QPainter, cell: QRectF) -> None:
        """Paint the name of every class in its cell, where it has room."""
        metrics = painter.fontMetrics()
        for name, probability in zip(self._names, self._layers[-1].tolist(), strict=True):
            strong = probability > _FULL_COLOUR_SHARE
            painter.setPen(QColor(self._theme.surface if strong else self._theme.muted))
            if metrics.horizontalAdvance(name) <= cell.width():
                painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, name)
            cell = cell.translated(cell.width(), 0)

    def _paint_cells(self, painter: QPainter, box: QRectF, layer: NDArray[np.floating]) -> None:
        columns, cell = _cells(len(layer), box.width(), box.height())
        output = layer is self._layers[-1]
        limit = 1.0 if output else _FULL_COLOUR_SHARE * largest_magnitude(layer)
        rows = math.ceil(len(layer) / columns)
        levels = np.full(rows * columns, ZERO, np.uint8)
        levels[: len(layer)] = signed_levels(layer, limit)
        image = pictures.matrix(levels.reshape(rows, columns), pictures.weight_colours(self._theme))
        cells = QRectF(box.left(), box.top(), columns * cell, rows * cell)
        painter.drawImage(cells, image)
        painter.setPen(QColor(self._theme.border))
        painter.drawRect(cells)

    def _table(self) -> Table:
        layers = enumerate(self._layers, start=1)
        cells = (
            (layer, unit, value)
            for layer, values in layers
            for unit, value in enumerate(values.tolist(), start=1)
        )
        return Table.from_rows((tr("layer"), tr("unit"), tr("activation")), cells)

    def _titles(self) -> list[str]:
        if not self._layers:
            return []
        hidden = [
            tr("Hidden {0}: {1} of {2} active").format(
                i, thousands((layer > 0).sum()), thousands(len(layer))
            )
            for i, layer in enumerate(self._layers[:-1], start=1)
        ]
        titles = [*hidden, tr("Output: {0} classes").format(len(self._layers[-1]))]
        return [_with_remark(one, layer) for one, layer in zip(titles, self._layers, strict=True)]


def _with_remark(title: str, layer: NDArray[np.floating]) -> str:
    """Return the title, and how many units have no finite value."""
    strange = int(len(layer) - np.count_nonzero(np.isfinite(layer)))
    return title + (tr(", {0} NaN or infinite").format(strange) if strange else "")


@lru_cache(maxsize=64)
def _cells(count: int, width: float, height: float) -> tuple[int, float]:
    """Return the columns and the side of the largest square cells of which so many fit."""
    best = (count, 0.0)
    for columns in range(1, count + 1):
        rows = math.ceil(count / columns)
        cell = min(width / columns, height / rows, _LARGEST_CELL_PIXELS)
        if cell > best[1]:
            best = (columns, cell)
    return best
