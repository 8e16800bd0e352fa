"""A window that trains with every panel live, and what that costs; runs in a process of its own."""

import json
import resource
import sys
import time
from collections.abc import Callable
from functools import partial
from math import cos, sin
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from PySide6.QtCore import QEvent, QEventLoop, QObject, QSettings, Qt, QTimer
from PySide6.QtTest import QTest

from mnistgui.data.dataset import Dataset
from mnistgui.data.locate import find_dataset
from mnistgui.data.synthetic.make import synthetic_dataset
from mnistgui.training.config import TrainingConfig
from mnistgui.training.presets import PresetRun
from mnistgui.training.trainer import Trainer
from mnistgui.ui.main_window import MainWindow
from mnistgui.ui.orders import Pace
from mnistgui.ui.start import application

CONFIG = TrainingConfig(epochs=4)
ROUNDS = 3
MOVES = 400
_TICK_MS = 16
_MOVE_MS = 25
_RESPONSE_S = 2.0


class Lateness(QObject):
    """Measures by how much a 16 ms timer of the window's thread is late."""

    def __init__(self) -> None:
        super().__init__()
        self.late_ms: list[float] = []
        self._due = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        """Measure from now on."""
        self._due = time.perf_counter() + _TICK_MS / 1000
        self._timer.start()

    def stop(self) -> None:
        """Measure no more."""
        self._timer.stop()

    def _tick(self) -> None:
        now = time.perf_counter()
        self.late_ms.append(max(1000 * (now - self._due), 0.0))
        self._due = now + _TICK_MS / 1000


class Painted(QObject):
    """Notes when a widget is painted."""

    def __init__(self, widget: QObject) -> None:
        super().__init__()
        self.at = 0.0
        widget.installEventFilter(self)

    def after(self, moment: float) -> bool:
        """Whether the last painting came after a moment."""
        return self.at > moment

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Look at events and let them pass."""
        if event.type() == QEvent.Type.Paint:
            self.at = time.perf_counter()
        return False


def measure(
    dataset: Dataset, folder: Path, rounds: int = ROUNDS, moves: int = MOVES
) -> dict[str, float]:
    """Train without and with the window in turn, then draw while it trains.

    Parameters
    ----------
    dataset : Dataset
        What is learnt from.
    folder : Path
        For settings and autosaved runs.
    rounds : int
        Trainings with and without the window.
    moves : int
        Moves of the pen.

    Returns
    -------
    dict
        ``gui_speed_ratio, timer_late_p99_ms, pen_to_bars_p99_ms, peak_rss_mb``.
    """
    window = _window(folder)
    window.session.set_dataset(dataset)
    lateness = Lateness()
    headless, live = [], []
    for _ in range(rounds):
        headless.append(_headless_seconds(dataset))
        lateness.start()
        live.append(_live_seconds(window))
        lateness.stop()
    pen = _pen_ms(window, moves)
    window.close()
    window.deleteLater()
    pause(0)
    return {
        "gui_speed_ratio": float(np.median(headless) / np.median(live)),
        "timer_late_p99_ms": float(np.percentile(lateness.late_ms, 99)),
        "pen_to_bars_p99_ms": float(np.percentile(pen, 99)),
        "peak_rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _window(folder: Path) -> MainWindow:
    """The window with every panel in sight, those that share a place beside each other."""
    settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
    window = MainWindow(application(), settings, folder / "recovery")
    window.resize(1600, 1000)
    window.show()
    docks = window.docks
    window.splitDockWidget(docks["weights"], docks["gallery"], Qt.Orientation.Horizontal)
    wait_until(window.gallery.isVisible)
    return window


def _headless_seconds(dataset: Dataset) -> float:
    trainer = Trainer(CONFIG, dataset)
    for _event in trainer:
        pass
    return trainer.progress.seconds


def _live_seconds(window: MainWindow) -> float:
    window.session.train((PresetRun("", CONFIG),), Pace.RUNNING)
    wait_until(lambda: window.session.training.status is None)
    run = window.session.runs.current
    if run is None:
        raise RuntimeError("the run is gone")
    return float(run.history.epochs["seconds"][-1])


def _pen_ms(window: MainWindow, moves: int) -> list[float]:
    """From each move of the pen to the painting of new bars, while a network trains."""
    endless = TrainingConfig(epochs=100_000)
    window.session.train((PresetRun("", endless),), Pace.RUNNING)
    wait_until(lambda: window.session.network is not None)
    pause(500)
    canvas, painted = window.drawing.canvas, Painted(window.drawing.bars)
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=canvas.place(0.8, 0.5))
    taken = []
    for i in range(1, moves + 1):
        pause(_MOVE_MS)
        moved = time.perf_counter()
        place = canvas.place(0.5 + 0.3 * cos(i / 25), 0.5 + 0.3 * sin(i / 20))
        QTest.mouseMove(canvas, place)
        wait_until(partial(painted.after, moved), every_ms=0, seconds=_RESPONSE_S)
        taken.append(1000 * (painted.at - moved))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=canvas.place(0.8, 0.5))
    window.session.stop()
    return taken[moves // 20 :]


def pause(milliseconds: int) -> None:
    """Let the event loop run for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait_until(done: Callable[[], bool], every_ms: int = 5, seconds: float = 600.0) -> None:
    """Let the event loop run until something is so."""
    end = time.perf_counter() + seconds
    while not done():
        if time.perf_counter() > end:
            raise RuntimeError("the window did not answer")
        pause(every_ms)


def main() -> None:
    """Measure with what was downloaded, else with as many synthetic digits; print one object."""
    dataset = find_dataset(sys.argv[1] if len(sys.argv) > 1 else None) or synthetic_dataset()
    with TemporaryDirectory() as folder:
        sys.stdout.write(json.dumps(measure(dataset, Path(folder))) + "\n")


if __name__ == "__main__":
    main()
