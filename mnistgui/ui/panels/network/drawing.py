"""The drawing of a network: cells for units, lines for connections."""

import math
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from mnistgui.files.tables import Table
from mnistgui.inspection.connections import Connections, Flow, connections_of
from mnistgui.nn.arrays import Array
from mnistgui.notation import thousands, three_significant
from mnistgui.ui.panels.network.places import NAMES_PIXELS, LayerPlace, layer_places
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets import pictures
from mnistgui.ui.widgets.figures.menu import add_figure
from mnistgui.ui.widgets.signed_levels import ZERO, largest_magnitude, signed_levels
from mnistgui.ui.widgets.theme import LIGHT, Theme

_FAINTEST, _FULLEST = 0.10, 0.75  # opacities of the weakest and the strongest line of a layer
_BEHIND_CHOSEN = 0.25  # of the opacity, where the lines of a chosen unit stand out
_CAPTION_PIXELS = 16
_LONGEST_NAMES_PIXELS = 64
_LEADING_PIXELS = 2  # of a line of type, that names may share


class NetworkDrawing(QWidget):
    """Paints a network from the pixels on the left to the classes on the right."""

    chosen = Signal(int, int)  # layer from 1, unit from 0
    opened = Signal()  # the chosen unit is to be shown

    def __init__(self) -> None:
        super().__init__()
        self._seen: Flow | None = None
        self._places: list[LayerPlace] = []
        self._unit: tuple[int, int] | None = None
        self._of_unit: tuple[Connections, ...] = ()
        self._hint = ""
        self._theme = LIGHT
        self.setObjectName("network_drawing")
        self.setAccessibleName(tr("The network: its units and strongest connections"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        add_figure(self, "network", self._table)

    @property
    def seen(self) -> Flow | None:
        """What is drawn; None for nothing."""
        return self._seen

    @property
    def places(self) -> list[LayerPlace]:
        """Where the layers stand, the pixels first."""
        return self._places

    @property
    def unit(self) -> tuple[int, int] | None:
        """The chosen unit, as layer and unit; None where the network has no such unit."""
        return self._unit

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._theme = theme
        self.update()

    def set_hint(self, hint: str) -> None:
        """Set what stands there while there is no network."""
        self._hint = hint
        self.update()

    def show_flow(self, seen: Flow | None) -> None:
        """Draw a network; None for nothing."""
        before = self._seen.network.widths if self._seen is not None else ()
        self._seen = seen
        if seen is None or seen.network.widths != before:
            self._place()
        self.choose(*(self._unit or (1, 0)))

    def choose(self, layer: int, unit: int) -> None:
        """Let a unit stand out with its connections."""
        widths = self._seen.network.widths if self._seen is not None else ()
        there = 1 <= layer < len(widths) and unit < widths[layer]
        self._unit = (layer, unit) if there else None
        of_unit = self._seen is not None and there
        self._of_unit = connections_of(self._seen, layer, unit) if of_unit and self._seen else ()
        self.setAccessibleDescription(self._words(layer, unit) if there else "")
        self.update()

    def sizeHint(self) -> QSize:
        """Return a size in which a network of two hidden layers can be read."""
        return QSize(420, 220)

    def minimumSizeHint(self) -> QSize:
        """Return the size in which layers can still be told apart."""
        return QSize(200, 120)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the layers anew."""
        super().resizeEvent(event)
        self._place()

    def event(self, event: QEvent) -> bool:
        """Tell of the unit below the mouse in the tooltip."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            at = self.unit_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self._words(*at) if at else "", self)
            return True
        return super().event(event)

    def unit_at(self, position: QPointF) -> tuple[int, int] | None:
        """Return layer and unit at a position; pixels are in layer 0."""
        for layer, place in enumerate(self._places):
            unit = place.unit_at(position)
            if unit is not None:
                return layer, unit
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the unit that is clicked, and show it."""
        at = self.unit_at(event.position())
        if event.button() is Qt.MouseButton.LeftButton and at is not None and at[0] > 0:
            self.chosen.emit(*at)
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move through units by the arrow keys; Enter and space show the chosen one."""
        key = Qt.Key(event.key())
        if self._unit is None or self._seen is None:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._move(key)
        else:
            super().keyPressEvent(event)

    def _move(self, key: Qt.Key) -> None:
        if self._unit is None or self._seen is None:
            return
        (layer, unit), widths = self._unit, self._seen.network.widths
        sideways = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(key, 0)
        along = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(key, 0)
        layer = min(max(layer + sideways, 1), len(widths) - 1)
        self.chosen.emit(layer, min(max(unit + along, 0), widths[layer] - 1))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint connections, then units, then what they are called."""
        with QPainter(self) as painter:
            if self._seen is None:
                painter.setPen(QColor(self._theme.muted))
                wrapped = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
                painter.drawText(self.rect().adjusted(16, 8, -16, -8), wrapped, self._hint)
                return
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            faded = _BEHIND_CHOSEN if self._of_unit else 1.0
            self._paint_lines(painter, self._seen.strongest, faded, 1.0)
            self._paint_lines(painter, self._of_unit, 1.0, 1.6)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
            for layer in range(len(self._places)):
                self._paint_layer(painter, layer)
            self._paint_names(painter)
            self._paint_chosen(painter)

    def _paint_lines(
        self, painter: QPainter, several: Sequence[Connections], opacity: float, width: float
    ) -> None:
        for one in several:
            most = largest_magnitude(one.values)
            below, above = self._places[one.layer - 1], self._places[one.layer]
            triples = zip(
                one.sources.tolist(), one.units.tolist(), one.values.tolist(), strict=True
            )
            for source, unit, value in reversed(list(triples)):
                strength = abs(value) / most if most else 0.0
                colour = QColor(self._theme.positive if value > 0 else self._theme.negative)
                colour.setAlphaF(opacity * (_FAINTEST + (_FULLEST - _FAINTEST) * strength))
                painter.setPen(QPen(colour, width))
                painter.drawLine(below.cell(source).center(), above.cell(unit).center())

    def _paint_layer(self, painter: QPainter, layer: int) -> None:
        place = self._places[layer]
        levels = np.full(place.rows * place.columns, ZERO, np.uint8)
        levels[: place.count] = self._levels(layer, place.count)
        image = pictures.matrix(
            levels.reshape(place.rows, place.columns), pictures.weight_colours(self._theme)
        )
        painter.drawImage(place.box, image)
        painter.setPen(QColor(self._theme.border))
        painter.drawRect(place.box)

    def _levels(self, layer: int, count: int) -> np.ndarray:
        values = self._values(layer)
        if values is None:
            return np.full(count, ZERO, np.uint8)
        last = layer == len(self._places) - 1
        return signed_levels(values, 1.0 if last else largest_magnitude(values))

    def _values(self, layer: int) -> Array | None:
        """Return the activations of a layer, the pixels first; None without a digit."""
        if self._seen is None or not self._seen.activations:
            return None
        return self._seen.activations[layer]

    def _paint_names(self, painter: QPainter) -> None:
        painter.setPen(QColor(self._theme.muted))
        for layer, place in enumerate(self._places):
            text = tr("pixels") if layer == 0 else thousands(place.count)
            middle = QRectF(0, 0, max(place.box.width(), 60), _CAPTION_PIXELS)
            middle.moveCenter(QPointF(place.box.center().x(), place.box.top() - 10))
            middle.moveLeft(min(max(middle.left(), 0), self.width() - middle.width()))
            painter.drawText(middle, Qt.AlignmentFlag.AlignCenter, text)
        if self._seen is None:
            return
        names, last = self._seen.network.head.class_names, self._places[-1]
        room, elide = self._room_for_names, Qt.TextElideMode.ElideRight
        high = self.fontMetrics().height()
        apart = max(math.ceil((high - _LEADING_PIXELS) / last.side), 1)
        for unit, name in list(enumerate(names[-last.count :]))[::apart]:
            beside = QRectF(
                last.box.right() + 3, last.cell(unit).center().y() - high / 2, room, high
            )
            text = self.fontMetrics().elidedText(name, elide, round(room) - 2)
            painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_chosen(self, painter: QPainter) -> None:
        if self._unit is not None:
            painter.setPen(QPen(QColor(self._theme.accent), 2))
            cell = self._places[self._unit[0]].cell(self._unit[1])
            painter.drawRect(cell.adjusted(-2, -2, 2, 2))

    @property
    def _room_for_names(self) -> float:
        """The width of the longest name of a class, up to a limit."""
        names = self._seen.network.head.class_names if self._seen is not None else ()
        widest = max(map(self.fontMetrics().horizontalAdvance, names), default=0)
        return max(min(widest + 4, _LONGEST_NAMES_PIXELS), NAMES_PIXELS)

    def _place(self) -> None:
        widths = self._seen.network.widths if self._seen is not None else ()
        self._places = (
            layer_places(widths, self.width(), self.height(), self._room_for_names)
            if widths
            else []
        )
        self.update()

    def _words(self, layer: int, unit: int) -> str:
        """Say which unit it is, and how active."""
        if layer == 0:
            row, column = divmod(unit, max(self._places[0].columns, 1))
            words = tr("pixel in row {0}, column {1}").format(row + 1, column + 1)
        else:
            words = tr("unit {0} of layer {1}").format(unit + 1, layer)
        values = self._values(layer)
        if values is None:
            return words
        return tr("{0}: activation {1}").format(words, three_significant(float(values[unit])))

    def _table(self) -> Table:
        header = (tr("layer"), tr("from"), tr("to unit"), tr("value"))
        if self._seen is None:
            return Table(header, ())
        rows = [
            (one.layer, source + (one.layer > 1), unit + 1, value)
            for one in (*self._seen.strongest, *self._of_unit)
            for source, unit, value in zip(
                one.sources.tolist(), one.units.tolist(), one.values.tolist(), strict=True
            )
        ]
        return Table.from_rows(header, rows)
