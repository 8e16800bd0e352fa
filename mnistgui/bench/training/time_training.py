"""Times training against other programs, and against the matrix products alone."""

import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import geometric_mean, median
from typing import Any

from mnistgui.bench.training.busy import busy_processes
from mnistgui.bench.training.cases import CASES
from mnistgui.bench.training.contender_process import ContenderProcess, write_digits
from mnistgui.data.dataset import Split

# Which contenders stand for a name; the fastest of them counts.
GROUPS = {
    "torch": ("torch, 1 thread", "torch, all threads"),
    "jax": ("jax",),
    "sklearn": ("sklearn, 1 thread", "sklearn, all threads"),
    "floor": ("floor",),
}

# Timed and listed, but compared with by nobody.
EXTRAS = ("floor, all threads",)


def time_training(
    digits: Split,
    against: Sequence[str],
    rounds: int,
    report: Callable[[str], None] = lambda _: None,
    beside: int = 0,
) -> dict[str, Any]:
    """Time an epoch of every case.

    Parameters
    ----------
    digits : Split
        What is trained on.
    against : sequence of str
        Keys of ``GROUPS``; the floor is always measured.
    rounds : int
        How often each contender trains an epoch, in turn with the others; medians count.
    report : callable
        Told in a line what has been measured.
    beside : int
        How many other processes keep processors busy meanwhile.

    Returns
    -------
    dict
        ``{"cases": [{"name", "seconds", "speed_ratio": {name: ratio}, "contenders"}, ...],
        "geometric_mean": {name: ratio}}``; ratios above 1 mean faster than that contender.

    Raises
    ------
    UserError
        A library that is compared with is not installed.
    """
    groups = {name: GROUPS[name] for name in dict.fromkeys([*against, "floor"])}
    cases = []
    with tempfile.TemporaryDirectory() as folder, busy_processes(beside):
        path = Path(folder) / "digits.npz"
        write_digits(path, digits)
        for index in range(len(CASES)):
            timed = _timed(index, path, groups, rounds)
            ratios = ", ".join(f"{r:.2f} x {name}" for name, r in timed["speed_ratio"].items())
            report(f"{timed['name']}: {timed['seconds']:.3f} s an epoch, {ratios}")
            cases.append(timed)
    means = {name: geometric_mean([case["speed_ratio"][name] for case in cases]) for name in groups}
    return {"cases": cases, "geometric_mean": means}


def _timed(
    case: int, digits: Path, groups: Mapping[str, Sequence[str]], rounds: int
) -> dict[str, Any]:
    """Time a case, and compare our time with the best of each group."""
    contenders = [one for members in groups.values() for one in members]
    seconds = _median_seconds(case, digits, ["ours", *contenders, *EXTRAS], rounds)
    return {
        "name": CASES[case].name,
        "seconds": seconds["ours"],
        "speed_ratio": {
            name: min(seconds[one] for one in members) / seconds["ours"]
            for name, members in groups.items()
        },
        "contenders": seconds,
    }


def _median_seconds(
    case: int, digits: Path, contenders: Sequence[str], rounds: int
) -> dict[str, float]:
    """Return the median time of each contender; the first round warms up and is not counted."""
    with ExitStack() as stack:
        processes = [
            stack.enter_context(ContenderProcess(name, case, digits)) for name in contenders
        ]
        times: dict[str, list[float]] = {name: [] for name in contenders}
        for _ in range(rounds + 1):
            for process in processes:
                times[process.contender].append(process.epoch())
    return {name: median(counted[1:]) for name, counted in times.items()}
