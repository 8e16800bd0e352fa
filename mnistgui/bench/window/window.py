"""The measured window: ``python -m mnistgui.bench.window.window DIGITS [PANELS]``."""

import math
import os
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QEventLoop, QObject, QSettings, QSize, QTimer, Slot

from mnistgui.bench.window import chosen_panels
from mnistgui.bench.window.child import answer_all
from mnistgui.bench.window.headless import CONFIG, READINGS, WARM_UP_SECONDS
from mnistgui.bench.window.paint_probe import PaintProbe
from mnistgui.bench.window.probes import PenProbe, TimerProbe
from mnistgui.errors import UserError
from mnistgui.training.presets import PresetRun
from mnistgui.ui.panels.curves.panel import CurvesPanel
from mnistgui.ui.panels.draw.panel import DrawPanel
from mnistgui.ui.runs.run import Status
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.startup import garbage_collection
from mnistgui.ui.startup.start import application
from mnistgui.ui.training.orders import Order
from mnistgui.ui.training.pace import FULL_SPEED

SIZE_PIXELS = QSize(1600, 1000)
_STEP_SECONDS = 0.01
_FIRST_LOOK_SECONDS = 2.0  # in which each panel looks at a new run for the first time
_PATIENCE_SECONDS = 300.0
_STATUS = Path("/proc/self/status")


