"""The drawing that all panels share: its strokes, its stages, and its newest reading."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from mnistgui.ink.normalize import Stages
from mnistgui.ink.strokes import Strokes
from mnistgui.ui.drawing.look import Look
from mnistgui.ui.drawing.pen_input import PenInput
from mnistgui.ui.drawing.undoable_strokes import Lines, UndoableStrokes

PEN_WIDTH_SHARE = 0.07  # of the side; close to the ink of MNIST digits


class CurrentDrawing(QObject):
    """Owns the drawing, which the canvas shows and the pen changes."""

    changed = Signal()  # while the pen moves, and after undo, redo, clear and erasing
    stages_changed = Signal()  # other stages lead from the strokes to pixels
    looked = Signal(object)  # Look behind the bars that are shown; None without a reading
    class_chosen = Signal(int)  # index of the class that the person chose among the bars
    focus_requested = Signal()  # the keyboard is to go to the canvas
    key_added = Signal(str, object)  # a key, and what it does while the canvas has the keyboard

    def __init__(self) -> None:
        super().__init__()
        self.finished_strokes = UndoableStrokes()
        self.pen = PenInput(self.finished_strokes)
        self.keys: list[tuple[str, Callable[[], object]]] = []
        self._pen_width = PEN_WIDTH_SHARE
        self._stages = Stages()
        self._look: Look | None = None

    @property
    def strokes(self) -> Strokes:
        """All strokes, in fractions of the canvas' side; one that is being drawn is the last."""
        return Strokes(self.pen.lines, self._pen_width)

    @property
    def pen_width(self) -> float:
        """The width of the pen, as a fraction of the canvas' side."""
        return self._pen_width

    @property
    def stages(self) -> Stages:
        """The stages that lead from the strokes to pixels."""
        return self._stages

    @property
    def look(self) -> Look | None:
        """The newest reading, with the drawing and the network; None while there is none."""
        return self._look

    def set_pen_width(self, width: float) -> None:
        """Set the width of all strokes, as a fraction of the canvas' side."""
        self._pen_width = width
        self.changed.emit()

    def set_stages(self, stages: Stages) -> None:
        """Set the stages that lead from the strokes to pixels."""
        if stages != self._stages:
            self._stages = stages
            self.stages_changed.emit()

    def set_look(self, look: Look | None) -> None:
        """Set the newest reading, and emit it for the panels that explain it."""
        self._look = look
        self.looked.emit(look)

    def set_lines(self, lines: Lines) -> None:
        """Replace the drawing; this can be undone."""
        self.finished_strokes.replace(lines)
        self.changed.emit()

    def restore(self, strokes: Strokes) -> None:
        """Begin with the drawing of an earlier visit; there is nothing to undo yet."""
        self.finished_strokes.begin_with(strokes.lines)
        self._pen_width = strokes.pen_width or self._pen_width
        self.changed.emit()

    def add_key(self, key: str, act: Callable[[], object]) -> None:
        """Call a function when a key is pressed while the canvas has the focus."""
        self.keys.append((key, act))
        self.key_added.emit(key, act)

    def request_focus(self) -> None:
        """Request the focus for the canvas."""
        self.focus_requested.emit()

    @Slot()
    def undo(self) -> None:
        """Undo the last change."""
        self.finished_strokes.undo()
        self.changed.emit()

    @Slot()
    def redo(self) -> None:
        """Redo the change that was undone last."""
        self.finished_strokes.redo()
        self.changed.emit()

    @Slot()
    def clear(self) -> None:
        """Remove all strokes; this can be undone."""
        self.finished_strokes.clear()
        self.changed.emit()
