"""A confusion matrix whose cells can be clicked, or reached by keys."""

from collections.abc import Iterable, Sequence
from math import ceil

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from mnistgui.ui.panels.confusion.cell_grid import CellGrid, cell_colour
from mnistgui.ui.panels.confusion.shown import ShownConfusion
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.counts_in_cells import can_be_written, fitting_font
from mnistgui.ui.widgets.theme import LIGHT, Theme

_LEAST_CELL_PIXELS = QSize(24, 15)
_LYING_LETTERS = 2  # of names above columns that need not stand upright
_LEADING_PIXELS = 2  # of a line of type, that names may share
_NAME_MARGIN_PIXELS = 8  # pixels beside the name of a class
_LONGEST_NAME_PIXELS = 76  # of a name; longer ones are elided

_Cell = tuple[int, int]  # the true and the predicted class of a cell


class ConfusionMatrix(QWidget):
    """Shows true classes as rows and read classes as columns; without a matrix, shows a hint."""

    chosen = Signal(int, int)  # the true and the predicted class of a cell
    left = Signal()  # the mouse points at no cell any more

    def __init__(self) -> None:
        super().__init__()
        self._shown: ShownConfusion | None = None
        self._hint = ""
        self._current: _Cell | None = None
        self._theme = LIGHT
        self.setObjectName("confusion_matrix")
        self.setAccessibleName(tr("Confusion matrix"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def shown(self) -> ShownConfusion | None:
        """The matrix that is shown; None for the hint."""
        return self._shown

    @property
    def hint(self) -> str:
        """The text that is shown while there is no matrix."""
        return self._hint

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._theme = theme
        self.update()

    def set_shown(self, shown: ShownConfusion | None, hint: str) -> None:
        """Show another matrix, or a hint if it is None; the current cell keeps its classes."""
        if shown is None or self._shown is None or shown.names != self._shown.names:
            self._current = None
        self._shown, self._hint = shown, hint
        self._describe()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of comfortable cells."""
        return QSize(360, 280)

    def minimumSizeHint(self) -> QSize:
        """Return the size of ten classes in the smallest font."""
        return QSize(
            10 * _LEAST_CELL_PIXELS.width() + 20, 10 * _LEAST_CELL_PIXELS.height() + self._top()
        )

    def centre_of(self, true: int, predicted: int) -> QPoint:
        """Return the centre of a cell."""
        return self._box(true, predicted).center().toPoint()

    def event(self, event: QEvent) -> bool:
        """Show the cell's sentence as its tooltip."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            cell = self._cell_at(QPointF(event.pos()))
            tip = f"{self._sentence(cell)}\n{tr('A click shows them in Mistakes.')}"
            QToolTip.showText(event.globalPos(), tip if cell else "", self)
            return True
        return super().event(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Emit that the mouse points at no cell any more."""
        super().leaveEvent(event)
        self.left.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Emit the cell that was clicked."""
        cell = self._cell_at(event.position())
        if cell is not None and event.button() == Qt.MouseButton.LeftButton:
            self._move_to(cell)
            self.chosen.emit(*cell)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Ignore the second press."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the arrow keys begin."""
        super().focusInEvent(event)
        if self._current is None and self._shown is not None:
            first = self._shown.order[0]
            self._move_to((first, first))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move between cells by arrows, Home and End, and choose one by Enter or space."""
        shown, current, key = self._shown, self._current, event.key()
        if shown is None or current is None:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(*current)
        elif (moved := _moved(key, current, shown.order)) is not None:
            self._move_to(moved)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint names and cells, or the hint."""
        with QPainter(self) as painter:
            if self._shown is None:
                self._paint_hint(painter)
                return
            self._paint_names(painter, self._shown)
            self._paint_cells(painter, self._shown)
            if self.hasFocus() and self._current is not None:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(self._theme.accent), 2))
                painter.drawRect(self._box(*self._current))

    def _paint_hint(self, painter: QPainter) -> None:
        painter.setPen(QColor(self._theme.muted))
        wrap = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(self.rect().adjusted(16, 8, -16, -8), wrap, self._hint)
        if self.hasFocus():
            painter.setPen(QColor(self._theme.accent))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _paint_names(self, painter: QPainter, shown: ShownConfusion) -> None:
        grid, centre = self._grid(), Qt.AlignmentFlag.AlignCenter
        painter.setPen(QColor(self._theme.muted))
        high = self.fontMetrics().height()
        head = tr("read as, in % of the row") if shown.as_rates else tr("read as")
        painter.drawText(QRectF(grid.left, 0, grid.width, high), centre, head)
        painter.drawText(QRectF(0, high, grid.left, high), centre, tr("is"))
        painter.setPen(QColor(self._theme.text))
        names = [self._elided(shown.names[number]) for number in shown.order]
        apart = max(ceil((high - _LEADING_PIXELS) / grid.cell.height()), 1)
        for place, name in list(enumerate(names))[::apart]:
            line = QRectF(0, 0, grid.left, high)
            line.moveCenter(QPointF(grid.left / 2, grid.box(place, 0).center().y()))
            painter.drawText(line, centre, name)
        self._paint_heads(painter, grid, names)

    def _paint_heads(self, painter: QPainter, grid: CellGrid, names: Sequence[str]) -> None:
        """Paint the names of the columns, upwards where they are wider than these."""
        high, centre = self.fontMetrics().height(), Qt.AlignmentFlag.AlignCenter
        if not self._stands(names):
            apart = max(ceil(self._widest(names) / grid.cell.width()), 1)
            for place, name in list(enumerate(names))[::apart]:
                head = QRectF(0, high, grid.left, high)
                head.moveCenter(QPointF(grid.box(0, place).center().x(), 1.5 * high))
                painter.drawText(head, centre, name)
            return
        apart = max(ceil((high - _LEADING_PIXELS) / grid.cell.width()), 1)
        left_middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        for place, name in list(enumerate(names))[::apart]:
            painter.save()
            painter.translate(grid.box(0, place).center().x(), grid.top - 2)
            painter.rotate(-90)
            painter.drawText(QRectF(0, -high / 2, grid.top, high), left_middle, name)
            painter.restore()

    def _paint_cells(self, painter: QPainter, shown: ShownConfusion) -> None:
        grid, order = self._grid(), shown.order
        written = can_be_written(grid.cell)
        texts = [shown.text(i, j) for i in order for j in order] if written else [""]
        font, short = fitting_font(self.font(), texts, grid.cell)
        painter.setFont(font)
        for row, true in enumerate(order):
            for column, predicted in enumerate(order):
                box, strength = grid.box(row, column), shown.strength(true, predicted)
                painter.fillRect(box, cell_colour(self._theme, strength, right=row == column))
                painter.setPen(QColor(self._theme.border))
                painter.drawRect(box)
                if written:
                    painter.setPen(QColor(self._theme.text))
                    text = shown.text(true, predicted, short=short)
                    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _grid(self) -> CellGrid:
        shown = self._shown
        names = shown.names if shown is not None else ()
        widest = min(self._widest((tr("is"), *names)), _LONGEST_NAME_PIXELS)
        room = QRectF(self.rect()).adjusted(widest + _NAME_MARGIN_PIXELS, self._top(), -2, -2)
        return CellGrid(room.left(), room.top(), room.width(), room.height(), max(len(names), 1))

    def _widest(self, names: Iterable[str]) -> int:
        return max(map(self.fontMetrics().horizontalAdvance, names), default=0)

    def _elided(self, name: str) -> str:
        elide = Qt.TextElideMode.ElideRight
        return self.fontMetrics().elidedText(name, elide, _LONGEST_NAME_PIXELS)

    def _stands(self, names: Iterable[str]) -> bool:
        """Whether the names of columns are words, which stand upright to have room."""
        return max(map(len, names), default=0) > _LYING_LETTERS

    def _top(self) -> int:
        names = self._shown.names if self._shown is not None else ()
        high = self.fontMetrics().height()
        upright = min(self._widest(names), _LONGEST_NAME_PIXELS) + 2
        return high + (upright if self._stands(names) else high)

    def _box(self, true: int, predicted: int) -> QRectF:
        order = self._shown.order if self._shown is not None else ()
        return self._grid().box(order.index(true), order.index(predicted))

    def _cell_at(self, position: QPointF) -> _Cell | None:
        place = self._grid().place_at(position)
        if self._shown is None or place is None:
            return None
        return self._shown.order[place[0]], self._shown.order[place[1]]

    def _move_to(self, cell: _Cell) -> None:
        self._current = cell
        self._describe()
        self.update()

    def _describe(self) -> None:
        """Tell screen readers about the current cell, or why there is none."""
        self.setAccessibleDescription(self._sentence(self._current) or self._hint)

    def _sentence(self, cell: _Cell | None) -> str:
        return self._shown.sentence(*cell) if self._shown is not None and cell else ""


def _moved(key: int, cell: _Cell, order: tuple[int, ...]) -> _Cell | None:
    """Return the cell to which a key leads from a cell; None for any other key."""
    row, column, last = order.index(cell[0]), order.index(cell[1]), len(order) - 1
    places = {
        Qt.Key.Key_Left: (row, max(column - 1, 0)),
        Qt.Key.Key_Right: (row, min(column + 1, last)),
        Qt.Key.Key_Up: (max(row - 1, 0), column),
        Qt.Key.Key_Down: (min(row + 1, last), column),
        Qt.Key.Key_Home: (row, 0),
        Qt.Key.Key_End: (row, last),
    }
    place = places.get(Qt.Key(key))
    return None if place is None else (order[place[0]], order[place[1]])
