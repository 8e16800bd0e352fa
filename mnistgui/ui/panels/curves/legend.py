"""Which curve is which, with its value where the mouse points or at its end."""

from collections.abc import Callable
from html import escape

import numpy as np
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from mnistgui.ui.panels.curves.one_series import Series
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.theme import LIGHT, Theme

_DASH = 22
_GAP = 16
_FEWEST_LINES = 4  # for batch, train, validation and test in a narrow chart
_FEW = 3  # with more curves the noise of single batches is not named


class Legend(QWidget):
    """A line of dashes, names and values.

    Parameters
    ----------
    name : str
        Object name.
    unit : str
        Behind each value.
    show : callable
        Writes a value.
    parent : QWidget, optional
        As Qt has it.
    """

    def __init__(
        self, name: str, unit: str, show: Callable[[float], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._show = show
        self.setObjectName(name)
        self._unit = unit
        self._entries: list[list[Series]] = []
        self._others = 0
        self._left_out = 0  # of the entries, from the first
        self._short = False
        self._room = 0
        self._lines = 1
        self._laid: list[tuple[int, int, str]] = []  # left, top, text
        self._x: float | None = None
        self._theme = LIGHT
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    @property
    def unit(self) -> str:
        """What is written behind each value."""
        return self._unit

    def set_theme(self, theme: Theme) -> None:
        """Names in these colours."""
        self._theme = theme
        self.update()

    def set_series(self, series: tuple[Series, ...]) -> None:
        """Name these curves; those of a run together, thin ones not at all."""
        front = tuple(curve for curve in series if not curve.faint)
        measured = {curve.run for curve in front}
        # Of a run whose first epoch has not ended, there are only batches to be named.
        named = (*front, *(one for one in series if one.faint and one.run not in measured))
        self._entries = _entries(named if len(named) > _FEW or _several(series) else series)
        self._others = len({curve.run for curve in series if curve.thin})
        self.setAccessibleDescription(", ".join(self.texts()))
        self._fit()

    def set_room(self, height: int) -> None:
        """Leave runs out, the earliest first, rather than become higher than this."""
        self._room = height
        self._fit()

    def set_place(self, x: float | None) -> None:
        """Show the values at this place of the horizontal axis; None for the last ones."""
        self._x = x
        self._laid = self._laid_out()
        self.update()

    def sizeHint(self) -> QSize:
        """As many lines as the names need and there is room for."""
        return QSize(200, self._lines * self._line_height())

    def minimumSizeHint(self) -> QSize:
        """Any width will do."""
        return QSize(80, self._lines * self._line_height())

    def resizeEvent(self, _event: object) -> None:
        """A narrower legend needs more lines."""
        self._fit()

    def texts(self) -> list[str]:
        """What is named, with its values."""
        others = [tr("thin: {0} other runs").format(self._others)] if self._others else []
        return [f"{_name(entry)} {self._values(entry)}" for entry in self._entries] + others

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Dash, name, value; wrapped into lines."""
        with QPainter(self) as painter:
            middle = self._line_height() // 2
            for entry, (left, top, _text) in zip(
                self._entries[self._left_out :], self._laid, strict=False
            ):
                self._draw_dash(painter, entry[0], left, top + middle)
            painter.setPen(QColor(self._theme.text))
            baseline = middle + painter.fontMetrics().ascent() // 2 - 1
            for i, (left, top, text) in enumerate(self._laid):
                indent = _DASH + 6 if i < len(self._entries) - self._left_out else 0
                painter.drawText(left + indent, top + baseline, text)

    def _draw_dash(self, painter: QPainter, curve: Series, left: int, middle: int) -> None:
        colour = QColor(curve.colour)
        colour.setAlphaF(curve.faint or 1.0)
        pen = QPen(colour, 3)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if curve.dashed:
            pen.setDashPattern([2.0, 0.8])
        painter.setPen(pen)
        painter.drawLine(left, middle, left + _DASH, middle)

    def _values(self, entry: list[Series]) -> str:
        return " / ".join(self._value(curve) for curve in entry)

    def _value(self, curve: Series) -> str:
        row = len(curve.x) - 1
        if self._x is not None:
            row = int(np.abs(curve.x - self._x).argmin())
        return f"{self._show(float(curve.y[row]))}{self._unit}"

    def _fitting(self) -> list[str]:
        """The texts there is room for; a name is cut only where it has no room beside one value."""
        metrics, texts = self.fontMetrics(), self.texts()
        line = self.width() - _DASH - 6
        for i, entry in enumerate(self._entries):
            if self._short or metrics.horizontalAdvance(texts[i]) > line:
                last = self._values(entry[-1:])
                room = line - metrics.horizontalAdvance(f" {last}")
                name = metrics.elidedText(_name(entry), Qt.TextElideMode.ElideMiddle, max(room, 30))
                texts[i] = f"{name} {last}"
        left_out = [tr("and {0} more").format(self._left_out)] if self._left_out else []
        return texts[self._left_out :] + left_out

    def _fit(self) -> None:
        """Choose what there is room for: the names of all runs before both of their values."""
        most = max(self._room // self._line_height(), _FEWEST_LINES)
        self._left_out, self._short = 0, False
        self._laid = self._laid_out()
        if self._rows() > most:
            self._short = True  # the values on test digits alone, then
            self._laid = self._laid_out()
        while self._rows() > most and self._left_out < len(self._entries) - 1:
            self._left_out += 1
            self._laid = self._laid_out()
        if self._rows() != self._lines:
            self._lines = self._rows()
            self.updateGeometry()
        self._tell_names()
        self.update()

    def _tell_names(self) -> None:
        """All names in the tooltip where some are cut or left out."""
        names = [_name(entry) for entry in self._entries]
        kept = zip(names[self._left_out :], self._laid, strict=False)
        whole = not self._left_out and all(text.startswith(name) for name, (_, _, text) in kept)
        told = "" if whole else f"<p>{'<br>'.join(map(escape, names))}</p>"
        if told != self.toolTip():
            self.setToolTip(told)

    def _laid_out(self) -> list[tuple[int, int, str]]:
        """Where each text stands."""
        metrics, high = self.fontMetrics(), self._line_height()
        left, top, laid = 0, 0, []
        for text in self._fitting():
            wide = _DASH + 6 + metrics.horizontalAdvance(text) + _GAP
            if left and left + wide - _GAP > self.width():
                left, top = 0, top + high
            laid.append((left, top, text))
            left += wide
        return laid

    def _rows(self) -> int:
        return self._laid[-1][1] // self._line_height() + 1 if self._laid else 1

    def _line_height(self) -> int:
        return self.fontMetrics().height() + 3


def _entries(series: tuple[Series, ...]) -> list[list[Series]]:
    """What is named together: the curves of a run, or a curve by itself."""
    entries: dict[object, list[Series]] = {}
    for i, curve in enumerate(series):
        if not curve.thin:
            entries.setdefault(curve.run or i, []).append(curve)
    return list(entries.values())


def _several(series: tuple[Series, ...]) -> bool:
    return any(curve.run for curve in series)


def _name(entry: list[Series]) -> str:
    return entry[0].run or entry[0].label


def three_digits(value: float) -> str:
    """A value with about three digits that matter, and as wide as its neighbours."""
    return f"{value:.3f}" if 0.1 <= abs(value) < 1000 else f"{value:.3g}"


def hundredths(value: float) -> str:
    """A value with two places."""
    return f"{value:.2f}"
