"""The drawing on the canvas, as all panels share it."""

from PySide6.QtCore import QObject, Signal

from mnistgui.ui.drawing.canvas import Canvas
from mnistgui.ui.drawing.stroke_commands import StrokeCommands
from mnistgui.ui.state.undo import UndoHistory


class CurrentDrawing(QObject):
    """What is drawn, how it was read last, and for which class it is to be explained."""

    looked = Signal(object)  # Look behind the bars that are shown; None without a reading
    class_chosen = Signal(int)  # index of the class that the person chose among the bars

    def __init__(self, history: UndoHistory) -> None:
        super().__init__()
        self.canvas = Canvas()
        StrokeCommands(self.canvas, history)
