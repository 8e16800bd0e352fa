"""Measures the cost of warps: epochs with and without them, in turn, in one process."""

import time
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import count
from statistics import median

from mnistgui.bench.training.cases import CASES, Case
from mnistgui.data.dataset import Dataset
from mnistgui.reporting import OnProgress, no_report
from mnistgui.training.events import EpochEnded
from mnistgui.training.trainer import Trainer


@dataclass(frozen=True)
class Cost:
    """The cost of warps for one network; a ratio of 1 means that they cost nothing.

    Parameters
    ----------
    name : str
        Of the case.
    seconds : float
        An epoch takes without warps, evaluations left out.
    ratio : float
        With warps to without: of what is spent on warping and learning.
    ratio_with_evaluation : float
        The same of all time, also that of evaluating after the epoch.
    first_epoch_ratio : float
        As ``ratio``, of first epochs: half of the digits are warped, as in each later one, but
        memory and processor have seen none of them.
    """

    name: str
    seconds: float
    ratio: float
    ratio_with_evaluation: float
    first_epoch_ratio: float


@dataclass(frozen=True)
class Timed:
    """The time of one epoch: that of warping and learning, and all of it."""

    learning: float
    passed: float


Pair = tuple[Timed, Timed]
"""The same epoch without warps and with them."""


def warp_costs(
    dataset: Dataset,
    rounds: int,
    cases: Sequence[Case] = CASES,
    watch: OnProgress = no_report,
) -> list[Cost]:
    """Time networks with warps and without.

    Parameters
    ----------
    dataset : Dataset
    rounds : int
        Epochs of each that count, taken in turn after a first one, and so many first ones, each of
        a trainer of its own; medians of them are compared.
    cases : sequence of Case
    watch : callable
        Told about every pair of epochs.

    Returns
    -------
    list of Cost
        In the order of the cases.
    """
    total = len(cases) * 2 * rounds
    done = count(1)
    return [warp_cost(case, dataset, rounds, lambda: watch(next(done), total)) for case in cases]


def warp_cost(case: Case, dataset: Dataset, rounds: int, tick: Callable[[], None]) -> Cost:
    """Time one network with and without warps; ``tick`` is called after every pair of epochs."""
    lengths = [1] * (rounds - 1) + [rounds + 1]
    runs = [in_turn(case, length, dataset, tick) for length in lengths]
    firsts, later = [run[0] for run in runs], runs[-1][1:]
    seconds = median(one.learning for one, _ in later)
    return Cost(
        case.name,
        seconds,
        median(one.learning for _, one in later) / seconds,
        median(one.passed for _, one in later) / median(one.passed for one, _ in later),
        median(one.learning for _, one in firsts) / median(one.learning for one, _ in firsts),
    )


def in_turn(case: Case, length: int, dataset: Dataset, tick: Callable[[], None]) -> list[Pair]:
    """Train two new networks for some epochs, one without warps and one with them."""
    # Measured on all digits after every epoch, which is the default.
    plain = replace(case.config(length), metrics_every=0, metrics_sample=0)
    without, warped = (
        epochs(Trainer(config, dataset)) for config in (plain, replace(plain, augmentation="warps"))
    )
    pairs: list[Pair] = []
    with closing(without), closing(warped):
        for pair in zip(without, warped, strict=True):
            pairs.append(pair)
            tick()
    return pairs


def epochs(trainer: Trainer) -> Generator[Timed]:
    """Yield the time of each further epoch; time between two of them is not counted."""
    learnt, began = 0.0, time.perf_counter()
    for event in trainer:
        if isinstance(event, EpochEnded):
            yield Timed(event.seconds - learnt, time.perf_counter() - began)
            learnt, began = event.seconds, time.perf_counter()
