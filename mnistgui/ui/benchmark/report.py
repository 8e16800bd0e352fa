"""Measures the window in processes of its own, in turn with what it is compared with."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import numpy as np

from mnistgui.data.dataset import Dataset
from mnistgui.ui.benchmark.child import Child, seconds_until_told

_STARTING = "mnistgui.ui.benchmark.first_paint"
# The command line's own imports are part of the program's start.
_WHOLE = f"import mnistgui.cli; from {_STARTING} import whole; whole()"
_BARE = f"from {_STARTING} import bare; bare()"
# Speeds are compared in short turns: a machine that others use is now faster and now slower.
_TURNS = 4


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
    """

    gui_speed_ratio: float
    timer_late_p99_ms: float
    pen_to_bars_p99_ms: float
    startup_ratio: float
    peak_rss_mb: float | None
    startup_seconds: float
    steps_per_second: float


def measure_ui(
    digits: Dataset,
    data: Path | None,
    rounds: int = 7,
    seconds: float = 3.0,
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
    starts = _starts(rounds)
    tell(
        f"first painted window after {median(starts[0]):.2f} s, a bare one {median(starts[1]):.2f}"
    )
    with TemporaryDirectory() as folder:
        path = data or _written(digits, Path(folder) / "digits.npz")
        speeds, late, waited, memory = _trained(path, rounds, seconds, tell)
    return UiReport(
        gui_speed_ratio=median(window / alone for window, alone in speeds),
        timer_late_p99_ms=median(late),
        pen_to_bars_p99_ms=median(waited),
        startup_ratio=median(whole / bare for whole, bare in zip(*starts, strict=True)),
        peak_rss_mb=memory,
        startup_seconds=median(starts[0]),
        steps_per_second=median(window for window, _ in speeds),
    )


def _starts(rounds: int) -> tuple[list[float], list[float]]:
    """Seconds of our window and of the bare one.

    The first of each only warms the disk's cache, and compiles the modules.
    """
    with TemporaryDirectory() as folder:
        pairs = [
            (seconds_until_told(_WHOLE, Path(folder)), seconds_until_told(_BARE, Path(folder)))
            for _ in range(rounds + 1)
        ]
    return [whole for whole, _ in pairs[1:]], [bare for _, bare in pairs[1:]]


def _trained(
    path: Path, rounds: int, seconds: float, tell: Callable[[str], None]
) -> tuple[list[tuple[float, float]], list[float], list[float], float | None]:
    """Speeds (in the window, alone), lateness and waiting times in ms, and memory."""
    speeds: list[tuple[float, float]] = []
    late: list[float] = []
    waited: list[float] = []
    with ExitStack() as stack:
        window = stack.enter_context(Child("mnistgui.ui.benchmark.window", str(path)))
        alone = stack.enter_context(Child("mnistgui.ui.benchmark.headless", str(path)))
        for done in range(rounds):
            speeds += [_speeds(window, alone, seconds, turn % 2) for turn in range(_TURNS)]
            late.append(_p99(window.ask("timer", seconds)))
            waited.append(_p99(window.ask("pen", seconds)))
            inside, outside = (median(turn[i] for turn in speeds[-_TURNS:]) for i in (0, 1))
            tell(
                f"round {done + 1}: {inside:,.0f} steps/s, alone {outside:,.0f}; "
                f"timer {late[-1]:.1f} ms late, pen {waited[-1]:.1f} ms"
            )
        return speeds, late, waited, window.ask("memory")


def _speeds(window: Child, alone: Child, seconds: float, last: int) -> tuple[float, float]:
    """Steps a second in the window and alone; who is measured last changes from turn to turn."""
    if last:
        outside = alone.ask("speed", seconds)
        return window.ask("speed", seconds), outside
    return window.ask("speed", seconds), alone.ask("speed", seconds)


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
