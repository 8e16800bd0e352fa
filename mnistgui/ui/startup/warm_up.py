"""Loads pyqtgraph and makes the plots after the window is shown, in pieces too short to notice.

Its import takes a fifth of a second, most of it for making each class and enumeration of Qt that
Python has not asked for yet. It must happen in the window's own thread, as it makes objects of
Qt; so the names are asked for a few at a time, between the events that the window waits for. Then
each plot is made in a turn of its own: at the first Start they would all be made in one.
"""

import importlib
import time
from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer, Slot

from mnistgui.ui.widgets.lazy_widget import LazyWidget

# What pyqtgraph loads of others, the slowest of it.
_OTHERS = (
    "PySide6.QtOpenGLWidgets",
    "PySide6.QtTest",
    "cProfile",
    "importlib.resources",
    "multiprocessing.connection",
    "pydoc",
    "xml.etree.ElementTree",
)
_MODULES = ("QtCore", "QtGui", "QtWidgets", "QtOpenGL")
_BITE_SECONDS = 0.008
_BETWEEN_MS = 4


class WarmUp(QObject):
    """Loads one module or makes one plot in each turn, then stops."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._bites = _bites(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(_BETWEEN_MS)
        self._timer.timeout.connect(self._go_on)
        self._timer.start()

    @Slot()
    def _go_on(self) -> None:
        end = time.perf_counter() + _BITE_SECONDS
        for _ in self._bites:
            if time.perf_counter() > end:
                return
        self._timer.stop()


def _bites(window: QObject) -> Iterator[None]:
    for name in _MODULES:
        module = importlib.import_module(f"PySide6.{name}")
        yield
        for attribute in dir(module):
            getattr(module, attribute)
            yield
    for name in (*_OTHERS, "pyqtgraph"):
        importlib.import_module(name)
        yield
    for place in window.findChildren(LazyWidget):
        place.get()
        yield
