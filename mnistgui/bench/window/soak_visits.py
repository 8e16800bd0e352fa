"""An impatient person's visits: ``python -m mnistgui.bench.window.soak_visits SECONDS SEED COUNT``.

A window that does not come back within some minutes ends the process, telling where it hangs.

What is held is looked at in one and the same state: the window closed and deleted, garbage
collected, freed memory given back. Growth is what is held after the last visit over what was held
after the first 1,000 commands, while libraries load and caches fill. Nothing is left out of it.
"""

import ctypes
import faulthandler
import gc
import json
import logging
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType

import numpy as np
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QSettings, Qt, QThread, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from mnistgui.bench.window.window import run_for
from mnistgui.data.synthetic.make import synthetic_dataset
from mnistgui.ui.panels.draw.panel import DrawPanel
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.startup.start import application

COMMANDS_OF_A_VISIT = 250
FIRST_VISITS = 4  # load libraries, fill caches, start threads
_HANGING_SECONDS = 300  # far more than a busy machine ever lets it wait
_LONGEST_REST_SECONDS = 0.03
_LEAK_GROWTH_FACTOR = 1.05


class FaultCounter(logging.Handler):
    """Counts warnings and exceptions that nothing caught, and writes them to standard error."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.count = 0
        logging.getLogger().addHandler(self)
        sys.excepthook = self._uncaught
        threading.excepthook = self._uncaught_in_thread

    def emit(self, record: logging.LogRecord) -> None:
        """Count a record."""
        self.count += 1
        sys.stderr.write(self.format(record) + "\n")

    def _uncaught(
        self, kind: type[BaseException], error: BaseException, traceback: TracebackType | None
    ) -> None:
        self.count += 1
        sys.__excepthook__(kind, error, traceback)

    def _uncaught_in_thread(self, what: threading.ExceptHookArgs) -> None:
        self.count += 1
        threading.__excepthook__(what)


class Visit:
    """One window from opening to closing.

    Parameters
    ----------
    app : QApplication
        Outlives every window.
    folder : Path
        For its settings and autosaves.
    rng : numpy.random.Generator
        Says what is done.
    """

    def __init__(self, app: QApplication, folder: Path, rng: np.random.Generator) -> None:
        settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
        self._rng = rng
        self.window = MainWindow(app, settings, folder / "recovery", folder / "my-digits.h5")
        self.window.panels.make_all()
        self.window.session.set_dataset(synthetic_dataset(600, 200))
        self.window.show()
        controls = self.window.controls
        buttons = (controls.start, controls.step_batch, controls.step_epoch, controls.stop)
        self._commands = (
            *(button.trigger for button in (*buttons, controls.reset, controls.go_on)),
            *(controls.start.trigger, self._draw, self.window.drawing.clear),
            *(action.trigger for action in controls.pace.actions.values()),
        )

    def command(self) -> None:
        """Carry out any command, and wait a moment or not at all."""
        self._commands[self._rng.integers(len(self._commands))]()
        run_for(self._rng.uniform(0, _LONGEST_REST_SECONDS))

    def close(self) -> None:
        """Close and delete the window."""
        self.window.close()
        self.window.deleteLater()
        del self.window, self._commands
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()

    def _draw(self) -> None:
        canvas, button = self.window.panel(DrawPanel).canvas, Qt.MouseButton.LeftButton
        kinds = (QEvent.Type.MouseButtonPress, *[QEvent.Type.MouseMove] * 3)
        for kind in (*kinds, QEvent.Type.MouseButtonRelease):
            place = QPointF(canvas.place(*self._rng.random(2)))
            event = QMouseEvent(kind, place, place, button, button, Qt.KeyboardModifier.NoModifier)
            QCoreApplication.sendEvent(canvas, event)


def soak(seconds: float, seed: int, count: int) -> dict[str, float]:
    """Visit until there were enough commands or the time is over."""
    app, faults, rng = application(), FaultCounter(), np.random.default_rng(seed)
    end = time.monotonic() + seconds
    done = visits = 0
    first: dict[str, int] = {}
    while done < count and (time.monotonic() < end or visits <= FIRST_VISITS):
        done += _visit(app, rng, min(COMMANDS_OF_A_VISIT, count - done))
        visits += 1
        if visits <= FIRST_VISITS:
            first = held()
    last = held()
    return {
        "commands": done,
        "leaks": leaked(first, last),
        "unhandled": faults.count,
        "memory_growth": round(last["kilobytes"] / first["kilobytes"] - 1, 4),
    }


def _visit(app: QApplication, rng: np.random.Generator, commands: int) -> int:
    with TemporaryDirectory() as folder:
        faulthandler.dump_traceback_later(_HANGING_SECONDS, exit=True)
        visit = Visit(app, Path(folder), rng)
        for _ in range(commands):
            faulthandler.dump_traceback_later(_HANGING_SECONDS, exit=True)
            visit.command()
        visit.close()
        faulthandler.cancel_dump_traceback_later()
    return commands


def held() -> dict[str, int]:
    """Count what this process uses: threads, running Qt threads and timers, handles, kilobytes.

    What was freed is given back to the system first, where that can be done: it is not held.
    """
    with suppress(AttributeError):  # a C library other than GNU's
        ctypes.CDLL(None).malloc_trim(0)
    status = Path("/proc/self/status").read_text().splitlines()
    memory = next(line for line in status if line.startswith("VmRSS"))
    running = sum(
        one.isRunning() if isinstance(one, QThread) else one.isActive()
        for one in gc.get_objects()
        # By type alone: some objects of other libraries warn when asked for their class.
        if issubclass(type(one), QThread | QTimer) and shiboken6.isValid(one)
    )
    return {
        "threads": len(list(Path("/proc/self/task").iterdir())),
        "running": running,
        "handles": len(list(Path("/proc/self/fd").iterdir())),
        "kilobytes": int(memory.split()[1]),
    }


def leaked(first: dict[str, int], last: dict[str, int]) -> int:
    """Return how many more things are used, with one for memory that grew too much."""
    things = sum(max(last[name] - first[name], 0) for name in first if name != "kilobytes")
    sys.stderr.write(f"held at first {first}, at last {last}\n")
    return things + (last["kilobytes"] >= _LEAK_GROWTH_FACTOR * first["kilobytes"])


if __name__ == "__main__":
    sys.stdout.write(json.dumps(soak(float(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))))
