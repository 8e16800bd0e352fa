"""A meter of the change of an accuracy: before, after, and the difference in points."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from mnistgui.drawing.personalize import AccuracyChange
from mnistgui.files.tables import Table
from mnistgui.notation import with_minus
from mnistgui.per_cent import per_cent
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.figures.menu import add_figure
from mnistgui.ui.widgets.theme import LIGHT, Theme

_BAR_PIXELS, _GAP_PIXELS = 10, 6
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
_LEAST_CHANGE_POINTS = 0.005  # of a point; a smaller change is none


class ChangeMeter(QWidget):
    """A scale from a loss over no change to a gain, with words above.

    Parameters
    ----------
    name : str
        Object name.
    span : float
        Points at either end of the scale; larger changes are shown at its end.
    parent : QWidget, optional
        The Qt parent.
    """

    def __init__(self, name: str, span: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._span = span
        self._title = ""
        self._change: AccuracyChange | None = None
        self._theme = LIGHT
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        add_figure(self, name.replace("_", "-"), self._table, title=str)  # it writes its own title

    @property
    def change(self) -> AccuracyChange | None:
        """The change that is shown."""
        return self._change

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._theme = theme
        self.update()

    def set_change(self, title: str, change: AccuracyChange | None) -> None:
        """Show a change; None for none yet.

        Parameters
        ----------
        title : str
            Of which digits, in words.
        change : AccuracyChange or None
            Of their accuracy.
        """
        self._title, self._change = title, change
        self.setAccessibleName(f"{title}: {in_words(change)}")
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of two lines of words and the scale."""
        return QSize(190, 3 * self.fontMetrics().height() + 10)

    def minimumSizeHint(self) -> QSize:
        """Return the same size, since nothing may be cut off."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint words, scale and bar."""
        with QPainter(self) as painter:
            high = painter.fontMetrics().height()
            painter.setPen(QColor(self._theme.muted))
            painter.drawText(
                QRectF(0, 0, self.width(), high), Qt.AlignmentFlag.AlignLeft, self._title
            )
            painter.setPen(QColor(self._theme.text))
            words = QRectF(0, high + 2, self.width(), high)
            painter.drawText(words, Qt.AlignmentFlag.AlignLeft, in_words(self._change))
            self._paint_scale(painter, QRectF(0, 2 * high + 4, self.width(), high))

    def _table(self) -> Table:
        change = self._change
        rows = () if change is None else ((self._title, 100 * change.before, 100 * change.after),)
        return Table.from_rows((tr("digits"), tr("before (%)"), tr("after (%)")), rows)

    def _paint_scale(self, painter: QPainter, line: QRectF) -> None:
        """Paint the ends of the scale in words, and the bar between them."""
        ends = with_minus(f"{-self._span:g}"), tr("+{0} points").format(f"{self._span:g}")
        left, right = (painter.fontMetrics().horizontalAdvance(end) + _GAP_PIXELS for end in ends)
        painter.setPen(QColor(self._theme.muted))
        for end, alignment in zip(ends, (_LEFT, _RIGHT), strict=True):
            painter.drawText(line, alignment | Qt.AlignmentFlag.AlignVCenter, end)
        inset = (line.height() - _BAR_PIXELS) / 2
        self._paint_bar(painter, line.adjusted(left, inset, -right, -inset))

    def _paint_bar(self, painter: QPainter, box: QRectF) -> None:
        """Paint the bar from no change in the middle to the change."""
        painter.fillRect(box, QColor(self._theme.sunken))
        middle = box.center().x()
        if self._change is not None:
            part = min(max(points(self._change) / self._span, -1.0), 1.0)
            end = middle + part * box.width() / 2
            bar = QRectF(min(middle, end), box.top(), abs(end - middle), box.height())
            painter.fillRect(bar, QColor(self._theme.good if part > 0 else self._theme.bad))
        painter.setPen(QPen(QColor(self._theme.border)))
        painter.drawRect(box.adjusted(0, 0, -1, -1))
        painter.setPen(QPen(QColor(self._theme.text), 2))
        painter.drawLine(int(middle), int(box.top()) - 2, int(middle), int(box.bottom()) + 2)


def points(change: AccuracyChange) -> float:
    """Return by how many percentage points an accuracy changed."""
    return 100 * (change.after - change.before)


def in_words(change: AccuracyChange | None) -> str:
    """Return a change in words."""
    if change is None:
        return tr("not measured yet")
    moved = points(change)
    by = with_minus(f"{moved:+.2f}") if abs(moved) > _LEAST_CHANGE_POINTS else tr("as it was")
    return f"{per_cent(change.before)} → {per_cent(change.after)}   ({by})"
