"""Notes what is done on the canvas, so that the window can undo it in its order."""

from PySide6.QtCore import QObject, Slot

from mnistgui.ui.drawing.canvas import Canvas
from mnistgui.ui.drawing.sheet import Edit
from mnistgui.ui.state.undo import Domain, UndoHistory
from mnistgui.ui.strings import tr

_TEXTS = {
    Edit.STROKE: "Draw a stroke",
    Edit.ERASURE: "Erase strokes",
    Edit.CLEARING: "Clear the canvas",
    Edit.REPLACEMENT: "Lay a drawing on the canvas",
}


class StrokeCommands(QObject):
    """Follows the canvas; the canvas itself remembers what it looked like."""

    def __init__(self, canvas: Canvas, history: UndoHistory) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._history = history
        self._noted = canvas.sheet.edits
        canvas.changed.connect(self._note)

    @Slot()
    def _note(self) -> None:
        sheet, canvas = self._canvas.sheet, self._canvas
        while self._noted < sheet.edits:
            self._noted += 1
            text = tr(_TEXTS[sheet.last_edit])
            self._history.push(text, canvas.undo, canvas.redo, Domain.STROKES)
