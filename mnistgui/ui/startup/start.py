"""Starts Qt and opens the main window."""

import sys
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import platformdirs
from PySide6.QtCore import QSettings, QSize, Qt
from PySide6.QtWidgets import QApplication

from mnistgui.errors import UserError
from mnistgui.files.crash_report import CrashReport, crash_folder
from mnistgui.files.desktop import APPLICATION_ID
from mnistgui.files.my_digits import my_digits_path
from mnistgui.files.recovery import recovery_folder
from mnistgui.ui.background.memory import limit_malloc_arenas
from mnistgui.ui.keeping.crash_offer import CrashOffer
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.startup import garbage_collection
from mnistgui.ui.startup.faults import Faults, log_qt_messages
from mnistgui.ui.startup.first_paint import FirstPaint
from mnistgui.ui.startup.warm_up import WarmUp
from mnistgui.ui.widgets import theme

_SWITCH_SECONDS = 0.001
_FRAME_PIXELS = QSize(4, 40)  # what a desktop puts around a window; known only once it is shown


def application() -> QApplication:
    """Return the one QApplication, with its names set."""
    log_qt_messages()
    limit_malloc_arenas()
    app = QApplication.instance() or QApplication([])
    if not isinstance(app, QApplication):
        raise TypeError("a QCoreApplication without windows is already running")
    theme.prepare(app)
    # While other threads train and explain, the window waits for each of them that long.
    sys.setswitchinterval(_SWITCH_SECONDS)
    app.setApplicationName("mnistgui")
    app.setDesktopFileName(APPLICATION_ID)
    return app


def user_settings() -> QSettings:
    """Return the settings that store layout and theme between starts."""
    folder = Path(platformdirs.user_config_dir("mnistgui"))
    return QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)


def start(data_path: Path | None, file: Path | None = None) -> int:
    """Show the window until it is closed.

    Parameters
    ----------
    data_path : Path or None
        A data set to open.
    file : Path or None
        Anything else to open.

    Returns
    -------
    int
        Exit code.
    """
    app = application()
    with ExitStack() as stack:
        report, trouble = _crash_report(stack)
        with garbage_collection.deferred():
            window = MainWindow(app, user_settings(), recovery_folder(), my_digits_path())
        _watch(stack, window, report)
        stack.callback(window.close)  # Qt's loop can also be ended while the window is open
        if trouble:
            window.banner.show_fault(trouble)
        greet = window.beginnings.open_once if file is None else _nothing
        FirstPaint(window, partial(load_inputs, window, data_path, file, greet))
        _fit_screen(window)
        window.show()
        return app.exec()


def _nothing() -> None:
    """Greet nobody: a file was opened by a double click."""


def load_inputs(
    window: MainWindow,
    data_path: Path | None,
    file: Path | None,
    then: Callable[[], None] = _nothing,
) -> None:
    """Make the panels that nobody sees yet; then load what the window works with, in other threads.

    No digits, networks and runs come before all panels are there to be told of them.

    Parameters
    ----------
    window : MainWindow
    data_path : Path or None
        A data set to open.
    file : Path or None
        Anything else to open.
    then : callable
        Called once loading has begun.
    """
    window.panel_maker.start(partial(_load, window, data_path, file, then))


def _load(
    window: MainWindow, data_path: Path | None, file: Path | None, then: Callable[[], None]
) -> None:
    window.data.load_first(data_path)
    window.models.load_bundled()
    window.recovery.offer_left_runs()
    if file is not None:
        window.files.open(file)
    WarmUp(window)
    then()


def _fit_screen(window: MainWindow) -> None:
    """Maximize the window if it would not fit on the screen."""
    needed, room = window.size() + _FRAME_PIXELS, window.screen().availableSize()
    if needed.boundedTo(room) != needed:
        window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)
        window.docks.arrange_on_screen(room.width())


def _crash_report(stack: ExitStack) -> tuple[CrashReport | None, str]:
    """Return the crash report of this visit, or why there is none."""
    try:
        return stack.enter_context(CrashReport(crash_folder())), ""
    except UserError as error:
        return None, str(error)


def _watch(stack: ExitStack, window: MainWindow, report: CrashReport | None) -> None:
    """Show faults and crashes in the window."""
    offer = CrashOffer(window.banner, window, crash_folder(), report.path if report else None)
    faults = Faults(window, report.write_exception if report else None)
    faults.happened.connect(offer.show_fault)
    faults.watch()
    stack.callback(faults.rest)
    stack.callback(offer.shut_down)
    offer.offer_reports()
