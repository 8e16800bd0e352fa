"""The tools of the canvas: pen or eraser, undo, redo, clear and the width of the pen."""

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QSlider, QWidget

from mnistgui.ui.drawing.canvas import Canvas
from mnistgui.ui.drawing.current import PEN_WIDTH_SHARE
from mnistgui.ui.state.undo import Domain, UndoHistory
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import IconButton, add_shortcut, label
from mnistgui.ui.widgets.theme import Theme

_PER_CENT = 100
_LEAST_SLIDER_PIXELS = 34


class DrawingTools(QWidget):
    """Buttons that act on one canvas."""

    def __init__(self, canvas: Canvas, history: UndoHistory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._history = history
        self._canvas = canvas
        self._eraser = IconButton(
            "eraser", "eraser", tr("Eraser: takes away the strokes it touches (E)")
        )
        self._undo = IconButton("undo", "undo", tr("Undo the last change of the drawing"))
        self._redo = IconButton("redo", "redo", tr("Redo the last change of the drawing"))
        self._clear = IconButton("clear", "clear", tr("Clear the canvas (Delete)"))
        self._width = QSlider(Qt.Orientation.Horizontal)
        self._lay_out()
        self._connect()
        self._refresh()

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        for button in (self._eraser, self._undo, self._redo, self._clear):
            button.set_theme(theme)

    def _lay_out(self) -> None:
        self._eraser.setCheckable(True)
        self._width.setObjectName("pen_width")
        self._width.setAccessibleName(tr("Width of the pen"))
        self._width.setToolTip(tr("Width of the pen, from 2 to 15 % of the canvas"))
        self._width.setRange(2, 15)
        self._width.setMinimumWidth(_LEAST_SLIDER_PIXELS)
        self._width.setValue(round(PEN_WIDTH_SHARE * _PER_CENT))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for button in (self._undo, self._redo, self._eraser, self._clear):
            layout.addWidget(button)
        layout.addSpacing(8)
        layout.addWidget(label(tr("Pen"), "muted"))
        layout.addWidget(self._width, 1)

    def _connect(self) -> None:
        canvas, drawing = self._canvas, self._canvas.drawing
        self._undo.clicked.connect(partial(self._history.undo_in, Domain.STROKES))
        self._redo.clicked.connect(partial(self._history.redo_in, Domain.STROKES))
        self._clear.clicked.connect(drawing.clear)
        self._eraser.toggled.connect(self._erase)
        self._width.valueChanged.connect(self._set_width)
        drawing.changed.connect(self._refresh)
        self._history.changed.connect(self._refresh)
        add_shortcut("Delete", canvas, drawing.clear)
        add_shortcut("E", canvas, self._eraser.toggle)

    @Slot(bool)
    def _erase(self, on: bool) -> None:
        self._canvas.drawing.pen.erasing = on

    @Slot(int)
    def _set_width(self, per_cent: int) -> None:
        self._canvas.drawing.set_pen_width(per_cent / _PER_CENT)

    @Slot()
    def _refresh(self) -> None:
        self._undo.setEnabled(self._history.can_undo(Domain.STROKES))
        self._redo.setEnabled(self._history.can_redo(Domain.STROKES))
        self._width.setValue(round(self._canvas.drawing.pen_width * _PER_CENT))
        self._clear.setEnabled(bool(self._canvas.drawing.finished_strokes.lines))
