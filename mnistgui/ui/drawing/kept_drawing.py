"""Stores what lies on the canvas, so that the next visit begins with it, even after a crash."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from mnistgui.errors import UserError
from mnistgui.ink.jsonl import Drawing, read_drawings, write_drawings
from mnistgui.ink.strokes import Strokes
from mnistgui.ui.background import cooldowns
from mnistgui.ui.background.latest_wins import LatestWins
from mnistgui.ui.drawing.current import CurrentDrawing
from mnistgui.ui.drawing.undoable_strokes import Lines

_DELAY_MS = 700  # after the last change, so that nothing is written while the pen moves


class KeptDrawing(QObject):
    """Writes the drawing to a file soon after each change, and restores it.

    Parameters
    ----------
    drawing : CurrentDrawing
    path : pathlib.Path
        A stroke file of one drawing; there is none while the canvas is empty.
    parent : QObject
        The Qt parent.
    """

    failed = Signal(str)  # a sentence: the drawing cannot be written or read

    def __init__(self, drawing: CurrentDrawing, path: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._drawing = drawing
        self._path = path
        self._worker = LatestWins(self, *cooldowns.NONE)
        self._worker.answered.connect(self._on_written)
        self._timer = QTimer(self, singleShot=True, interval=_DELAY_MS)
        self._timer.timeout.connect(self._write_soon)
        self._submitted = self._now()
        self._changed = False  # since the last visit
        drawing.changed.connect(self._on_changed)

    def restore(self) -> None:
        """Lay the drawing of the last visit on the canvas, if there is one."""
        try:
            drawings = read_drawings(self._path) if self._path.exists() else []
        except (UserError, OSError) as error:
            self.failed.emit(str(error))
            return
        if drawings:
            strokes = drawings[-1].strokes
            self._drawing.restore(strokes)
            self._submitted = self._now()

    def shut_down(self) -> None:
        """Write what has not been written, and wait until the thread has ended."""
        self._timer.stop()
        self._worker.shut_down()
        if self._changed:  # LatestWins has dropped what waited
            self._on_written(_write(self._path, self._drawing.strokes))

    def _now(self) -> tuple[Lines, float]:
        return self._drawing.finished_strokes.lines, self._drawing.pen_width

    @Slot()
    def _on_changed(self) -> None:
        lines, width = self._now()
        if lines is not self._submitted[0] or width != self._submitted[1]:
            self._changed = True
            self._timer.start()

    @Slot()
    def _write_soon(self) -> None:
        if self._drawing.pen.writing:
            self._timer.start()
            return
        self._submitted = self._now()
        self._worker.submit(partial(_write, self._path, self._drawing.strokes))

    @Slot(object)
    def _on_written(self, fault: str) -> None:
        if fault:
            self.failed.emit(fault)


def _write(path: Path, strokes: Strokes) -> str:
    """Any thread: Write a drawing, or remove the file of one that was cleared."""
    try:
        if strokes.empty:
            path.unlink(missing_ok=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_drawings(path, [Drawing(strokes)])
    except (UserError, OSError) as error:
        return str(error)
    return ""
