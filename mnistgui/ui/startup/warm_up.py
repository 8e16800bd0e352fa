"""Loads pyqtgraph and makes the plots after the window is shown, in pieces too short to notice.

Importing pyqtgraph takes a fifth of a second, most of it for creating each class and enumeration
of Qt that Python has not used yet. It must happen in the window's own thread, as it creates objects
of Qt; so the names are used a few at a time, between two events of the window. Then each plot is
made in a turn of its own, since the first Start would make all of them in one.
"""

import importlib
import time
from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer, Slot

from mnistgui.ui.startup.garbage_collection import keep_all
from mnistgui.ui.widgets.lazy_widget import LazyWidget

# The slowest modules that pyqtgraph imports.
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
_PIECE_SECONDS = 0.008
_BETWEEN_PIECES_MS = 4


class WarmUp(QObject):
    """Loads one module or makes one plot in each turn, then stops."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pieces = _pieces(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(_BETWEEN_PIECES_MS)
        self._timer.timeout.connect(self._load_some)
        self._timer.start()

    @Slot()
    def _load_some(self) -> None:
        end = time.perf_counter() + _PIECE_SECONDS
        for _ in self._pieces:
            if time.perf_counter() > end:
                return
        self._timer.stop()
        keep_all()


def _pieces(window: QObject) -> Iterator[None]:
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
