"""For every test of the window: one fixed look, and a failure for whatever outlives the test."""

import gc
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSettings, QThread, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.data.synthetic.make import synthetic_dataset
from mnistgui.ui.drawing.current import CurrentDrawing
from mnistgui.ui.panel_kit.context import PanelContext
from mnistgui.ui.panel_kit.requests import Requests
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.state.draft import Draft
from mnistgui.ui.state.preset_figures import PresetFigures
from mnistgui.ui.state.session import Session
from mnistgui.ui.state.undo import UndoHistory
from mnistgui.ui.training.redraw_throttle import RedrawThrottle
from mnistgui.ui.widgets import theme
from mnistgui.ui.widgets.file_dialogs import FileDialogs

Open = Callable[[], MainWindow]


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    return QApplication


@pytest.fixture(scope="session", autouse=True)
def fixed_look(qapp: QApplication) -> None:
    theme.prepare(qapp)
    theme.apply(qapp, theme.LIGHT)


@pytest.fixture(scope="session")
def few_digits() -> Dataset:
    return synthetic_dataset(600, 200)


def quick_settings(folder: Path) -> QSettings:
    """Settings of a person who trains at full speed, as tests have no time to watch."""
    settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
    if not settings.contains("training/pace"):
        settings.setValue("training/pace", "full speed")
    return settings


@pytest.fixture
def open_window(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Open]:
    """Opens windows one after another over the same settings and recovery folder."""
    windows: list[MainWindow] = []

    def open_one() -> MainWindow:
        settings = quick_settings(tmp_path)
        windows.append(MainWindow(qapp, settings, tmp_path / "recovery", tmp_path / "my-digits.h5"))
        windows[-1].panels.make_all()
        qtbot.addWidget(windows[-1])
        windows[-1].show()
        return windows[-1]

    yield open_one
    for window in windows:
        window.close()


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    settings = quick_settings(tmp_path)
    made = MainWindow(qapp, settings, tmp_path / "recovery", tmp_path / "my-digits.h5")
    made.panels.make_all()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()


@pytest.fixture
def context(qtbot: QtBot, tmp_path: Path) -> Iterator[PanelContext]:
    """What a panel is made with, for a panel that needs no window around it."""
    window = QWidget()
    qtbot.addWidget(window)
    session = Session(window)
    redraws = RedrawThrottle(window, session.training.priority)
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    history = UndoHistory()
    yield PanelContext(
        session=session,
        draft=Draft(),
        drawing=CurrentDrawing(),
        history=history,
        figures=PresetFigures(),
        requests=Requests(),
        dialogs=FileDialogs(window, settings),
        redraws=redraws,
        settings=settings,
        my_digits=tmp_path / "my-digits.h5",
    )
    redraws.stop()
    session.shut_down()


class Settled:
    """Spares what lives as long as the tests the search for leaks: it took half of their time."""

    def __init__(self) -> None:
        self._modules = 0

    def spare(self) -> None:
        """Leave out of later searches what there is now, if modules were loaded since the last."""
        if len(sys.modules) != self._modules or not gc.get_freeze_count():
            self._modules = len(sys.modules)
            gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def settled() -> Iterator[Settled]:
    gc.collect()
    found = Settled()
    found.spare()
    yield found
    gc.unfreeze()


@pytest.fixture(autouse=True)
def no_leaks(qapp: QApplication, settled: Settled) -> Iterator[None]:
    before = {id(one) for one in _alive()}
    yield
    for widget in qapp.topLevelWidgets():
        widget.deleteLater()  # pytest-qt has closed them; what refuses to die is found below
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    left = [one for one in _alive() if id(one) not in before]
    assert not left, f"left running: {left}"
    assert not [widget for widget in qapp.topLevelWidgets() if widget.isVisible()]
    if not qapp.topLevelWidgets():  # windows that several tests share are to be freed once closed
        settled.spare()


def _alive() -> list[QObject]:
    """Running threads and timers."""
    # By type alone: asking some objects of other libraries for their __class__ makes them warn.
    kinds = _kinds_of(QThread) | _kinds_of(QTimer)
    return [one for one in gc.get_objects() if type(one) in kinds and _is_running(one)]


def _kinds_of(kind: type) -> set[type]:
    return {kind}.union(*map(_kinds_of, kind.__subclasses__()))


def _is_running(one: object) -> bool:
    if isinstance(one, QThread):
        return shiboken6.isValid(one) and one.isRunning()
    return isinstance(one, QTimer) and shiboken6.isValid(one) and one.isActive()
