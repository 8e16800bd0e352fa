"""Pictures of a study that are painted: the heat map, and parallel coordinates with brushing."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QWidget

from mnistgui.files.tables import Table
from mnistgui.sweeps.analysis import HeatMap, complete_settings, heat_map
from mnistgui.sweeps.results import SettingResult, StudyResults
from mnistgui.ui.panels.study.cell_table import shown_cell
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.figures.menu import add_figure
from mnistgui.ui.widgets.theme import LIGHT, Theme

_LEFT, _TOP, _EDGE = 64, 8, 22
_DARK_FROM = 0.55
_LEAST_WIDTH_OF_WORDS = 36
_MOST_LINES = 500  # that are painted: more are a plain surface
_STEP = 0.1  # of an axis, that a key moves the lower end of the brush


class StudyPicture(QWidget):
    """A picture of results, with its numbers."""

    def __init__(self, name: str, title: str, stem: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setMinimumSize(QSize(160, 100))
        self.theme = LIGHT
        self.results: StudyResults | None = None
        add_figure(self, stem, self.table)

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self.theme = theme
        self.update()

    def set_results(self, results: StudyResults) -> None:
        """Show other results."""
        self.results = results
        self.update()

    def table(self) -> Table:
        """Return the numbers that are shown."""
        raise NotImplementedError

    @property
    def room(self) -> QRectF:
        """Where the picture lies, between the words."""
        return QRectF(
            _LEFT, _TOP, max(1, self.width() - _LEFT - 12), max(1, self.height() - _TOP - 2 * _EDGE)
        )


def shade(theme: Theme, share: float) -> QColor:
    """Return the colour of a share, from paper to the full colour."""
    low, high = QColor(theme.surface), QColor(theme.train)
    mixed = [
        round(a + (b - a) * share)
        for a, b in zip(low.getRgb()[:3], high.getRgb()[:3], strict=True)  # type: ignore[index]
    ]
    return QColor(*mixed)


class HeatMapPicture(StudyPicture):
    """The mean of the measure by two fields."""

    def __init__(self) -> None:
        super().__init__("study_heat_map", tr("Mean of the measure by two fields"), "heat-map")
        self.fields = ("", "")
        self.map: HeatMap | None = None

    def set_fields(self, row: str, column: str) -> None:
        """Show two other fields."""
        self.fields = (row, column)
        self._average()

    def set_results(self, results: StudyResults) -> None:
        """Show other results."""
        super().set_results(results)
        self._average()

    def _average(self) -> None:
        """Put together what is shown: nothing while nothing is known."""
        results = self.results
        known = results is not None and set(self.fields) <= set(results.differing)
        if results is not None and known and complete_settings(results):
            self.map = heat_map(results, *self.fields)
        else:
            self.map = None
        self.update()

    def table(self) -> Table:
        """Return the numbers that are shown."""
        shown = self.map
        if shown is None:
            return Table((*self.fields, tr("mean")), ())
        rows = (
            (row, column, None if np.isnan(mean) else float(mean))
            for row, means in zip(shown.rows, shown.means, strict=True)
            for column, mean in zip(shown.columns, means, strict=True)
        )
        return Table.from_rows((*self.fields, tr("mean")), rows)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a field for each pair of values."""
        shown = self.map
        with QPainter(self) as painter:
            painter.setPen(QColor(self.theme.muted))
            if shown is None:
                words = tr("A study of two fields or more shows here how they act together.")
                painter.drawText(
                    self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, words
                )
                return
            self._paint(painter, shown)

    def _paint(self, painter: QPainter, shown: HeatMap) -> None:
        low, high = float(np.nanmin(shown.means)), float(np.nanmax(shown.means))
        room, (rows, columns) = self.room, shown.means.shape
        wide, high_each = room.width() / columns, room.height() / rows
        shares = (shown.means - low) / ((high - low) or 1.0)
        painter.drawImage(room, self._image(shares))
        if high_each >= self.fontMetrics().height() and wide >= _LEAST_WIDTH_OF_WORDS:
            for i, j in np.argwhere(np.isfinite(shares)).tolist():
                box = QRectF(room.left() + j * wide, room.top() + i * high_each, wide, high_each)
                ink = self.theme.surface if shares[i, j] > _DARK_FROM else self.theme.text
                painter.setPen(QColor(ink))
                words = f"{100 * shown.means[i, j]:.2f}"
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
        painter.setPen(QColor(self.theme.text))
        for i, value in list(enumerate(shown.rows))[:: _apart(rows, high_each, 16)]:
            box = QRectF(0, room.top() + i * high_each, _LEFT - 6, high_each)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box, right, shown_cell(value))
        for j, value in list(enumerate(shown.columns))[:: _apart(columns, wide, 40)]:
            box = QRectF(room.left() + j * wide, room.bottom(), wide, _EDGE)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown_cell(value))
        box = QRectF(room.left(), room.bottom() + _EDGE, room.width(), _EDGE)
        words = tr("{0} down, {1} across").format(*self.fields)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def _image(self, shares: np.ndarray) -> QImage:
        """Return a pixel for each pair of values; the first colour is for what is not known."""
        levels = np.where(np.isfinite(shares), 1 + np.nan_to_num(shares) * 254, 0).astype(np.uint8)
        rows, columns = levels.shape
        image = QImage(levels.tobytes(), columns, rows, columns, QImage.Format.Format_Indexed8)
        colours = [shade(self.theme, level / 254).rgb() for level in range(255)]
        image.setColorTable([QColor(self.theme.border).rgb(), *colours])
        return image.copy()


