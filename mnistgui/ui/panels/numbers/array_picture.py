"""An array as a picture of cells, in which those that matter are lit."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from mnistgui.files.tables import Table
from mnistgui.inspection.numbers.calculation import Cell, Named
from mnistgui.notation import three_significant, with_minus
from mnistgui.ui.panels.numbers.cells import PictureOfArray
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets import pictures
from mnistgui.ui.widgets.figures.menu import add_figure
from mnistgui.ui.widgets.signed_levels import signed_levels, weight_limit
from mnistgui.ui.widgets.theme import LIGHT, Theme

_LARGEST_PIXELS = QSize(76, 26)  # of a cell
_READABLE_LETTERS = 8  # for which a cell needs room before its number is written into it
_MOST_FRAMED = 64  # lit cells that get a frame each; of more, one frame is around all
_STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class ArrayPicture(QWidget):
    """Paints the numbers in colours, and as text where there is room; a click chooses one."""

    chosen = Signal(object)  # Cell

    def __init__(self, number: int) -> None:
        super().__init__()
        self._array: Named | None = None
        self._shown: PictureOfArray | None = None
        self._lit: Sequence[Cell] = ()
        self._theme = LIGHT
        self.setObjectName(f"numbers_picture_{number}")
        self.setAccessibleName(tr("Array {0} of the step").format(number))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        add_figure(
            self, "numbers", self._table, title=lambda: self._array.name if self._array else ""
        )

    @property
    def lit(self) -> Sequence[Cell]:
        """The numbers that are lit."""
        return self._lit

    @property
    def title(self) -> str:
        """What the picture shows, such as ``"W1[:, 3]"``."""
        return self._shown.title if self._shown is not None else ""

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._theme = theme
        self.update()

    def show_array(self, array: Named | None, lit: Sequence[Cell]) -> None:
        """Show an array with some numbers lit; None for nothing."""
        self._array, self._lit = array, lit
        column = lit[0][1] if lit and len(lit[0]) == 2 else 0
        self._shown = None if array is None else PictureOfArray.of(array, column)
        words = [f"{array.spot(cell)} = {array.at(cell)}" for cell in lit[:1]] if array else []
        self.setAccessibleDescription(", ".join(words))
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of a small digit."""
        return QSize(112, 112)

    def minimumSizeHint(self) -> QSize:
        """Return a size in which a digit can be told."""
        return QSize(56, 56)

    def centre_of(self, cell: Cell) -> QPointF:
        """Return where the centre of a number is."""
        if self._shown is None or (place := self._shown.place(cell)) is None:
            raise LookupError(f"{cell} is not shown")
        return self._box(*place).center()

    def cell_at(self, position: QPointF) -> Cell | None:
        """Return the number at a place of the widget; None for none."""
        if self._shown is None or self._array is None:
            return None
        box, (rows, columns) = self._whole(), self._shown.levels.shape
        row = int((position.y() - box.top()) // (box.height() / rows))
        column = int((position.x() - box.left()) // (box.width() / columns))
        return self._shown.cell(row, column, self._array.array.ndim)

    def event(self, event: QEvent) -> bool:
        """Show the number with all its digits as the tooltip."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            cell, array = self.cell_at(QPointF(event.pos())), self._array
            known = cell is not None and array is not None
            text = (
                f"{array.spot(cell)} = {array.at(cell)}"
                if known and array and cell is not None
                else ""
            )
            QToolTip.showText(event.globalPos(), with_minus(text), self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the number that is clicked."""
        cell = self.cell_at(event.position())
        if cell is not None and event.button() is Qt.MouseButton.LeftButton:
            self.chosen.emit(cell)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move to a neighbour of the first lit number by the arrow keys."""
        step = _STEPS.get(Qt.Key(event.key()))
        shown, array = self._shown, self._array
        if step is None or shown is None or array is None or not self._lit:
            super().keyPressEvent(event)
            return
        place = shown.place(self._lit[0])
        if place is not None:
            cell = shown.cell(place[0] + step[0], place[1] + step[1], array.array.ndim)
            if cell is not None:
                self.chosen.emit(cell)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the cells, their numbers, and frames around those that are lit."""
        shown = self._shown
        if shown is None:
            return
        levels = signed_levels(shown.levels, weight_limit(shown.levels))
        with QPainter(self) as painter:
            image = pictures.matrix(levels, pictures.weight_colours(self._theme))
            painter.drawImage(self._whole(), image)
            painter.setPen(QColor(self._theme.border))
            painter.drawRect(self._whole().adjusted(-1, -1, 0, 0))
            self._write(painter, shown)
            painter.setPen(QPen(QColor(self._theme.accent), 2))
            painter.drawRects(self._frames(shown))

    def _write(self, painter: QPainter, shown: PictureOfArray) -> None:
        box, metrics = self._box(0, 0), painter.fontMetrics()
        room = metrics.averageCharWidth() * _READABLE_LETTERS, metrics.height()
        if box.width() < room[0] or box.height() < room[1]:
            return
        for index, value in enumerate(shown.levels.ravel()[: shown.count].tolist()):
            row, column = divmod(index, shown.levels.shape[1])
            at = self._box(row, column)
            back = QColor(self._theme.zero)
            back.setAlphaF(0.72)
            text = three_significant(value)
            wide = metrics.horizontalAdvance(text) + 6
            middle = QRectF(0, 0, wide, metrics.height())
            middle.moveCenter(at.center())
            painter.fillRect(middle, back)
            painter.setPen(QColor(self._theme.text))
            painter.drawText(at, Qt.AlignmentFlag.AlignCenter, text)

    def _frames(self, shown: PictureOfArray) -> list[QRectF]:
        places = [place for cell in self._lit if (place := shown.place(cell)) is not None]
        if len(places) <= _MOST_FRAMED:
            return [self._box(*place) for place in places]
        first, last = min(places), max(places)
        left = min(column for _row, column in places)
        right = max(column for _row, column in places)
        return [self._box(first[0], left).united(self._box(last[0], right))]

    def _whole(self) -> QRectF:
        """Return where the picture is: as large as fits, cells of a digit being squares."""
        if self._shown is None:
            return QRectF()
        rows, columns = self._shown.levels.shape
        wide = min((self.width() - 4) / columns, _LARGEST_PIXELS.width())
        high = min((self.height() - 4) / rows, _LARGEST_PIXELS.height())
        if self._shown.flat and columns > 1:
            wide = high = min(wide, high)
        box = QRectF(0, 0, columns * wide, rows * high)
        box.moveCenter(QRectF(self.rect()).center())
        return box

    def _box(self, row: int, column: int) -> QRectF:
        whole = self._whole()
        shape = self._shown.levels.shape if self._shown is not None else (1, 1)
        wide, high = whole.width() / shape[1], whole.height() / shape[0]
        return QRectF(whole.left() + column * wide, whole.top() + row * high, wide, high)

    def _table(self) -> Table:
        return array_table(self._array)


def array_table(one: Named | None) -> Table:
    """Return the numbers of an array: a vector has a row a number, a matrix a row a row."""
    if one is None:
        return Table((), ())
    array = one.array
    if array.ndim == 2:
        header = ("", *(f"{one.name}[:, {column}]" for column in range(array.shape[1])))
        return Table.from_rows(header, ((j, *row.tolist()) for j, row in enumerate(array)))
    values = array.ravel().tolist()
    return Table.from_rows(("", one.name), ((k, value) for k, value in enumerate(values)))
