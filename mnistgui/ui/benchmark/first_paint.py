"""How long a process takes to its first painted window: the program's, and a bare one."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pyqtgraph
from PySide6.QtCore import QEvent, QObject, QSettings, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget


class FirstPaint(QObject):
    """Calls once what is to follow the first painting of a window.

    Parameters
    ----------
    watched : QWidget
        A part of the window that nothing covers; only such are painted.
    then : callable
    """

    def __init__(self, watched: QWidget, then: Callable[[], object]) -> None:
        super().__init__(watched)
        self._then = then
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait until everything in the window has been painted too."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._then)
        return False


def bare() -> None:
    """Qt, pyqtgraph and one empty plot."""
    app = QApplication([])
    window = QMainWindow()
    plot = pyqtgraph.PlotWidget()
    window.setCentralWidget(plot)
    window.resize(1280, 800)
    _show_and_tell(app, window, plot.viewport())
    app.exec()


def whole() -> None:
    """The program's window, as it is at a person's first start."""
    from mnistgui.ui.main_window import MainWindow  # noqa: PLC0415 - the bare window has none of it
    from mnistgui.ui.start import application  # noqa: PLC0415

    with TemporaryDirectory() as folder:
        app = application()
        settings = QSettings(f"{folder}/window.ini", QSettings.Format.IniFormat)
        window = MainWindow(app, settings, Path(folder) / "recovery", Path(folder) / "my-digits.h5")
        _show_and_tell(app, window, window)
        window.data.begin(None)
        window.models.begin()
        window.safekeeping.begin()
        app.exec()


def _show_and_tell(app: QApplication, window: QMainWindow, watched: QWidget) -> None:
    """Write a line once it is painted, and end."""

    def tell() -> None:
        print("painted", flush=True)  # noqa: T201 - the process that times this one waits for it
        window.close()
        app.quit()

    FirstPaint(watched, tell)
    window.show()
