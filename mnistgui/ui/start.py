"""Starts Qt and opens the main window."""

from pathlib import Path

import platformdirs
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from mnistgui.files.recovery import recovery_folder
from mnistgui.ui import theme
from mnistgui.ui.faults import Faults
from mnistgui.ui.main_window import MainWindow
from mnistgui.ui.qt_messages import log_qt_messages


def application() -> QApplication:
    """The one QApplication, with its names set."""
    log_qt_messages()
    app = QApplication.instance() or QApplication([])
    if not isinstance(app, QApplication):
        raise TypeError("a QCoreApplication without windows is already running")
    theme.prepare(app)
    app.setApplicationName("mnistgui")
    app.setDesktopFileName("mnistgui")
    return app


def user_settings() -> QSettings:
    """Where layout and theme are kept between starts."""
    folder = Path(platformdirs.user_config_dir("mnistgui"))
    return QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)


def start(data_path: Path | None) -> int:
    """Show the window until it is closed.

    Parameters
    ----------
    data_path : Path or None
        A data set to open.

    Returns
    -------
    int
        Exit code.
    """
    app = application()
    window = MainWindow(app, user_settings(), recovery_folder())
    faults = Faults(window)
    faults.happened.connect(window.banner.complain)
    faults.watch()
    window.show()
    window.data.begin(data_path)
    window.models.begin()
    window.safekeeping.begin()
    code = app.exec()
    faults.rest()
    return code
