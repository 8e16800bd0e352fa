"""Runs that differ in nothing but the seed, and what comes of them: mean, spread and band."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from mnistgui.training.config import FIELDS, TrainingConfig, is_relevant
from mnistgui.training.fields import Field
from mnistgui.training.history import History

Curve = NDArray[np.float64]
T = TypeVar("T")
_SEED = "seed"


@dataclass(frozen=True)
class Spread:
    """The mean of some figures, and how far they lie from it.

    Parameters
    ----------
    mean : float
    deviation : float or None
        The standard deviation of a sample, with ``n - 1``; None for a single figure.
    count : int
        How many figures there are.
    """

    mean: float
    deviation: float | None
    count: int


@dataclass(frozen=True, eq=False)
class DeviationBand:
    """The mean of several curves, and one standard deviation below and above it.

    Parameters
    ----------
    x : ndarray of shape (n_points,), float64
        The places that all curves have.
    mean, low, high : ndarray of shape (n_points,), float64
    """

    x: Curve
    mean: Curve
    low: Curve
    high: Curve


@dataclass(frozen=True)
class BestEpoch:
    """Where a run read most digits right.

    Parameters
    ----------
    epoch : float
    accuracy : float
        From 0 to 1.
    part : str
        ``"valid"``, or ``"test"`` where no digits are held back.
    """

    epoch: float
    accuracy: float
    part: str


def all_but_seed(config: TrainingConfig) -> Hashable:
    """Return what is equal for settings that differ in the seed alone.

    Parameters
    ----------
    config : TrainingConfig

    Returns
    -------
    hashable
    """
    return replace(config, seed=TrainingConfig().seed)


def grouped(things: Iterable[T], keys: Iterable[Hashable]) -> list[list[T]]:
    """Put things with equal keys together, in the order in which each key comes first.

    Parameters
    ----------
    things : iterable
    keys : iterable of hashable
        One for each.

    Returns
    -------
    list of list
    """
    groups: dict[Hashable, list[T]] = {}
    for thing, key in zip(things, keys, strict=True):
        groups.setdefault(key, []).append(thing)
    return list(groups.values())


def differing_fields(configs: Sequence[TrainingConfig]) -> list[Field]:
    """Return the settings that are not the same in all runs.

    Parameters
    ----------
    configs : sequence of TrainingConfig

    Returns
    -------
    list of Field
        The seed last; settings that matter for none of the runs are left out.
    """
    found = [
        field
        for field in FIELDS
        if len({getattr(config, field.name) for config in configs}) > 1
        and any(is_relevant(field, config) for config in configs)
    ]
    return sorted(found, key=lambda field: field.name == _SEED)


def spread_of(values: Iterable[float | None]) -> Spread | None:
    """Return mean and standard deviation of figures.

    Parameters
    ----------
    values : iterable of float or None
        None, and what is no finite number, is left out.

    Returns
    -------
    Spread or None
        None where there is no figure.
    """
    there = [value for value in values if value is not None and np.isfinite(value)]
    if not there:
        return None
    deviation = float(np.std(there, ddof=1)) if len(there) > 1 else None
    return Spread(float(np.mean(there)), deviation, len(there))


def band_of(curves: Sequence[tuple[Curve, Curve]]) -> DeviationBand:
    """Return mean and spread of curves where all of them have a point; nothing is interpolated.

    Parameters
    ----------
    curves : sequence of (ndarray of shape (n,), ndarray of shape (n,))
        At least two: increasing places, and values.

    Returns
    -------
    DeviationBand
    """
    places = [np.asarray(x, np.float64) for x, _ in curves]
    common: Curve = reduce(np.intersect1d, places)
    values = np.stack(
        [
            np.asarray(y, np.float64)[np.searchsorted(x, common)]
            for x, (_, y) in zip(places, curves, strict=True)
        ]
    )
    with np.errstate(invalid="ignore", over="ignore"):
        mean, deviation = values.mean(axis=0), values.std(axis=0, ddof=1)
    return DeviationBand(common, mean, mean - deviation, mean + deviation)


def best_epoch(history: History) -> BestEpoch | None:
    """Return where a run read most digits right, by validation digits if any are held back.

    Parameters
    ----------
    history : History

    Returns
    -------
    BestEpoch or None
        The first of equals; None where nothing was measured.
    """
    measured = history.measured
    for part in ("valid", "test"):
        accuracies = measured[f"{part}_accuracy"]
        if len(accuracies) and np.isfinite(accuracies).any():
            row = int(np.nanargmax(accuracies))
            return BestEpoch(float(measured["epoch"][row]), float(accuracies[row]), part)
    return None


def seconds_of(history: History) -> float | None:
    """Return how long a run has taken steps, in whole epochs.

    Parameters
    ----------
    history : History

    Returns
    -------
    float or None
        None before the first epoch is over.
    """
    seconds = history.epochs["seconds"]
    return float(seconds[-1]) if len(seconds) else None
