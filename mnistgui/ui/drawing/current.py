"""The drawing that all panels share: its strokes, its stages, and how it was read last."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from mnistgui.ink.normalize import Stages
from mnistgui.ink.strokes import Strokes
from mnistgui.ui.drawing.hand import Hand
from mnistgui.ui.drawing.look import Look
from mnistgui.ui.drawing.sheet import Lines, Sheet

PEN_WIDTH = 0.07  # of the side; close to the ink of MNIST digits


class CurrentDrawing(QObject):
    """What is drawn; the canvas shows it, and the hand that draws on the canvas changes it."""

    changed = Signal()  # while the pen moves, and after undo, redo, clear and erasing
    stages_changed = Signal()  # other stages lead from the strokes to pixels
    looked = Signal(object)  # Look behind the bars that are shown; None without a reading
    class_chosen = Signal(int)  # index of the class that the person chose among the bars
    focus_wanted = Signal()  # the keyboard is to go to the canvas
    key_added = Signal(str, object)  # a key, and what it does while the canvas has the keyboard

    def __init__(self) -> None:
        super().__init__()
        self.sheet = Sheet()
        self.hand = Hand(self.sheet)
        self.keys: list[tuple[str, Callable[[], object]]] = []
        self._pen_width = PEN_WIDTH
        self._stages = Stages()
        self._look: Look | None = None

    @property
    def strokes(self) -> Strokes:
        """What is on the sheet, the stroke being drawn included; unit: the side of the sheet."""
        return Strokes(self.hand.lines, self._pen_width)

    @property
    def pen_width(self) -> float:
        """A fraction of the side."""
        return self._pen_width

    @property
    def stages(self) -> Stages:
        """The stages that lead from the strokes to pixels."""
        return self._stages

    @property
    def look(self) -> Look | None:
        """The drawing as it was read last; None without a reading."""
        return self._look

    def set_pen_width(self, width: float) -> None:
        """Draw everything with a pen of this width, a fraction of the side."""
        self._pen_width = width
        self.changed.emit()

    def set_stages(self, stages: Stages) -> None:
        """Lead from strokes to pixels by other stages."""
        if stages != self._stages:
            self._stages = stages
            self.stages_changed.emit()

    def set_look(self, look: Look | None) -> None:
        """Keep how the drawing was read, and tell whoever explains it."""
        self._look = look
        self.looked.emit(look)

    def set_lines(self, lines: Lines) -> None:
        """Put another drawing on the sheet; can be undone."""
        self.sheet.replace(lines)
        self.changed.emit()

    def add_key(self, key: str, act: Callable[[], object]) -> None:
        """Have a key do something while the canvas has the keyboard."""
        self.keys.append((key, act))
        self.key_added.emit(key, act)

    def ask_focus(self) -> None:
        """Ask for the keyboard to go to the canvas."""
        self.focus_wanted.emit()

    @Slot()
    def undo(self) -> None:
        """Take the last change back."""
        self.sheet.undo()
        self.changed.emit()

    @Slot()
    def redo(self) -> None:
        """Do again what was undone."""
        self.sheet.redo()
        self.changed.emit()

    @Slot()
    def clear(self) -> None:
        """An empty sheet."""
        self.sheet.clear()
        self.changed.emit()
