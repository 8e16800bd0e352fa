"""The legend of a plot: which curve is which, with its value at the mouse, a moment or its end."""

from collections.abc import Callable
from html import escape

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from mnistgui.ui.panels.curves.legend_entries import Dash, Entry, legend_entries
from mnistgui.ui.panels.curves.legend_layout import (
    DASH_PIXELS,
    INDENT_PIXELS,
    LegendLayout,
    in_lines,
    lay_out,
    line_height,
)
from mnistgui.ui.panels.curves.one_series import Series
from mnistgui.ui.panels.curves.values import nearest_row, row_as_of
from mnistgui.ui.runs.run_colours import Colouring
from mnistgui.ui.widgets.theme import LIGHT, Theme

_FEWEST_LINES = 4  # for batch, train, validation and test in a narrow chart


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
        self.setMouseTracking(True)
        self.setObjectName(name)
        self.unit = unit
        self.lines = 1  # that the names need
        self._show = show
        self._series: tuple[Series, ...] = ()
        self._key = Colouring({})
        self._brought_out = 0
        self._x: float | None = None
        self._moment: float | None = None
        self._entries: list[Entry] = []
        self._named: tuple[list[Entry], QFont] | None = None  # what was laid out last
        self._layout = LegendLayout()
        self._room_pixels, self._kept_lines = 0, 1
        self._theme = LIGHT
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

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
        if run != self._brought_out:
            self._brought_out = run
            self._name_entries()

    def set_place(self, x: float | None) -> None:
        """Show the values at this place of the horizontal axis; None for those of the moment."""
        self._x = x
        self._show_values()

    def set_moment(self, x: float | None) -> None:
        """Show what the legend showed when runs had come to a place; None for the newest values."""
        if x != self._moment:
            self._moment = x
            self._show_values()

    def _show_values(self) -> None:
        self._named = None
        self._entries = self._made_entries()
        old = self._layout  # as many lines as before, since the mouse is in the plot above
        self._layout = in_lines(
            self._entries, self.fontMetrics(), self.width(), short=old.short, left_out=old.left_out
        )
        self.update()

    def set_room(self, height: int) -> None:
        """Set the largest height, for which the earliest runs are left out if necessary."""
        self._room_pixels = height
        self._lay_out()

    def keep_lines(self, lines: int) -> None:
        """Be as high as the legend of a plot beside it, so that both plots are as high."""
        if lines != self._kept_lines:
            self._kept_lines = lines
            self.updateGeometry()

    def texts(self) -> list[str]:
        """Return the names in the legend, with their values."""
        return [entry.text for entry in self._entries]

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Emit the run whose name is under the mouse."""
        place = event.position().toPoint()
        self.run_hovered.emit(self._run_at(place.x(), place.y()))

    def leaveEvent(self, _event: object) -> None:
        """Emit that no run is under the mouse."""
        self.run_hovered.emit(0)

    def sizeHint(self) -> QSize:
        """As many lines as the names need and there is room for."""
        return QSize(200, self.height_of(max(self.lines, self._kept_lines)))

    def height_of(self, lines: int) -> int:
        """Return the height of so many lines, in pixels."""
        return lines * self._line_height()

    def minimumSizeHint(self) -> QSize:
        """Any width will do."""
        return QSize(80, self.sizeHint().height())

    def resizeEvent(self, _event: object) -> None:
        """Break the lines anew."""
        self._lay_out()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint dash, name and value of each entry, in lines."""
        with QPainter(self) as painter:
            middle = self._line_height() // 2
            baseline = middle + painter.fontMetrics().ascent() // 2 - 1
            for entry, text, left, top in self._layout.placed:
                if entry.dash is not None:
                    _draw_dash(painter, entry.dash, left, top + middle)
                painter.setPen(QColor(self._theme.text))
                indent = INDENT_PIXELS if entry.dash is not None else 0
                painter.drawText(left + indent, top + baseline, text)

    def _name_entries(self) -> None:
        """Lay the names out anew if one has changed, which not every drawing does."""
        self._entries = self._made_entries()
        named = (self._entries, self.font())
        if named != self._named:
            self._named = named
            self.setAccessibleDescription(", ".join(self.texts()))
            self._lay_out()

    def _made_entries(self) -> list[Entry]:
        return legend_entries(self._series, self._key, self._brought_out, self._value)

    def _value(self, curve: Series) -> str:
        row = -1
        if self._x is not None:
            row = nearest_row(curve.x, self._x)
        elif self._moment is not None:
            row = row_as_of(curve.x, self._moment)
        return f"{self._show(float(curve.y[row]))}{self.unit}"

    def _lay_out(self) -> None:
        most = max(self._room_pixels // self._line_height(), _FEWEST_LINES)
        self._layout = lay_out(self._entries, self.fontMetrics(), self.width(), most)
        if self._layout.lines != self.lines:
            self.lines = self._layout.lines
            self.updateGeometry()
            self.lines_changed.emit()
        self._set_tooltip()
        self.update()

    def _set_tooltip(self) -> None:
        """Show all names in the tooltip if some are elided or left out."""
        names = "<br>".join(escape(entry.name) for entry in self._entries)
        tooltip = "" if self._layout.whole else f"<p>{names}</p>"
        if tooltip != self.toolTip():
            self.setToolTip(tooltip)

    def _run_at(self, x: int, y: int) -> int:
        """Return the number of the run that is named at a position; 0 for none."""
        for entry, text, left, top in self._layout.placed:
            right = left + INDENT_PIXELS + self.fontMetrics().horizontalAdvance(text)
            if left <= x < right and top <= y < top + self._line_height():
                return entry.number
        return 0

    def _line_height(self) -> int:
        return line_height(self.fontMetrics())


def _draw_dash(painter: QPainter, dash: Dash, left: int, middle: int) -> None:
    pen = QPen(dash.colour, 3)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if dash.pattern:
        pen.setDashPattern(dash.pattern)
    painter.setPen(pen)
    painter.drawLine(left, middle, left + DASH_PIXELS, middle)
