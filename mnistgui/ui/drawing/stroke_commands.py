"""Notes what is done on the canvas, so that the window can undo it in its order."""

from PySide6.QtCore import QObject, Slot

from mnistgui.ui.drawing.current import CurrentDrawing
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
    """Follows the drawing; its sheet remembers what it looked like."""

    def __init__(self, drawing: CurrentDrawing, history: UndoHistory) -> None:
        super().__init__(drawing)
        self._drawing = drawing
        self._history = history
        self._noted = drawing.sheet.edits
        drawing.changed.connect(self._note)

    @Slot()
    def _note(self) -> None:
        sheet, drawing = self._drawing.sheet, self._drawing
        while self._noted < sheet.edits:
            self._noted += 1
            text = tr(_TEXTS[sheet.last_edit])
            self._history.push(text, drawing.undo, drawing.redo, Domain.STROKES)
