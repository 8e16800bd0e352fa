"""Lays a digit of the data on the canvas, where Why? and Doctor explain it."""

from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Slot

from mnistgui.ui.background.cooldowns import NONE
from mnistgui.ui.background.latest_wins import LatestWins
from mnistgui.ui.drawing.on_sheet import digit_on_sheet
from mnistgui.ui.drawing.undoable_strokes import Lines
from mnistgui.ui.panel_kit.context import PanelContext

_Traced = tuple[str, Lines]


class DigitSender(QObject):
    """Traces digits in another thread, the newest first, and shows a panel with the strokes."""

    def __init__(self, context: PanelContext, parent: QObject) -> None:
        super().__init__(parent)
        self._drawing, self._requests = context.drawing, context.requests
        self._worker = LatestWins(self, *NONE)
        self._worker.answered.connect(self._lay)

    def send(self, image: NDArray[np.uint8], panel: str) -> None:
        """Lay the strokes of a digit on the canvas, and show a panel."""
        self._worker.submit(partial(_traced, image, panel))

    def shut_down(self) -> None:
        """Wait until the thread has ended."""
        self._worker.shut_down()

    @Slot(object)
    def _lay(self, traced: _Traced) -> None:
        panel, lines = traced
        self._drawing.set_lines(lines)
        self._requests.show_panel(panel)


def _traced(image: NDArray[np.uint8], panel: str) -> _Traced:
    """Any thread: Trace a digit."""
    return panel, digit_on_sheet(image)
