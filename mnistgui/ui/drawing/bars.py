"""Bars of probability, one a class: the likeliest is accented, and each shows its change.

Of more classes than there is room for, the likeliest are shown, in their usual order.
"""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mnistgui.files.tables import Table
from mnistgui.notation import points
from mnistgui.per_cent import per_cent
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import explain
from mnistgui.ui.widgets.figures.menu import add_figure
from mnistgui.ui.widgets.theme import LIGHT, Theme

DIGITS = tuple("0123456789")  # names of the classes while no network gives any
_ROW_PIXELS = 22  # usual height of a row, in pixels
_LEAST_ROW_PIXELS = 18
_MOST_ROWS_WANTED = 10  # of more classes, the likeliest are shown where room is scarce
_WIDEST_NAME_SHARE = 0.4  # of the width, beyond which names are elided
_CORNER_PIXELS = 4
_LEAST_CHANGE = 0.005  # a smaller change is not shown
_WIDE_PIXELS = 200  # from here on there is room to tell changes in numbers


class ProbabilityBars(QWidget):
    """Shows the probability of each class.

    Parameters
    ----------
    class_names : tuple of str
        One bar each, from the top.
    parent : QWidget, optional
        The Qt parent.
    """

    chosen = Signal(int)  # a class was clicked

    def __init__(self, class_names: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = class_names
        self._probabilities: NDArray[np.float32] | None = None
        self._before: NDArray[np.float32] | None = None
        self._faded = False
        self._theme = LIGHT
        self.setObjectName("probability_bars")
        self.setAccessibleName(tr("Probability of each digit"))
        explain(
            self,
            tr(
                "How likely the network holds each digit to be. Green and red tell what your last"
                " stroke changed, in percentage points. Click on a digit to have Why? explain it."
            ),
        )
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        add_figure(self, "probabilities", self._table)

    @property
    def probabilities(self) -> NDArray[np.float32] | None:
        """The probabilities that are shown, of shape (n_classes,); None for no reading."""
        return self._probabilities

    @property
    def unreadable(self) -> bool:
        """Whether the network answered with NaN, for which no bar can be drawn."""
        return self._probabilities is not None and not bool(np.isfinite(self._probabilities).all())

    @property
    def changes(self) -> NDArray[np.float32] | None:
        """What the last stroke changed, of shape (n_classes,); None where that is not known."""
        if self._probabilities is None or self._before is None:
            return None
        return self._probabilities - self._before

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._theme = theme
        self.update()

    def set_class_names(self, names: tuple[str, ...]) -> None:
        """Show the classes of another network, without a reading."""
        if names != self._names:
            self._names = names
            self.set_probabilities(None)
            self.updateGeometry()

    def set_probabilities(
        self, probabilities: NDArray[np.float32] | None, before: NDArray[np.float32] | None = None
    ) -> None:
        """Show a reading.

        Parameters
        ----------
        probabilities : ndarray of shape (n_classes,) or None
            Between 0 and 1; None takes the reading away.
        before : ndarray of shape (n_classes,) or None
            The reading that changes are counted from.
        """
        self._probabilities, self._before = probabilities, before
        self.setAccessibleDescription(self._in_words())
        self.update()

    @property
    def faded(self) -> bool:
        """Whether the reading is shown in grey."""
        return self._faded

    def set_faded(self, *, faded: bool) -> None:
        """Show the reading in grey, because the drawing is no digit."""
        self._faded = faded
        self.setAccessibleDescription(self._in_words())
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of all rows, or of the most that are wanted."""
        return QSize(230, _ROW_PIXELS * self._rows_wanted + 4)

    def minimumSizeHint(self) -> QSize:
        """Return a narrow width, and the height of the rows that are wanted."""
        return QSize(120, _LEAST_ROW_PIXELS * self._rows_wanted)

    @property
    def _rows_wanted(self) -> int:
        return min(len(self._names), _MOST_ROWS_WANTED)

    @property
    def shown(self) -> list[int]:
        """The classes that have a bar, in their order."""
        room = max(self.height() // _LEAST_ROW_PIXELS, 1)
        if len(self._names) <= room or self._probabilities is None or self.unreadable:
            return list(range(min(len(self._names), max(room, self._rows_wanted))))
        likeliest = np.argsort(-self._probabilities, kind="stable")[:room]
        return sorted(likeliest.tolist())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Emit the class that was clicked."""
        shown = self.shown
        row = int(event.position().y() * len(shown) / max(self.height(), 1))
        self.chosen.emit(shown[min(max(row, 0), len(shown) - 1)])

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint name, bar, percentage and change of each class."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            best = (
                -1
                if self._probabilities is None or self._faded or self.unreadable
                else int(self._probabilities.argmax())
            )
            shown = self.shown
            height = self.height() / len(shown)
            columns = self._columns()
            for row, place in enumerate(shown):
                box = QRectF(0, row * height, self.width(), height)
                self._paint_row(painter, box, columns, place, chosen=place == best)
            if self.unreadable:
                painter.setPen(QColor(self._theme.text))
                wrap = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
                painter.drawText(QRectF(self.rect()), wrap, self._in_words())

    def _columns(self) -> tuple[float, float, float]:
        """Return the widths of names, percentages and changes."""
        metrics = QFontMetrics(self._bold())
        widest = max(metrics.horizontalAdvance(name) for name in self._names)
        names = min(widest, _WIDEST_NAME_SHARE * self.width()) + 12
        shares = metrics.horizontalAdvance("100.0 %") + 8
        changes = metrics.horizontalAdvance("+100") + 6 if self.width() >= _WIDE_PIXELS else 0
        return names, shares, changes

    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setBold(True)
        return font

    def _paint_row(
        self,
        painter: QPainter,
        box: QRectF,
        columns: tuple[float, float, float],
        row: int,
        *,
        chosen: bool,
    ) -> None:
        theme = self._theme
        painter.setFont(self._bold() if chosen else self.font())
        names, shares, changes = columns
        room = box.adjusted(0, 0, names - 8 - box.width(), 0)
        elide = Qt.TextElideMode.ElideRight
        name = painter.fontMetrics().elidedText(self._names[row], elide, int(room.width()) + 1)
        self._write(painter, room, name)
        track = box.adjusted(names, 3, -shares - changes, -3)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.sunken if theme.name == "light" else theme.raised))
        painter.drawRoundedRect(track, _CORNER_PIXELS, _CORNER_PIXELS)
        if self._probabilities is None or self.unreadable:
            return
        share = float(self._probabilities[row])
        other = theme.border if self._faded else theme.muted
        painter.setBrush(QColor(theme.accent if chosen else other))
        filled = QRectF(track.left(), track.top(), track.width() * share, track.height())
        painter.drawRoundedRect(filled, min(_CORNER_PIXELS, filled.width() / 2), _CORNER_PIXELS)
        end = box.adjusted(box.width() - shares - changes, 0, -changes - 2, 0)
        self._write(painter, end, per_cent(share, 1), "" if chosen else theme.muted)
        self._paint_change(painter, track, box.adjusted(box.width() - changes, 0, -2, 0), row)

    def _paint_change(self, painter: QPainter, track: QRectF, end: QRectF, row: int) -> None:
        """Paint where the bar was before, and by how much it grew or shrank."""
        changes = self.changes
        if (
            changes is None
            or self._before is None
            or self._faded
            or abs(changes[row]) < _LEAST_CHANGE
        ):
            return
        colour = self._theme.good if changes[row] > 0 else self._theme.bad
        was = track.left() + track.width() * float(self._before[row])
        now = was + track.width() * float(changes[row])
        low = QRectF(min(was, now), track.bottom() - 3, abs(now - was), 3)
        painter.fillRect(low, QColor(colour))
        painter.fillRect(QRectF(was - 1, track.top(), 2, track.height()), QColor(colour))
        if end.width() > 0:
            self._write(painter, end, points(float(changes[row])), colour)

    def _write(self, painter: QPainter, box: QRectF, words: str, colour: str = "") -> None:
        painter.setPen(QColor(colour or self._theme.text))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, right, words)

    def _table(self) -> Table:
        shown, before = (
            [None] * len(self._names) if values is None else values.tolist()
            for values in (self._probabilities, self._before)
        )
        rows = () if self._probabilities is None else zip(self._names, shown, before, strict=True)
        return Table.from_rows((tr("class"), tr("probability"), tr("before the last stroke")), rows)

    def _in_words(self) -> str:
        if self._probabilities is None:
            return tr("no reading")
        if self.unreadable:
            return tr("The network answers with NaN: its weights are too large or not finite.")
        if self._faded:
            return tr("no digit")
        best = int(self._probabilities.argmax())
        return f"{self._names[best]}: {per_cent(float(self._probabilities[best]), 1)}"
