"""Hands pictures of the window from its thread to the thread that writes a film."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

_LOOK_SECONDS = 0.05  # between two looks whether the film is still wanted


@dataclass(eq=False)
class FrameRequest:
    """A picture of a step that another thread waits for.

    Parameters
    ----------
    film : int
        Which film it is for; a film that was cancelled may still ask.
    step : int
        Of the run, which all panels are to show.
    image : QImage or None
        Set by the window's thread.
    taken : threading.Event
        Set once the picture is there.
    """

    film: int
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

    def frame(self, film: int, step: int, tell: Callable[[], None]) -> QImage:
        """Job thread: Have a picture taken of a step, and wait for it.

        ``tell`` reports how far the film is, and raises where it was cancelled.
        """
        tell()
        request = FrameRequest(film, step)
        self.wanted.emit(request)
        while not request.taken.wait(_LOOK_SECONDS):
            tell()
        if request.image is None:
            raise ValueError(f"no picture was taken of step {step}")
        return request.image
