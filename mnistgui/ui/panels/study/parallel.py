"""Parallel coordinates of a study: a line for each setting, with brushes on the axes."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)

from mnistgui.files.tables import Table
from mnistgui.sweeps.analysis import complete_settings
from mnistgui.sweeps.results import SettingResult, StudyResults
from mnistgui.ui.panels.study.picture import EDGE_PIXELS, StudyPicture, shade
from mnistgui.ui.strings import tr

_MOST_LINES = 500  # that are painted: more are a plain surface
_STEP = 0.1  # of an axis, that a key moves the lower end of the brush


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
            box = QRectF(x - 60, room.bottom() + 2, 120, EDGE_PIXELS)
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