class MeasuredWindow(QObject):
    """A window in which chosen panels can be seen, and which trains when it is requested to.

    Parameters
    ----------
    digits : Path
        Opened as a person would open it.
    folder : Path
        For its settings and autosaves.
    panels : str
        The names of those in sight, as :func:`chosen_panels.parse` reads them.
    """

    def __init__(self, digits: Path, folder: Path, panels: str = chosen_panels.ALL) -> None:
        super().__init__()
        settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
        self.window = MainWindow(
            application(), settings, folder / "recovery", folder / "my-digits.h5"
        )
        self.window.panels.make_all()
        self.window.controls.pace.choose(FULL_SPEED)
        self._ends: list[tuple[float, int]] = []  # of epochs: when, and how many steps
        self.window.session.runs.advanced.connect(self._record_time)
        self._show_panels(chosen_panels.parse(panels))
        self.window.data.load_first(digits)
        self.window.models.load_bundled()
        self._wait(lambda: self.window.session.dataset is not None)
        self._wait(lambda: bool(self.window.session.loaded_name))
        garbage_collection.keep_all()  # as at the end of the program's start

    def answer(self, what: str, seconds: float) -> object:
        """Train for a while and measure one quantity."""
        measures = {"speed": self._speed, "timer": self._timer, "pen": self._pen}
        others = {"first_point": self._first_point, "curve_updates": self._curve_updates}
        if what == "memory":
            return peak_rss_mb()
        if what == "in_sight":
            return sorted(self.window.docks.in_front())
        if what in others:
            return others[what](seconds)
        if what == "speed_minimised":
            return self._minimised(seconds)
        self._train()
        run_for(WARM_UP_SECONDS)
        try:
            return measures[what](seconds)
        finally:
            self._pause()

    def close(self) -> None:
        """End every thread."""
        self.window.close()

    def _minimised(self, seconds: float) -> object:
        """Return the speed while nobody can see the window."""
        self.window.showMinimized()
        try:
            return self.answer("speed", seconds)
        finally:
            self.window.showNormal()
            self.window.resize(SIZE_PIXELS)
            run_for(WARM_UP_SECONDS)

    def _first_point(self, _seconds: float) -> float:
        """Return the ms from *Start* to the first painted point of the loss."""
        probe, began = self._start_anew()
        self._wait(lambda: probe.first_after(began) is not None)
        probe.stop()
        self._pause()
        return probe.first_after(began) or math.nan

    def _curve_updates(self, seconds: float) -> list[float]:
        """Return the seconds from *Start* to each painting of the loss in a run of this length."""
        probe, began = self._start_anew()
        run_for(seconds)
        probe.stop()
        self._pause()
        return [end - began for end, curves in probe.painted if curves]

    def _start_anew(self) -> tuple[PaintProbe, float]:
        """Press *Start* with no curves drawn."""
        session = self.window.session
        session.planner.stop()
        session.runs.hide_all()
        self.window.draft.set_config(CONFIG)
        run_for(WARM_UP_SECONDS)
        probe = PaintProbe(self.window.panel(CurvesPanel))
        began = time.perf_counter()
        self.window.controls.start.trigger()
        return probe, began

    def _speed(self, seconds: float) -> list[float]:
        run_for(_FIRST_LOOK_SECONDS)
        ends = [self._next_end_of_an_epoch()]
        for _ in range(READINGS):
            run_for(seconds)
            ends.append(self._next_end_of_an_epoch())
        return [(n - m) / (ended - began) for (began, m), (ended, n) in pairwise(ends)]

    def _next_end_of_an_epoch(self) -> tuple[float, int]:
        """Return the time of the next update that ends an epoch, and its number of steps."""
        self._ends.clear()
        self._wait(lambda: bool(self._ends))
        return self._ends[0]

    def _timer(self, seconds: float) -> list[float]:
        probe = TimerProbe(self)
        run_for(seconds)
        probe.stop()
        return probe.late_ms

    def _pen(self, seconds: float) -> list[float]:
        probe = PenProbe(self.window.panel(DrawPanel).canvas, self.window.panel(DrawPanel).bars)
        run_for(seconds)
        probe.stop()
        return probe.waited_ms

    def _train(self) -> None:
        """Start a new run, whose curves are the only ones.

        Anew each time: how fast a run is depends by some per cent on where its arrays lie.
        """
        session = self.window.session
        session.planner.stop()  # one that is paused would be taken up again
        session.runs.hide_all()
        session.planner.train((PresetRun("", CONFIG),), Order.RUN)
        run = session.runs.current
        self._wait(lambda: run is not None and run.network is not None)

    def _pause(self) -> None:
        training = self.window.session.training
        training.set_order(Order.PAUSE)
        self._wait(lambda: training.status is Status.PAUSED)
        run_for(WARM_UP_SECONDS)  # for the last step, and what is still to be drawn

    def _show_panels(self, chosen: frozenset[str]) -> None:
        self.window.resize(SIZE_PIXELS)
        self.window.show()
        run_for(WARM_UP_SECONDS)
        chosen_panels.show(self.window, chosen)
        run_for(WARM_UP_SECONDS)
        hidden = sorted(chosen - {chosen_panels.DEFAULT} - self.window.docks.in_front())
        if hidden:
            raise RuntimeError(f"not in sight: {hidden}")

    def _wait(self, until: Callable[[], bool]) -> None:
        end = time.monotonic() + _PATIENCE_SECONDS
        while not until():
            if time.monotonic() > end:
                raise UserError("the window did not get ready to be measured")
            run_for(_STEP_SECONDS)

    @Slot(int)
    def _record_time(self, number: int) -> None:
        run = self.window.session.runs.get(number)
        if run is None or not len(run.history.measured):
            return
        steps = len(run.history.steps)
        if run.history.measured["step"][-1] == steps:
            self._ends.append((time.perf_counter(), steps))


def run_for(seconds: float) -> None:
    """Let Qt's event loop run."""
    loop = QEventLoop()
    QTimer.singleShot(round(1000 * seconds), loop.quit)
    loop.exec()


def peak_rss_mb() -> float | None:
    """Return the most memory this process ever had, in MB; None if that is not known."""
    if not _STATUS.is_file():
        return None
    line = next(x for x in _STATUS.read_text().splitlines() if x.startswith("VmHWM"))
    return int(line.split()[1]) * 1024 / 1e6


def main(digits: str, panels: str = chosen_panels.ALL) -> None:
    """Answer the requests that :meth:`MeasuredWindow.answer` knows."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with TemporaryDirectory() as folder:
        measured = MeasuredWindow(Path(digits), Path(folder), panels)
        try:
            answer_all(measured.answer)
        finally:
            measured.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
