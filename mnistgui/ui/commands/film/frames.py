"""Hands pictures of the window from its thread to the thread that writes a film."""

import threading
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from mnistgui.ui.background.job import Report

_LOOK_SECONDS = 0.05  # between two looks whether the film is still wanted


@dataclass(eq=False)
class FrameRequest:
    """A picture of a step that another thread waits for.

    Parameters
    ----------
    step : int
        Of the run, which all panels are to show.
    image : QImage or None
        Set by the window's thread.
    taken : threading.Event
        Set once the picture is there.
    """

    step: int
    image: QImage | None = None
    taken: threading.Event = field(default_factory=threading.Event)


class FrameSource(QObject):
    """Asks the window's thread for pictures.

    Parameters
    ----------
    parent : QObject
        The Qt parent.
    """

    wanted = Signal(object)  # FrameRequest

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.setObjectName("film_frames")

    def frame(self, step: int, done: int, total: int, report: Report) -> QImage:
        """Job thread: Have a picture taken of a step, and wait for it."""
        request = FrameRequest(step)
        self.wanted.emit(request)
        while not request.taken.wait(_LOOK_SECONDS):
            report(done, total)  # raises where the film was cancelled
        report(done, total)
        if request.image is None:
            raise ValueError(f"no picture was taken of step {step}")
        return request.image
