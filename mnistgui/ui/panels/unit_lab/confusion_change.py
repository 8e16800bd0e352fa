"""A small confusion matrix that shows what has changed since before the edits."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mnistgui.files.tables import Table
from mnistgui.inspection.confusion import Confusion
from mnistgui.notation import thousands
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.counts_in_cells import can_be_written, count_in_cell, fitting_font
from mnistgui.ui.widgets.figures.menu import add_figure
from mnistgui.ui.widgets.theme import LIGHT, Theme

_LEAST_CELL_PIXELS = QSize(22, 14)
_PALEST, _FULLEST = 0.15, 0.85  # opacities of the smallest and the largest change


class ConfusionChange(QWidget):
    """Rows are true classes, columns what is read; red where more digits went wrong."""

    def __init__(self) -> None:
        super().__init__()
        self._before: Confusion | None = None
        self._after: Confusion | None = None
        self._names: tuple[str, ...] = ()
        self._theme = LIGHT
        self.setObjectName("lab_confusion")
        self.setAccessibleName(tr("Confusion of the test digits, with its change by the edits"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        add_figure(self, "lab-confusion", self._table)

    @property
    def shown(self) -> Confusion | None:
        """The confusion after the edits; None for none."""
        return self._after

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._theme = theme
        self.update()

    def show_change(
        self, before: Confusion | None, after: Confusion | None, names: tuple[str, ...]
    ) -> None:
        """Show the confusion after some edits, beside that before them; None for nothing."""
        self._before, self._after, self._names = before, after, names
        self.update()

    def sizeHint(self) -> QSize:
        """Return a size in which counts of three digits can be read."""
        return QSize(300, 200)

    def minimumSizeHint(self) -> QSize:
        """Return the size in which counts can be read in the smallest font."""
        return QSize(11 * _LEAST_CELL_PIXELS.width(), 11 * _LEAST_CELL_PIXELS.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the names, and each cell with its count."""
        before, after = self._before, self._after
        if before is None or after is None:
            return
        with QPainter(self) as painter:
            count = len(after.counts) + 1
            cell = QSizeF(self.width() / count, self.height() / count)
            texts = [thousands(number) for number in after.counts.ravel().tolist()]
            font, short = fitting_font(self.font(), texts, cell)
            painter.setFont(font)
            if can_be_written(cell):
                self._paint_names(painter, cell)
            self._paint_cells(painter, cell, before, after, short=short)

    def _paint_names(self, painter: QPainter, cell: QSizeF) -> None:
        painter.setPen(QColor(self._theme.muted))
        for i, name in enumerate(self._names, 1):
            elide = Qt.TextElideMode.ElideRight
            text = painter.fontMetrics().elidedText(name, elide, round(cell.width()))
            for row, column in ((i, 0), (0, i)):
                painter.drawText(_box(cell, row, column), Qt.AlignmentFlag.AlignCenter, text)

    def _paint_cells(
        self, painter: QPainter, cell: QSizeF, before: Confusion, after: Confusion, *, short: bool
    ) -> None:
        change = after.counts - before.counts
        most = max(int(abs(change).max()), 1)
        painter.setPen(QColor(self._theme.text))
        for (true, read), number in np.ndenumerate(after.counts):
            box, moved = _box(cell, true + 1, read + 1), int(change[true, read])
            if moved:
                painter.fillRect(box, self._colour(moved, most, right=true == read))
            if can_be_written(cell):
                text = count_in_cell(int(number), short=short)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _colour(self, moved: int, most: int, *, right: bool) -> QColor:
        better = (moved > 0) == right
        colour = QColor(self._theme.good if better else self._theme.bad)
        colour.setAlphaF(_PALEST + (_FULLEST - _PALEST) * abs(moved) / most)
        return colour

    def _table(self) -> Table:
        header = (tr("true"), tr("read as"), tr("before"), tr("after"))
        before, after = self._before, self._after
        if before is None or after is None:
            return Table(header, ())
        names = self._names
        return Table.from_rows(
            header,
            (
                (true, read, int(before.counts[i, j]), int(after.counts[i, j]))
                for i, true in enumerate(names)
                for j, read in enumerate(names)
            ),
        )


def _box(cell: QSizeF, row: int, column: int) -> QRectF:
    """Return the rectangle of a cell; row and column 0 hold names."""
    return QRectF(QPointF(column * cell.width(), row * cell.height()), cell)
