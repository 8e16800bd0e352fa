"""Measures the window in processes of its own, in turn with what it is compared with."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from operator import truediv
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
    first_point: float | None
    late: Turn[float]
    waited: Turn[float] | None

    @property
    def stolen_share(self) -> float:
        waited = self.waited.stolen_share if self.waited else 0.0
        return max(self.late.stolen_share, waited)

    def __str__(self) -> str:
        first = "" if self.first_point is None else f"first point after {self.first_point:.0f} ms; "
        waited = "" if self.waited is None else f", pen {self.waited.measured:.1f} ms"
        return (
            f"{self.inside:,.0f} steps/s, minimised {self.minimised:,.0f}, alone"
            f" {self.outside:,.0f}; {first}timer {self.late.measured:.1f} ms late{waited}"
            f" ({per_cent(self.stolen_share, 1)} of the processors given to others)"
        )


@dataclass(frozen=True)
class UiReport:
    """The measurements of the window: medians of several rounds, some of which others disturb.

    Parameters
    ----------
    gui_speed_ratio : float
        The same as ``speed_watched``.
    speed_watched : float
        Training speed at full speed with the chosen panels in sight and a digit drawn over that of
        the trainer alone, from two seconds after a start on; 784-100-10 in batches of 100.
    speed_minimised : float
        The same with the window minimised.
    first_point_ms : float or None
        From *Start* to the end of the first painting of the loss with a point; None with the
        curves out of sight.
    curve_updates_per_second : float or None
        Paintings of the loss in a run of 20 s at full speed, over its seconds.
    curve_updates_at_first : float or None
        The same in the first 10 s of it.
    curve_updates_later : float or None
        The same after those.
    timer_late_p99_ms : float
        How late a timer of 16 ms is while a network trains; 99th percentile of a round.
    pen_to_bars_p99_ms : float or None
        From a move of the pen to painted bars, while a network trains; 99th percentile of a round.
        None with the canvas out of sight.
    startup_ratio : float or None
        Process start to first painted window, over that of a bare pyqtgraph window just after;
        None where panels were chosen, which changes nothing of it.
    peak_rss_mb : float or None
        The most memory of the window that was measured; None where the system does not tell.
    startup_seconds : float or None
    steps_per_second : float
        In the window.
    stolen_share : float
        Of the time, that was given to other users of the machine while timer and pen were measured;
        turns that lost more than a hundredth were made again, a few times.
    in_sight : tuple of str
        The names of the panels that could be seen.
    """

    gui_speed_ratio: float
    speed_watched: float
    speed_minimised: float
    first_point_ms: float | None
    curve_updates_per_second: float | None
    curve_updates_at_first: float | None
    curve_updates_later: float | None
    timer_late_p99_ms: float
    pen_to_bars_p99_ms: float | None
    startup_ratio: float | None
    peak_rss_mb: float | None
    startup_seconds: float | None
    steps_per_second: float
    stolen_share: float
    in_sight: tuple[str, ...]


@dataclass(frozen=True)
class _Trained:
    """What was measured while the window trained."""

    rounds: list[_Round]
    updates: list[float] | None  # the seconds from a start to each painting of the loss
    memory: float | None
    in_sight: tuple[str, ...]


def measure_ui(
    digits: Dataset,
    data: Path | None,
    rounds: int = 5,
    seconds: float = 2.0,
    tell: Callable[[str], None] = lambda _: None,
    panels: str | None = None,
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
    panels : str or None
        The names of the panels in sight, with commas between them; None for all of them.

    Returns
    -------
    UiReport

    Raises
    ------
    UserError
        A window could not be opened.
    """
    starts = None if panels else _starts(_STARTS * rounds)
    if starts is not None:
        whole, bare = map(median, starts)
        tell(f"first painted window after {whole:.2f} s, a bare one {bare:.2f}")
    with TemporaryDirectory() as folder:
        path = data or _written(digits, Path(folder) / "digits.npz")
        trained = _trained(path, panels, rounds, seconds, tell)
    return _medians(starts, trained)


def _medians(starts: tuple[list[float], list[float]] | None, trained: _Trained) -> UiReport:
    seen = trained.rounds
    watched = median(r.inside / r.outside for r in seen)
    at_first, later = _updates_per_second(trained.updates)
    return UiReport(
        gui_speed_ratio=watched,
        speed_watched=watched,
        speed_minimised=median(r.minimised / r.outside for r in seen),
        first_point_ms=_median([r.first_point for r in seen]),
        curve_updates_per_second=_median([at_first, later]),
        curve_updates_at_first=at_first,
        curve_updates_later=later,
        timer_late_p99_ms=median(r.late.measured for r in seen),
        pen_to_bars_p99_ms=_median([r.waited.measured if r.waited else None for r in seen]),
        startup_ratio=median(map(truediv, *starts)) if starts else None,
        peak_rss_mb=trained.memory,
        startup_seconds=median(starts[0]) if starts else None,
        steps_per_second=median(r.inside for r in seen),
        stolen_share=median(r.stolen_share for r in seen),
        in_sight=trained.in_sight,
    )


def _median(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return median(known) if known else None


def _updates_per_second(updates: list[float] | None) -> tuple[float | None, float | None]:
    """Return the paintings a second in the first half of a run, and in the second."""
    if updates is None:
        return None, None
    at_first = sum(at < _AT_FIRST_SECONDS for at in updates)
    later_seconds = UPDATES_SECONDS - _AT_FIRST_SECONDS
    return at_first / _AT_FIRST_SECONDS, (len(updates) - at_first) / later_seconds


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
    path: Path, panels: str | None, rounds: int, seconds: float, tell: Callable[[str], None]
) -> _Trained:
    """Return measurements of each round, times of paintings in a run, and the window's memory."""
    arguments = (str(path), *([panels] if panels else []))
    with ExitStack() as stack:
        window = stack.enter_context(Child("mnistgui.bench.window.window", *arguments))
        alone = stack.enter_context(Child("mnistgui.bench.window.headless", str(path)))
        in_sight = tuple(window.request("in_sight"))
        seen = []
        for done in range(rounds):
            seen.append(_round(window, alone, seconds, in_sight))
            tell(f"round {done + 1}: {seen[-1]}")
        updates = _updates(window, tell) if "curves" in in_sight else None
        return _Trained(seen, updates, window.request("memory"), in_sight)


def _round(window: Child, alone: Child, seconds: float, in_sight: tuple[str, ...]) -> _Round:
    speeds = _speeds(window, alone, seconds)
    first = window.request("first_point") if "curves" in in_sight else None
    late = with_least_steal(lambda: _p99(window.request("timer", seconds)))
    if "draw" not in in_sight:
        return _Round(*speeds, first, late, None)
    waited = with_least_steal(lambda: _p99(window.request("pen", seconds)))
    return _Round(*speeds, first, late, waited)


def _updates(window: Child, tell: Callable[[str], None]) -> list[float]:
    """Return the seconds from the start of a run to each painting of the loss."""
    turn = with_least_steal(lambda: window.request("curve_updates", UPDATES_SECONDS))
    updates: list[float] = turn.measured
    tell(f"{len(updates) / UPDATES_SECONDS:.1f} paintings of the loss a second")
    return updates


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
