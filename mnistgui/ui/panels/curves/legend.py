"""The legend of a plot: which curve is which, with its value at the mouse or at its end."""

from collections.abc import Callable
from html import escape

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from mnistgui.ui.panels.curves.legend_entries import entry_name, legend_entries, several_runs
from mnistgui.ui.panels.curves.one_series import Series
from mnistgui.ui.panels.curves.values import nearest_row
from mnistgui.ui.runs.run_colours import Colouring
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.theme import LIGHT, Theme

_DASH_PIXELS = 17
_GAP_PIXELS = 12
_FEWEST_LINES = 4  # for batch, train, validation and test in a narrow chart
_FEW_CURVES = 3  # with more curves the noise of single batches is not named


class Legend(QWidget):
    """Shows a dash, a name and a value for each run or curve.

    Parameters
    ----------
    name : str
        Object name.
    unit : str
        Behind each value.
    show : callable
        Writes a value.
    parent : QWidget, optional
        The Qt parent.
    """

    lines_changed = Signal()
    run_hovered = Signal(int)  # number of the run whose name is pointed at; 0 for none

    def __init__(
        self, name: str, unit: str, show: Callable[[float], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._show = show
        self.setMouseTracking(True)
        self.setObjectName(name)
        self._unit = unit
        self._entries: list[list[Series]] = []
        self._others = 0
        self._key = Colouring({})
        self._pointed_at = 0
        self._series: tuple[Series, ...] = ()
        self._left_out = 0  # of the entries, from the first
        self._short = False
        self._room = 0
        self.lines, self._kept = 1, 1  # that the names need, and that there is room for
        self._laid: list[tuple[int, int, str]] = []  # left, top, text
        self._x: float | None = None
        self._theme = LIGHT
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    @property
    def unit(self) -> str:
        """The unit of the values."""
        return self._unit

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._theme = theme
        self.update()

    def set_series(self, series: tuple[Series, ...], key: Colouring | None = None) -> None:
        """Name these curves; those of a run together, thin ones by the meaning of their colours."""
        self._series, self._key = series, key or Colouring({})
        self._name_entries()

    def point_at(self, run: int) -> None:
        """Name a run that is thin among many instead of the selected one; 0 for none."""
        if run != self._pointed_at:
            self._pointed_at = run
            self._name_entries()

    def _name_entries(self) -> None:
        series = self._series
        front = tuple(curve for curve in series if not curve.faint)
        measured = {curve.run for curve in front}
        # Of a run whose first epoch has not ended, there are only batches to be named.
        named = (*front, *(one for one in series if one.faint and one.run not in measured))
        named = named if len(named) > _FEW_CURVES or several_runs(series) else series
        pointed_at = tuple(one for one in named if one.number == self._pointed_at and one.thin)
        entries = legend_entries(pointed_at, thin=True) or legend_entries(named)
        self._entries = sorted(entries, key=lambda entry: entry[0].number)
        self._others = len({curve.run for curve in series if curve.thin})
        self.setAccessibleDescription(", ".join(self.texts()))
        self._fit()

    def set_room(self, height: int) -> None:
        """Set the largest height, for which the earliest runs are left out if necessary."""
        self._room = height
        self._fit()

    def keep_lines(self, lines: int) -> None:
        """Be as high as the legend of a plot beside it, so that both plots are as high."""
        if lines != self._kept:
            self._kept = lines
            self.updateGeometry()

    def set_place(self, x: float | None) -> None:
        """Show the values at this place of the horizontal axis; None for the last ones."""
        self._x = x
        self._laid = self._laid_out()
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Emit the run whose name is under the mouse."""
        place = event.position().toPoint()
        self.run_hovered.emit(self._run_at(place.x(), place.y()))

    def leaveEvent(self, _event: object) -> None:
        """Emit that no run is under the mouse."""
        self.run_hovered.emit(0)

    def _run_at(self, x: int, y: int) -> int:
        """Return the number of the run that is named at a position; 0 for none."""
        for entry, (left, top, text) in zip(
            self._entries[self._left_out :], self._laid, strict=False
        ):
            wide = _DASH_PIXELS + 6 + self.fontMetrics().horizontalAdvance(text)
            if left <= x < left + wide and top <= y < top + self._line_height():
                return entry[0].number
        return 0

    def sizeHint(self) -> QSize:
        """As many lines as the names need and there is room for."""
        return QSize(200, max(self.lines, self._kept) * self._line_height())

    def minimumSizeHint(self) -> QSize:
        """Any width will do."""
        return QSize(80, max(self.lines, self._kept) * self._line_height())

    def resizeEvent(self, _event: object) -> None:
        """Break the lines anew."""
        self._fit()

    def texts(self) -> list[str]:
        """Return the names in the legend, with their values."""
        names = [f"{entry_name(entry)} {self._values(entry)}" for entry in self._entries]
        return [*names, *self._texts_of_others()]

    def _texts_of_others(self) -> list[str]:
        """Return the meaning of the colours of thin curves, or else their number."""
        if not self._others:
            return []
        if self._key.hues:
            return [*(text for text, _ in self._key.hues), *filter(None, (self._key.shades,))]
        return [tr("thin: {0} other runs").format(self._others)]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint dash, name and value of each entry, in lines."""
        with QPainter(self) as painter:
            middle = self._line_height() // 2
            looks = self._looks()
            for look, (left, top, _text) in zip(looks, self._laid, strict=False):
                self._draw_dash(painter, look, left, top + middle)
            painter.setPen(QColor(self._theme.text))
            baseline = middle + painter.fontMetrics().ascent() // 2 - 1
            for i, (left, top, text) in enumerate(self._laid):
                indent = _DASH_PIXELS + 6 if i < len(looks) else 0
                painter.drawText(left + indent, top + baseline, text)

    def _looks(self) -> list[tuple[QColor, list[float]]]:
        """Colour of each dash, and how it is broken, in widths of the pen."""
        looks = []
        for curve in (entry[0] for entry in self._entries[self._left_out :]):
            colour = QColor(curve.colour)
            colour.setAlphaF(curve.faint or 1.0)
            broken = [0.7, 0.7] if curve.dotted else [2.0, 0.8] if curve.dashed else []
            looks.append((colour, broken))
        hues = self._key.hues if self._others else ()
        return [*looks, *((QColor(colour), []) for _text, colour in hues)]

    def _draw_dash(
        self, painter: QPainter, look: tuple[QColor, list[float]], left: int, middle: int
    ) -> None:
        pen = QPen(look[0], 3)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if look[1]:
            pen.setDashPattern(look[1])
        painter.setPen(pen)
        painter.drawLine(left, middle, left + _DASH_PIXELS, middle)

    def _values(self, entry: list[Series]) -> str:
        return " / ".join(self._value(curve) for curve in entry)

    def _value(self, curve: Series) -> str:
        row = len(curve.x) - 1
        if self._x is not None:
            row = nearest_row(curve.x, self._x)
        return f"{self._show(float(curve.y[row]))}{self._unit}"

    def _fitting(self) -> list[str]:
        """Return the texts that fit; a name is elided only if it has no room beside one value."""
        metrics, texts = self.fontMetrics(), self.texts()
        line = self.width() - _DASH_PIXELS - 6
        for i, entry in enumerate(self._entries):
            if self._short or metrics.horizontalAdvance(texts[i]) > line:
                last = self._values(entry[-1:])
                room = line - metrics.horizontalAdvance(f" {last}")
                name = metrics.elidedText(
                    entry_name(entry), Qt.TextElideMode.ElideMiddle, max(room, 30)
                )
                texts[i] = f"{name} {last}"
        for i in range(len(self._entries), len(texts)):  # what colours stand for may be long
            texts[i] = metrics.elidedText(texts[i], Qt.TextElideMode.ElideRight, line)
        left_out = [tr("and {0} more").format(self._left_out)] if self._left_out else []
        return texts[self._left_out :] + left_out

    def _fit(self) -> None:
        """Choose what fits: the names of all runs come before both of their values."""
        most = max(self._room // self._line_height(), _FEWEST_LINES)
        self._left_out, self._short = 0, False
        self._laid = self._laid_out()
        if self._rows() > most:
            self._short = True  # the values on test digits alone, then
            self._laid = self._laid_out()
        while self._rows() > most and self._left_out < len(self._entries) - 1:
            self._left_out += 1
            self._laid = self._laid_out()
        if self._rows() != self.lines:
            self.lines = self._rows()
            self.updateGeometry()
            self.lines_changed.emit()
        self._set_tooltip()
        self.update()

    def _set_tooltip(self) -> None:
        """Show all names in the tooltip if some are elided or left out."""
        names = [entry_name(entry) for entry in self._entries]
        kept = zip(names[self._left_out :], self._laid, strict=False)
        whole = not self._left_out and all(text.startswith(name) for name, (_, _, text) in kept)
        names += self._texts_of_others()
        whole = whole and not any(text.endswith("…") for _, _, text in self._laid)
        tooltip = "" if whole else f"<p>{'<br>'.join(map(escape, names))}</p>"
        if tooltip != self.toolTip():
            self.setToolTip(tooltip)

    def _laid_out(self) -> list[tuple[int, int, str]]:
        """Return the place of each text."""
        metrics, high = self.fontMetrics(), self._line_height()
        left, top, laid = 0, 0, []
        for text in self._fitting():
            wide = _DASH_PIXELS + 6 + metrics.horizontalAdvance(text) + _GAP_PIXELS
            if left and left + wide - _GAP_PIXELS > self.width():
                left, top = 0, top + high
            laid.append((left, top, text))
            left += wide
        return laid

    def _rows(self) -> int:
        return self._laid[-1][1] // self._line_height() + 1 if self._laid else 1

    def _line_height(self) -> int:
        return self.fontMetrics().height() + 3