def _apart(number: int, each: float, least: float) -> int:
    """Return which of many values are named, so that their words do not touch."""
    return max(1, min(number, math.ceil(least / each)))


class ParallelPicture(StudyPicture):
    """Parallel coordinates: a line a setting; a brush on an axis greys all others."""

    brushed = Signal(int)  # settings within all brushes

    def __init__(self) -> None:
        super().__init__(
            "study_parallel", tr("A line for each setting, over all fields"), "parallel-coordinates"
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.brushes: dict[str, tuple[float, float]] = {}
        self._axis = 0
        self._pressed: tuple[str, float] | None = None
        self._known: tuple[SettingResult, ...] = ()
        self._places = np.zeros((0, 0))

    @property
    def axes(self) -> tuple[str, ...]:
        """The names of the axes; the measure is the last."""
        return () if self.results is None else (*self.results.differing, tr("mean in %"))

    def places(self) -> tuple[tuple[SettingResult, ...], np.ndarray]:
        """Return the settings, and where each crosses every axis, from 0 to 1."""
        return self._known, self._places

    def chosen(self) -> np.ndarray:
        """Mark the settings that lie within all brushes."""
        known, places = self.places()
        within = np.ones(len(known), bool)
        for name, (low, high) in self.brushes.items():
            at = places[:, self.axes.index(name)]
            within &= (at >= low - 1e-9) & (at <= high + 1e-9)
        return within

    def set_results(self, results: StudyResults) -> None:
        """Show other results; brushes of fields that are no axes any more are dropped."""
        super().set_results(results)
        known = self._known = complete_settings(results)
        columns = [_shares([one.values[n] for one in known]) for n in results.differing]
        columns.append(_shares([one.mean for one in known]))
        self._places = np.array(columns).T.reshape(len(known), len(columns))
        self.brushes = {n: ends for n, ends in self.brushes.items() if n in self.axes}

    def set_brush(self, name: str, low: float, high: float) -> None:
        """Grey what does not cross an axis between two shares of it."""
        self.brushes[name] = (min(low, high), max(low, high))
        if self.brushes[name] == (0.0, 1.0):
            del self.brushes[name]
        self.brushed.emit(int(self.chosen().sum()))
        self.update()

    def table(self) -> Table:
        """Return the settings within the brushes."""
        known, _ = self.places()
        rows = (
            (*one.values.values(), None if one.mean is None else 100 * one.mean)
            for one, within in zip(known, self.chosen().tolist(), strict=True)
            if within
        )
        return Table.from_rows(self.axes, rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right choose an axis, Up and Down move the lower end of its brush."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        moves = {Qt.Key.Key_Up: _STEP, Qt.Key.Key_Down: -_STEP}
        if not self.axes or event.key() not in (*steps, *moves, Qt.Key.Key_Delete):
            super().keyPressEvent(event)
            return
        self._axis = (self._axis + steps.get(Qt.Key(event.key()), 0)) % len(self.axes)
        name = self.axes[self._axis]
        low, high = self.brushes.get(name, (0.0, 1.0))
        if event.key() == Qt.Key.Key_Delete:
            self.set_brush(name, 0.0, 1.0)
        elif event.key() in moves:
            moved = round(low + moves[Qt.Key(event.key())], 2)
            self.set_brush(name, min(max(moved, 0.0), high), high)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a brush on the axis that is nearest."""
        if self.axes:
            self._axis = self._nearest(event.position().x())
            self._pressed = (self.axes[self._axis], self._share(event.position().y()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw the brush out."""
        if self._pressed is not None:
            name, begin = self._pressed
            self.set_brush(name, begin, self._share(event.position().y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the brush; a click alone takes it away."""
        if self._pressed is not None:
            name, begin = self._pressed
            if abs(begin - self._share(event.position().y())) < 0.02:
                self.set_brush(name, 0.0, 1.0)
        self._pressed = None

    def _nearest(self, x: float) -> int:
        return min(range(len(self.axes)), key=lambda i: abs(self._x(i) - x))

    def _x(self, axis: int) -> float:
        room = self.room
        return room.left() + room.width() * axis / max(1, len(self.axes) - 1) * 0.94

    def _share(self, y: float) -> float:
        room = self.room
        return min(1.0, max(0.0, (room.bottom() - y) / room.height()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint grey lines, then those within the brushes, then the axes."""
        known, places = self.places()
        with QPainter(self) as painter:
            if not known:
                painter.setPen(QColor(self.theme.muted))
                words = tr("Cells that are complete are drawn here, a line each.")
                painter.drawText(
                    self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, words
                )
                return
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, len(known) < 300)
            step = max(1, len(known) // _MOST_LINES)
            within = self.chosen()
            order = np.argsort(within, kind="stable")[::step]
            for i in order.tolist():
                share = float(places[i, -1])
                colour = (
                    shade(self.theme, 0.25 + 0.75 * share)
                    if within[i]
                    else QColor(self.theme.border)
                )
                painter.setPen(QPen(colour, 1))
                painter.drawPolyline(self._line(places[i]))
            self._paint_axes(painter)

    def _line(self, shares: np.ndarray) -> QPolygonF:
        room = self.room
        return QPolygonF(
            [
                QPointF(self._x(i), room.bottom() - share * room.height())
                for i, share in enumerate(shares.tolist())
            ]
        )

    def _paint_axes(self, painter: QPainter) -> None:
        room = self.room
        for i, name in enumerate(self.axes):
            x = self._x(i)
            low, high = self.brushes.get(name, (0.0, 1.0))
            painter.setPen(QPen(QColor(self.theme.text), 1))
            painter.drawLine(QPointF(x, room.top()), QPointF(x, room.bottom()))
            painter.setPen(QPen(QColor(self.theme.train), 5 if name in self.brushes else 1))
            ends = [QPointF(x, room.bottom() - share * room.height()) for share in (low, high)]
            painter.drawLine(*ends)
            bold = self.font()
            bold.setBold(i == self._axis and self.hasFocus())
            painter.setFont(bold)
            painter.setPen(QColor(self.theme.text))
            box = QRectF(x - 60, room.bottom() + 2, 120, _EDGE)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name)


def _shares(values: Sequence[Any]) -> list[float]:
    """Where values lie on their axis: by their order if they are words, else evenly."""
    if not values:
        return []
    if any(isinstance(value, str) for value in values):
        order: Mapping[Any, int] = {value: i for i, value in enumerate(sorted(set(values)))}
        numbers = np.array([order[value] for value in values], np.float64)
    else:
        numbers = np.array(values, np.float64)
        if (numbers > 0).all() and numbers.max() >= 50 * numbers.min():
            numbers = np.log(numbers)
    span = float(np.ptp(numbers))
    return ((numbers - numbers.min()) / span if span else np.full(len(values), 0.5)).tolist()
