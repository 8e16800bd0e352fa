"""Measures the window in processes of its own, in turn with what it is compared with."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import numpy as np

from mnistgui.bench.window.calm import Turn, calmest
from mnistgui.bench.window.child import Child, seconds_until_told
from mnistgui.data.dataset import Dataset
from mnistgui.per_cent import per_cent

_STARTING = "mnistgui.bench.window.first_paint"
# The command line's own imports are part of the program's start.
_WHOLE = f"import mnistgui.cli; from {_STARTING} import whole; whole()"
_BARE = f"from {_STARTING} import bare; bare()"
# Speeds are compared in short turns: a machine that others use is now faster and now slower.
_TURNS = 2
_STARTS = 3  # of each window in a round; they take hardly a second


@dataclass(frozen=True)
class _Round:
    """What one round saw: steps a second in the window and alone, and 99th percentiles in ms."""

    inside: float
    outside: float
    late: Turn[float]
    waited: Turn[float]

    def __str__(self) -> str:
        stolen = max(self.late.stolen_share, self.waited.stolen_share)
        return (
            f"{self.inside:,.0f} steps/s, alone {self.outside:,.0f}; "
            f"timer {self.late.measured:.1f} ms late, pen {self.waited.measured:.1f} ms"
            f" ({per_cent(stolen, 1)} of the processors given to others)"
        )


@dataclass(frozen=True)
class UiReport:
    """How the window does: medians of the rounds, as others use the machine in some of them.

    Parameters
    ----------
    gui_speed_ratio : float
        Training speed with every panel in sight and a digit drawn over that of the trainer alone,
        from two seconds after a start on; 784-100-10 in batches of 100.
    timer_late_p99_ms : float
        How late a timer of 16 ms is while a network trains; 99th percentile of a round.
    pen_to_bars_p99_ms : float
        From a move of the pen to painted bars, while a network trains; 99th percentile of a round.
    startup_ratio : float
        Process start to first painted window, over that of a bare pyqtgraph window just after.
    peak_rss_mb : float or None
        The most memory of the window that was measured; None where the system does not tell.
    startup_seconds : float
    steps_per_second : float
        In the window.
    stolen_share : float
        Of the time, that was given to other users of the machine while timer and pen were measured;
        turns that lost more than a hundredth were made again, a few times.
    """

    gui_speed_ratio: float
    timer_late_p99_ms: float
    pen_to_bars_p99_ms: float
    startup_ratio: float
    peak_rss_mb: float | None
    startup_seconds: float
    steps_per_second: float
    stolen_share: float


def measure_ui(
    digits: Dataset,
    data: Path | None,
    rounds: int = 5,
    seconds: float = 2.0,
    tell: Callable[[str], None] = lambda _: None,
) -> UiReport:
    """Measure everything.

    Parameters
    ----------
    digits : Dataset
        What is trained on.
    data : Path or None
        Where it came from; None for digits that are in no file yet.
    rounds : int
        How often everything is measured, each in turn; medians count.
    seconds : float
        To spend on each measure of each round.
    tell : callable
        Told in a line what has been measured.

    Returns
    -------
    UiReport

    Raises
    ------
    UserError
        A window could not be opened.
    """
    starts = _starts(_STARTS * rounds)
    tell(
        f"first painted window after {median(starts[0]):.2f} s, a bare one {median(starts[1]):.2f}"
    )
    with TemporaryDirectory() as folder:
        path = data or _written(digits, Path(folder) / "digits.npz")
        seen, memory = _trained(path, rounds, seconds, tell)
    return UiReport(
        gui_speed_ratio=median(r.inside / r.outside for r in seen),
        timer_late_p99_ms=median(r.late.measured for r in seen),
        pen_to_bars_p99_ms=median(r.waited.measured for r in seen),
        startup_ratio=median(whole / bare for whole, bare in zip(*starts, strict=True)),
        peak_rss_mb=memory,
        startup_seconds=median(starts[0]),
        steps_per_second=median(r.inside for r in seen),
        stolen_share=median(max(r.late.stolen_share, r.waited.stolen_share) for r in seen),
    )


def _starts(times: int) -> tuple[list[float], list[float]]:
    """Seconds of our window and of the bare one.

    A first of each only warms the disk's cache, and compiles the modules.
    """
    with TemporaryDirectory() as folder:
        modules = Path(folder)

        def pair() -> tuple[float, float]:
            return seconds_until_told(_WHOLE, modules), seconds_until_told(_BARE, modules)

        pair()
        pairs = [calmest(pair).measured for _ in range(times)]
    return [whole for whole, _ in pairs], [bare for _, bare in pairs]


def _trained(
    path: Path, rounds: int, seconds: float, tell: Callable[[str], None]
) -> tuple[list[_Round], float | None]:
    """What each round saw, and the window's memory."""
    seen = []
    with ExitStack() as stack:
        window = stack.enter_context(Child("mnistgui.bench.window.window", str(path)))
        alone = stack.enter_context(Child("mnistgui.bench.window.headless", str(path)))
        for done in range(rounds):
            inside, outside = _speeds(window, alone, seconds)
            late = calmest(lambda: _p99(window.ask("timer", seconds)))
            waited = calmest(lambda: _p99(window.ask("pen", seconds)))
            seen.append(_Round(inside, outside, late, waited))
            tell(f"round {done + 1}: {seen[-1]}")
        return seen, window.ask("memory")


def _speeds(window: Child, alone: Child, seconds: float) -> tuple[float, float]:
    """Steps a second in the window and alone; who comes first changes from turn to turn."""
    speeds: dict[Child, list[float]] = {window: [], alone: []}
    for turn in range(_TURNS):
        for child in (window, alone) if turn % 2 else (alone, window):
            speeds[child] += child.ask("speed", seconds)
    return median(speeds[window]), median(speeds[alone])


def _p99(milliseconds: list[float]) -> float:
    return float(np.percentile(milliseconds, 99))


def _written(digits: Dataset, path: Path) -> Path:
    """Keep digits where another process finds them, in Keras' layout."""
    np.savez(
        path,
        x_train=digits.train.images.reshape(-1, 28, 28),
        y_train=digits.train.labels,
        x_test=digits.test.images.reshape(-1, 28, 28),
        y_test=digits.test.labels,
    )
    return path
