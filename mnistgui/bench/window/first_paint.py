"""Measures the time to the first painted window: the program's, and a bare one."""

from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from mnistgui.ui.startup import garbage_collection
from mnistgui.ui.startup.first_paint import FirstPaint


def bare() -> None:
    """Show Qt, pyqtgraph and one empty plot."""
    import pyqtgraph  # noqa: PLC0415 - the program's window does without until it plots

    app = QApplication([])
    window = QMainWindow()
    plot = pyqtgraph.PlotWidget()
    window.setCentralWidget(plot)
    window.resize(1280, 800)
    _tell_when_painted(app, window, plot.viewport())
    window.show()
    app.exec()


def whole() -> None:
    """Show the program's window, as it is at a person's first start."""
    with garbage_collection.deferred():  # the bare window has none of this
        from mnistgui.ui.shell.main_window import MainWindow  # noqa: PLC0415
        from mnistgui.ui.startup.start import application, load_inputs  # noqa: PLC0415

    with TemporaryDirectory() as folder:
        app = application()
        settings = QSettings(f"{folder}/window.ini", QSettings.Format.IniFormat)
        with garbage_collection.deferred():
            window = MainWindow(
                app, settings, Path(folder) / "recovery", Path(folder) / "my-digits.h5"
            )
        _tell_when_painted(app, window, window)
        FirstPaint(
            window, partial(load_inputs, window, None, None)
        )  # the last to watch is called first
        window.show()
        app.exec()


def _tell_when_painted(app: QApplication, window: QMainWindow, watched: QWidget) -> None:
    """Write a line when the window has been painted, and end."""

    def report_paint() -> None:
        print("painted", flush=True)  # noqa: T201 - the process that times this one waits for it
        # What follows the first painting has begun by then, and is ended as a person would end it.
        QTimer.singleShot(0, window, end)

    def end() -> None:
        window.close()
        app.quit()

    FirstPaint(watched, report_paint)
