"""Measures the window in processes of its own, in turn with what it is compared with."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import numpy as np

from mnistgui.bench.window.child import Child, seconds_until_told
from mnistgui.bench.window.steal_time import Turn, with_least_steal
from mnistgui.data.dataset import Dataset
from mnistgui.per_cent import per_cent

_STARTING = "mnistgui.bench.window.first_paint"
# The command line's own imports are part of the program's start.
_WHOLE = f"import mnistgui.cli; from {_STARTING} import whole; whole()"
_BARE = f"from {_STARTING} import bare; bare()"
# Speeds are compared in short turns: a machine that others use is now faster and now slower.
_TURNS = 2
UPDATES_SECONDS = 20.0  # of training for which the redrawing of curves is timed
_AT_FIRST_SECONDS = 10.0  # from the start of training, while curves change fastest
_STARTS = 3  # of each window in a round; they take hardly a second


@dataclass(frozen=True)
class _Round:
    """The measurements of one round: steps a second in the window and alone, and times in ms."""

    inside: float
    outside: float
    minimised: float
    first_point: float
    late: Turn[float]
    waited: Turn[float]

    def __str__(self) -> str:
        stolen = max(self.late.stolen_share, self.waited.stolen_share)
        return (
            f"{self.inside:,.0f} steps/s, minimised {self.minimised:,.0f}, alone"
            f" {self.outside:,.0f}; first point after {self.first_point:.0f} ms;"
            f" timer {self.late.measured:.1f} ms late, pen {self.waited.measured:.1f} ms"
            f" ({per_cent(stolen, 1)} of the processors given to others)"
        )


@dataclass(frozen=True)
class UiReport:
    """The measurements of the window: medians of several rounds, some of which others disturb.

    Parameters
    ----------
    gui_speed_ratio : float
        The same as ``speed_watched``.
    speed_watched : float
        Training speed at full speed with every panel in sight and a digit drawn over that of the
        trainer alone, from two seconds after a start on; 784-100-10 in batches of 100.
    speed_minimised : float
        The same with the window minimised.
    first_point_ms : float
        From *Start* to the end of the first painting of the loss with a point.
    curve_updates_per_second : float
        Paintings of the loss in a run of 20 s at full speed, over its seconds.
    curve_updates_at_first : float
        The same in the first 10 s of it.
    curve_updates_later : float
        The same after those.
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
    speed_watched: float
    speed_minimised: float
    first_point_ms: float
    curve_updates_per_second: float
    curve_updates_at_first: float
    curve_updates_later: float
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
        seen, updates, memory = _trained(path, rounds, seconds, tell)
    return _medians(starts, seen, updates, memory)


def _medians(
    starts: tuple[list[float], list[float]],
    seen: list[_Round],
    updates: list[float],
    memory: float | None,
) -> UiReport:
    watched = median(r.inside / r.outside for r in seen)
    return UiReport(
        gui_speed_ratio=watched,
        speed_watched=watched,
        speed_minimised=median(r.minimised / r.outside for r in seen),
        first_point_ms=median(r.first_point for r in seen),
        curve_updates_per_second=len(updates) / UPDATES_SECONDS,
        curve_updates_at_first=sum(at < _AT_FIRST_SECONDS for at in updates) / _AT_FIRST_SECONDS,
        curve_updates_later=sum(at >= _AT_FIRST_SECONDS for at in updates)
        / (UPDATES_SECONDS - _AT_FIRST_SECONDS),
        timer_late_p99_ms=median(r.late.measured for r in seen),
        pen_to_bars_p99_ms=median(r.waited.measured for r in seen),
        startup_ratio=median(whole / bare for whole, bare in zip(*starts, strict=True)),
        peak_rss_mb=memory,
        startup_seconds=median(starts[0]),
        steps_per_second=median(r.inside for r in seen),
        stolen_share=median(max(r.late.stolen_share, r.waited.stolen_share) for r in seen),
    )


def _starts(times: int) -> tuple[list[float], list[float]]:
    """Return the seconds until our window and the bare one are painted.

    A first of each only warms the disk's cache, and compiles the modules.
    """
    with TemporaryDirectory() as folder:
        modules = Path(folder)

        def pair() -> tuple[float, float]:
            return seconds_until_told(_WHOLE, modules), seconds_until_told(_BARE, modules)

        pair()
        pairs = [with_least_steal(pair).measured for _ in range(times)]
    return [whole for whole, _ in pairs], [bare for _, bare in pairs]


def _trained(
    path: Path, rounds: int, seconds: float, tell: Callable[[str], None]
) -> tuple[list[_Round], list[float], float | None]:
    """Return measurements of each round, times of paintings in a run, and the window's memory."""
    seen = []
    with ExitStack() as stack:
        window = stack.enter_context(Child("mnistgui.bench.window.window", str(path)))
        alone = stack.enter_context(Child("mnistgui.bench.window.headless", str(path)))
        for done in range(rounds):
            speeds = _speeds(window, alone, seconds)
            first = window.request("first_point")
            late = with_least_steal(lambda: _p99(window.request("timer", seconds)))
            waited = with_least_steal(lambda: _p99(window.request("pen", seconds)))
            seen.append(_Round(*speeds, first, late, waited))
            tell(f"round {done + 1}: {seen[-1]}")
        updates = with_least_steal(
            lambda: window.request("curve_updates", UPDATES_SECONDS)
        ).measured
        tell(f"{len(updates) / UPDATES_SECONDS:.1f} paintings of the loss a second")
        return seen, updates, window.request("memory")


def _speeds(window: Child, alone: Child, seconds: float) -> tuple[float, float, float]:
    """Return the steps a second in the window, alone, and in the window minimised.

    Who comes first changes from turn to turn.
    """
    asked = ((window, "speed"), (alone, "speed"), (window, "speed_minimised"))
    speeds: dict[tuple[Child, str], list[float]] = {one: [] for one in asked}
    for turn in range(_TURNS):
        for child, what in asked if turn % 2 else reversed(asked):
            speeds[child, what] += child.request(what, seconds)
    inside, outside, minimised = (median(speeds[one]) for one in asked)
    return inside, outside, minimised


def _p99(milliseconds: list[float]) -> float:
    return float(np.percentile(milliseconds, 99))


def _written(digits: Dataset, path: Path) -> Path:
    """Write digits to a file for other processes, in Keras' layout."""
    np.savez(
        path,
        x_train=digits.train.images.reshape(-1, 28, 28),
        y_train=digits.train.labels,
        x_test=digits.test.images.reshape(-1, 28, 28),
        y_test=digits.test.labels,
    )
    return path
