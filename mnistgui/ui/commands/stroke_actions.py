"""Lays drawings of a stroke file, or the ink of a picture, on the canvas."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QObject, Slot
from PySide6.QtGui import QGuiApplication

from mnistgui.ink.jsonl import Drawing
from mnistgui.ink.strokes import Strokes
from mnistgui.notation import thousands
from mnistgui.ui.background.job import Report
from mnistgui.ui.background.job_runner import JobRunner
from mnistgui.ui.drawing.current import CurrentDrawing
from mnistgui.ui.drawing.on_sheet import on_sheet
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.banner import Banner
from mnistgui.ui.widgets.messages import Topic


class StrokeActions(QObject):
    """Shows recorded drawings and the ink of pictures as if they were being drawn here."""

    def __init__(
        self, drawing: CurrentDrawing, jobs: JobRunner, banner: Banner, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._drawing = drawing
        self._jobs = jobs
        self._banner = banner

    def show(self, drawings: list[Drawing], path: Path) -> None:
        """Lay the first drawing of a file on the canvas, and offer the next.

        Parameters
        ----------
        drawings : list of Drawing
            At least one.
        path : Path
            Where they were read.
        """
        self._show(drawings, 0, path.name)

    def show_picture(self, strokes: Strokes, path: Path) -> None:
        """Lay the ink of a picture on the canvas.

        Parameters
        ----------
        strokes : Strokes
            Not empty.
        path : Path
            Where it was read.
        """
        self._lay(strokes, path.name)

    @Slot()
    def paste_picture(self) -> None:
        """Lay the ink of the picture in the clipboard on the canvas."""
        picture = QGuiApplication.clipboard().pixmap()
        if picture.isNull():
            words = tr("The clipboard holds no picture; copy one, or drop a file on the window.")
            self._banner.show_fault(words, topic=Topic.OPENING)
            return
        packed = QBuffer()
        packed.open(QIODevice.OpenModeFlag.WriteOnly)
        picture.save(packed, "PNG")
        work = partial(_of_clipboard, bytes(packed.data().data()))
        name = tr("The picture of the clipboard")
        self._jobs.start(tr("Looking into the picture"), work, partial(self._lay, name=name))

    def _lay(self, strokes: Strokes, name: str) -> None:
        self._drawing.set_lines(on_sheet(strokes.lines))
        words = tr("{0} lies on the canvas as strokes; Undo takes it away.")
        self._banner.show_notice(words.format(name))

    def _show(self, drawings: list[Drawing], place: int, name: str) -> None:
        drawing = drawings[place]
        self._drawing.set_lines(on_sheet(drawing.strokes.lines))
        words = tr("{0}: drawing {1} of {2}").format(name, place + 1, thousands(len(drawings)))
        if drawing.label is not None:
            words += tr(", a {0}").format(drawing.label)
        following = (place + 1) % len(drawings)
        self._banner.show_notice(
            words, (tr("Next"), partial(self._show, drawings, following, name))
        )


def _of_clipboard(data: bytes, _report: Report) -> Strokes:
    """Any thread: Trace the ink of a PNG."""
    from mnistgui.data.readers.decoding import (  # noqa: PLC0415 - slow to load
        PHOTOGRAPH,
        grey_of_bytes,
    )
    from mnistgui.files.picture_strokes import strokes_of_picture  # noqa: PLC0415 - slow to load

    name = tr("The picture of the clipboard")
    return strokes_of_picture(grey_of_bytes(data, name, PHOTOGRAPH), name)
