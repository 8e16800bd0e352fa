"""Records changes of the drawing as commands, so that the window can undo them in order."""

from PySide6.QtCore import QObject, Slot

from mnistgui.ui.drawing.current import CurrentDrawing
from mnistgui.ui.drawing.undoable_strokes import Edit
from mnistgui.ui.state.undo import Domain, UndoHistory
from mnistgui.ui.strings import tr

_TEXTS = {
    Edit.STROKE: "Draw a stroke",
    Edit.ERASURE: "Erase strokes",
    Edit.CLEARING: "Clear the canvas",
    Edit.REPLACEMENT: "Lay a drawing on the canvas",
}


class StrokeCommands(QObject):
    """Pushes a command for each change; the drawing itself holds its earlier states."""

    def __init__(self, drawing: CurrentDrawing, history: UndoHistory) -> None:
        super().__init__(drawing)
        self._drawing = drawing
        self._history = history
        self._recorded = drawing.finished_strokes.edits
        drawing.changed.connect(self._record_new)

    @Slot()
    def _record_new(self) -> None:
        strokes, drawing = self._drawing.finished_strokes, self._drawing
        while self._recorded < strokes.edits:
            self._recorded += 1
            text = tr(_TEXTS[strokes.last_edit])
            self._history.push(text, drawing.undo, drawing.redo, Domain.STROKES)
