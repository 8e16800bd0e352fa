"""The cloud of digits: painted, hovered, caught with a lasso, and its axes dragged."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from mnistgui.inspection.lasso import inside
from mnistgui.inspection.linear_views import Floats
from mnistgui.ui.panels.map.overlay import paint_axes, paint_classes, paint_trail
from mnistgui.ui.panels.map.scene import CloudScene
from mnistgui.ui.widgets.dots import dots_image
from mnistgui.ui.widgets.theme import LIGHT, Theme

_REACH_PIXELS = 9.0  # of the mouse, to a dot or the end of an axis
_NEAREST = 40  # digits around the cursor that Enter catches
_STEP_PIXELS = 12.0
_AXIS_STEP = 0.04
_HANDLE = 1.18  # the name of an axis lies beyond its end, where digits are
_LASSO_CORNERS = 3
_SIDE_SHARE = 0.94  # of half the shorter side, for what lies one radius from the middle
_KEYS = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, -1.0),
    Qt.Key.Key_Down: (0.0, 1.0),
}


class Cloud(QWidget):
    """Shows a scene at given places.

    Places are in the unit of the view: the origin lies in the middle, and what lies one ``radius``
    away from it reaches the shorter side.
    """

    hovered = Signal(int)  # which of the points; -1 for none
    caught = Signal(object)  # which of the points, an array
    axis_moved = Signal(int, object)  # an axis, and where its end is to be, an array
    played = Signal()  # the space bar

    def __init__(self) -> None:
        super().__init__()
        self._theme = LIGHT
        self._scene: CloudScene | None = None
        self._places: Floats = np.zeros((0, 2))
        self._radius = 1.0
        self._axes: Floats | None = None
        self._trail: list[Floats] = []
        self._colouring = "true"
        self._hint = ""
        self._lasso: list[QPointF] = []
        self._dragged = -1
        self._chosen_axis = -1
        self._cursor: QPointF | None = None
        self._hovered = -1
        self._colours: NDArray[np.uint32] | None = None
        self._order: NDArray[np.intp] | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def places(self) -> Floats:
        """Where the digits are, in the unit of the view."""
        return self._places

    @property
    def trail(self) -> list[Floats]:
        """Where the drawing is and was, the newest place last."""
        return self._trail

    @property
    def hint(self) -> str:
        """What stands there while there is nothing to be seen."""
        return self._hint

    def sizeHint(self) -> QSize:
        """Return a size in which classes can be told apart."""
        return QSize(420, 320)

    def minimumSizeHint(self) -> QSize:
        """Return the least size."""
        return QSize(160, 120)

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._theme, self._colours = theme, None
        self.update()

    def set_colouring(self, colouring: str) -> None:
        """Colour by what is true, what is read, or whether that is right."""
        self._colouring, self._colours = colouring, None
        self.update()

    def show_nothing(self, hint: str) -> None:
        """Show why there is nothing to be seen."""
        self._scene, self._hint = None, hint
        self._places, self._axes, self._trail = np.zeros((0, 2)), None, []
        self._hover(-1)
        self.update()

    def show_scene(self, scene: CloudScene) -> None:
        """Show other digits, or other readings of them."""
        if scene is not self._scene:
            self._scene, self._colours, self._order = scene, None, None

    def show_places(self, places: Floats, radius: float, axes: Floats | None) -> None:
        """Show the digits at these places; the ends of axes where there are some to drag."""
        self._places, self._radius, self._axes = places, radius, axes
        if axes is None:
            self._chosen_axis = -1
        self.update()

    def show_trail(self, trail: list[Floats]) -> None:
        """Show where the drawing is and was, the newest place last."""
        self._trail = trail
        self.update()

    def to_pixels(self, places: Floats) -> Floats:
        """Return places of the view as pixels of the widget."""
        scale = _SIDE_SHARE * min(self.width(), self.height()) / 2 / self._radius
        pixels: Floats = places * (scale, -scale) + (self.width() / 2, self.height() / 2)
        return pixels

    def from_pixels(self, point: QPointF) -> Floats:
        """Return a pixel as a place of the view."""
        scale = _SIDE_SHARE * min(self.width(), self.height()) / 2 / self._radius
        x, y = point.x() - self.width() / 2, self.height() / 2 - point.y()
        return np.array([x, y]) / scale

    def axis_handles(self) -> Floats:
        """Return where the names of the axes are, by which they are dragged, in pixels."""
        axes = np.zeros((0, 2)) if self._axes is None else self._axes
        return self.to_pixels(_HANDLE * axes)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint dots, axes, names of classes, the drawing, the lasso and the cursor."""
        with QPainter(self) as painter:
            if self._scene is None:
                painter.setPen(QColor(self._theme.muted))
                wrap = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
                painter.drawText(self.rect().adjusted(16, 8, -16, -8), wrap, self._hint)
            else:
                self._paint_dots(painter, self._scene)
                self._paint_upon(painter, self._scene)
            if self.hasFocus():
                painter.setPen(QColor(self._theme.accent))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _paint_dots(self, painter: QPainter, scene: CloudScene) -> None:
        if self._colours is None or self._order is None:
            self._order = scene.order()
            self._colours = scene.colours(self._colouring, self._theme)[self._order]
        ratio = painter.device().devicePixelRatio()
        pixels = self.to_pixels(self._places)[self._order] * ratio
        radius = max(round(ratio), 1)
        size = self.size() * ratio
        image = dots_image(pixels, self._colours, size, self._theme.surface, radius)
        image.setDevicePixelRatio(ratio)
        painter.drawImage(0, 0, image)

    def _paint_upon(self, painter: QPainter, scene: CloudScene) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._axes is not None:
            ends, middle = self.axis_handles(), self.to_pixels(np.zeros((1, 2)))[0]
            if np.isfinite(ends).all() and np.isfinite(middle).all():  # else there is no place
                paint_axes(painter, ends, middle, scene.class_names, self._chosen_axis, self._theme)
        elif self._colouring != "right":
            paint_classes(painter, scene.class_names, self._theme)
        trail = self.to_pixels(np.array(self._trail).reshape(-1, 2))
        trail = trail[np.isfinite(trail).all(axis=1)]
        if len(trail):
            paint_trail(painter, trail, self._theme)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self._theme.accent), 1.5))
        if self._lasso:
            painter.drawPolyline(QPolygonF(self._lasso))
        if 0 <= self._hovered < len(self._places):
            x, y = np.nan_to_num(self.to_pixels(self._places[[self._hovered]])[0])
            painter.drawEllipse(QPointF(x, y), 6, 6)
        if self._cursor is not None and self.hasFocus():
            painter.drawLine(self._cursor - QPointF(8, 0), self._cursor + QPointF(8, 0))
            painter.drawLine(self._cursor - QPointF(0, 8), self._cursor + QPointF(0, 8))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to drag an axis, or a lasso."""
        if event.button() is not Qt.MouseButton.LeftButton or self._scene is None:
            return
        self._dragged = self._axis_at(event.position())
        self._chosen_axis = self._dragged
        self._lasso = [] if self._dragged >= 0 else [event.position()]
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag, or find the digit under the mouse."""
        if self._dragged >= 0:
            self.axis_moved.emit(self._dragged, self.from_pixels(event.position()) / _HANDLE)
        elif self._lasso:
            self._lasso.append(event.position())
            self.update()
        else:
            self._hover(self._nearest(event.position()))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """End a lasso, and emit what it has caught."""
        corners, self._lasso, self._dragged = self._lasso, [], -1
        self.update()
        if len(corners) > _LASSO_CORNERS:
            line = np.array([(corner.x(), corner.y()) for corner in corners])
            self._emit_caught(np.flatnonzero(inside(self.to_pixels(self._places), line)))
        elif corners and self._hovered >= 0:
            self._emit_caught(np.array([self._hovered]))

    def leaveEvent(self, event: QEvent) -> None:
        """Hover over nothing."""
        super().leaveEvent(event)
        self._hover(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move a cursor or an axis by arrow keys; Enter catches what is near, space plays."""
        key, text = Qt.Key(event.key()), event.text()
        if key in _KEYS and self._scene is not None:
            self._move(*_KEYS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._cursor is not None:
            self._emit_caught(self._around(self._cursor))
        elif key == Qt.Key.Key_Space:
            self.played.emit()
        elif key == Qt.Key.Key_Escape and self._chosen_axis >= 0:
            self._chosen_axis = -1
            self.update()
        elif self._axes is not None and text.isdigit() and int(text) < len(self._axes):
            self._chosen_axis = int(text)
            self.update()
        else:
            super().keyPressEvent(event)

    def _move(self, right: float, down: float) -> None:
        if self._axes is not None and self._chosen_axis >= 0:
            place = self._axes[self._chosen_axis] + (_AXIS_STEP * right, -_AXIS_STEP * down)
            self.axis_moved.emit(self._chosen_axis, place)
            return
        middle = QPointF(self.width() / 2, self.height() / 2)
        moved = (self._cursor or middle) + QPointF(right, down) * _STEP_PIXELS
        x = min(max(moved.x(), 0.0), float(self.width()))
        y = min(max(moved.y(), 0.0), float(self.height()))
        self._cursor = QPointF(x, y)
        near = self._around(self._cursor)
        self._hover(int(near[0]) if len(near) else -1)
        self.update()

    def _around(self, point: QPointF) -> NDArray[np.intp]:
        """The points nearest to a pixel, the nearest first."""
        distances = np.hypot(*(self.to_pixels(self._places) - (point.x(), point.y())).T)
        near = np.argsort(distances, kind="stable")[:_NEAREST]
        return np.asarray(near[np.isfinite(distances[near])], np.intp)

    def _nearest(self, point: QPointF) -> int:
        if not len(self._places):
            return -1
        distances = np.hypot(*(self.to_pixels(self._places) - (point.x(), point.y())).T)
        nearest = int(np.nan_to_num(distances, nan=np.inf).argmin())
        return nearest if distances[nearest] <= _REACH_PIXELS else -1

    def _axis_at(self, point: QPointF) -> int:
        if self._axes is None:
            return -1
        distances = np.hypot(*(self.axis_handles() - (point.x(), point.y())).T)
        nearest = int(distances.argmin())
        return nearest if distances[nearest] <= _REACH_PIXELS else -1

    def _hover(self, point: int) -> None:
        if point != self._hovered:
            self._hovered = point
            self.hovered.emit(point)
            self.update()

    def _emit_caught(self, points: NDArray[np.intp]) -> None:
        if len(points):
            self.caught.emit(points)
