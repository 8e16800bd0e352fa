"""The canvas for mouse, finger, tablet pen or keyboard; strokes are kept as points."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPointingDevice,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QWidget

from mnistgui.files.tables import Table
from mnistgui.ink.strokes import Strokes
from mnistgui.ui.drawing import paper
from mnistgui.ui.drawing.current import CurrentDrawing
from mnistgui.ui.drawing.pen_input import Point
from mnistgui.ui.drawing.touches import Touches
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import add_shortcut
from mnistgui.ui.widgets.figures.menu import add_figure
from mnistgui.ui.widgets.theme import LIGHT, Theme

_ANY_BUTTON = Qt.MouseButton.AllButtons
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class Canvas(QWidget):
    """A square widget that shows the drawing and passes on what the pen does."""

    def __init__(self, drawing: CurrentDrawing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.drawing = drawing
        self._theme = LIGHT
        self._marks: tuple[paper.Mark, ...] = ()
        self._hint = tr("Draw a digit here")
        self._touches = Touches(drawing.pen, self._fraction)
        self.setObjectName("canvas")
        self.setAccessibleName(tr("Drawing canvas"))
        self.setAccessibleDescription(
            tr("Draw with mouse, finger or pen; or move with the arrow keys, space sets the pen.")
        )
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        drawing.changed.connect(self.update)
        drawing.focus_requested.connect(self.setFocus)
        drawing.key_added.connect(self._add_key)
        for key, act in drawing.keys:
            self._add_key(key, act)
        add_figure(self, "drawing", self._table, title=str, by_mouse=False)  # that button erases

    def place(self, x: float, y: float) -> QPoint:
        """Return where a point, given in fractions of the side, is on the widget."""
        box = self._box()
        return QPointF(box.left() + x * box.width(), box.top() + y * box.height()).toPoint()

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._theme = theme
        self.update()

    def set_hint(self, hint: str) -> None:
        """Set what stands on the canvas while it is empty."""
        if hint != self._hint:
            self._hint = hint
            self.update()

    def set_digits(self, digits: Sequence[Strokes], place: int) -> None:
        """Mark the digits of a number below their ink, one of them as the one that is read."""
        marks = tuple(paper.Mark.below(digit, read=at == place) for at, digit in enumerate(digits))
        if marks != self._marks:
            self._marks = marks
            self.update()

    def sizeHint(self) -> QSize:
        """Return a size that can be seen from the back of a class."""
        return QSize(330, 330)

    def minimumSizeHint(self) -> QSize:
        """Return a size that fits into a narrow dock."""
        return QSize(140, 140)

    def event(self, event: QEvent) -> bool:
        """Handle touch events, for which Qt has no method of their own."""
        if isinstance(event, QTouchEvent):
            return self._touch(event)
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a stroke; the right button erases."""
        point = self._fraction(event.position())
        if event.button() == Qt.MouseButton.LeftButton:
            self._emit_changes(changed=self.drawing.pen.down(point, self.drawing.pen_width))
        elif event.button() == Qt.MouseButton.RightButton:
            self._emit_changes(changed=self.drawing.pen.erase(point, self.drawing.pen_width))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Continue the stroke, or erase."""
        point = self._fraction(event.position())
        if event.buttons() & Qt.MouseButton.RightButton:
            self._emit_changes(changed=self.drawing.pen.erase(point, self.drawing.pen_width))
        elif event.buttons() & Qt.MouseButton.LeftButton:
            self._emit_changes(changed=self.drawing.pen.move(point, self.drawing.pen_width))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Finish the stroke."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._emit_changes(changed=self.drawing.pen.up())

    def tabletEvent(self, event: QTabletEvent) -> None:
        """Draw with the pen of a tablet; its pressure is ignored, as MNIST's ink has one width.

        Turned round, or with its button held, it erases.
        """
        event.accept()
        point = self._fraction(event.position())
        if _erases(event):
            self._emit_changes(changed=self.drawing.pen.erase(point, self.drawing.pen_width))
        elif event.type() == QEvent.Type.TabletPress:
            self._emit_changes(changed=self.drawing.pen.down(point, self.drawing.pen_width))
        elif event.type() == QEvent.Type.TabletMove and event.buttons():
            self._emit_changes(changed=self.drawing.pen.move(point, self.drawing.pen_width))
        elif event.type() == QEvent.Type.TabletRelease:
            self._emit_changes(changed=self.drawing.pen.up())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Draw with the arrow keys; space sets the pen down and lifts it."""
        key = Qt.Key(event.key())
        if key in _ARROWS:
            self._emit_changes(changed=self.drawing.pen.step(*_ARROWS[key]))
        elif key == Qt.Key.Key_Space:
            self._emit_changes(changed=self.drawing.pen.toggle())
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint paper, hint, ink and cursor."""
        view = paper.PaperView(
            lines=self.drawing.pen.lines,
            pen_width=self.drawing.pen_width,
            hint=self._hint,
            cursor=self.drawing.pen.cursor if self.hasFocus() else None,
            focused=self.hasFocus(),
            marks=self._marks,
        )
        with QPainter(self) as painter:
            paper.paint(painter, self._box(), view, self._theme)

    def _table(self) -> Table:
        lines = enumerate(self.drawing.pen.lines, start=1)
        points = ((number, *point) for number, line in lines for point in line.tolist())
        side = tr("{0} (in sides of the canvas)")
        return Table.from_rows((tr("stroke"), side.format("x"), side.format("y")), points)

    @Slot(str, object)
    def _add_key(self, key: str, act: Callable[[], object]) -> None:
        add_shortcut(key, self, act)

    def _box(self) -> QRectF:
        side = min(self.width(), self.height()) - 2
        return QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)

    def _fraction(self, position: QPointF) -> Point:
        box = self._box()
        side = max(box.width(), 1.0)
        x, y = (position.x() - box.left()) / side, (position.y() - box.top()) / side
        return min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0)

    def _touch(self, event: QTouchEvent) -> bool:
        event.accept()
        self._emit_changes(changed=self._touches.follow(event, self.drawing.pen_width))
        return True

    def _emit_changes(self, *, changed: bool) -> None:
        self.update()
        if changed:
            self.drawing.changed.emit()


def _erases(event: QTabletEvent) -> bool:
    turned = event.pointerType() == QPointingDevice.PointerType.Eraser
    return bool(event.buttons() & (_ANY_BUTTON if turned else Qt.MouseButton.RightButton))
