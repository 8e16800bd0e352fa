"""What the cells of a study say together: importance of each field, heat map, Pareto front."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistgui.sweeps.results import PRUNED, SettingResult, StudyResults

_MOST_LEVELS = 8  # a field with more values, as a search has, is cut into as many parts


@dataclass(frozen=True, eq=False)
class HeatMap:
    """The mean of the measure by two fields, over all other fields and seeds.

    Parameters
    ----------
    rows, columns : tuple
        The values of both fields, in order.
    means : ndarray of shape (n_rows, n_columns), float64
        NaN where no cell is complete.
    """

    rows: tuple[Any, ...]
    columns: tuple[Any, ...]
    means: NDArray[np.float64]


def complete_settings(results: StudyResults) -> tuple[SettingResult, ...]:
    """Return the settings of which a cell is complete."""
    return tuple(one for one in results.settings if one.complete)


def importance(results: StudyResults) -> dict[str, float]:
    """Compute how much of the measure's variance each field explains alone.

    ``Var(E[y | field]) / Var(y)``, the first-order index of Sobol 1993, "Sensitivity estimates for
    nonlinear mathematical models"; ranges are cut into parts with equally many settings.

    Parameters
    ----------
    results : StudyResults

    Returns
    -------
    dict of str to float
        From 0 to 1 by field, the largest first; empty while fewer than three settings are known.
    """
    known = complete_settings(results)
    y = np.array([one.mean for one in known], dtype=np.float64)
    if len(known) < 3 or not np.ptp(y):
        return {}
    shares = {
        name: _explained(_levels([one.values[name] for one in known]), y)
        for name in results.differing
    }
    return dict(sorted(shares.items(), key=lambda item: -item[1]))


def _levels(values: Sequence[Any]) -> NDArray[np.intp]:
    """Number the values of a field, those of a range in parts with equally many."""
    _, numbers = np.unique(np.array(values), return_inverse=True)
    if numbers.max() < _MOST_LEVELS:
        return np.asarray(numbers, np.intp)
    ranks = np.argsort(np.argsort(np.array(values), kind="stable"), kind="stable")
    return np.asarray(ranks * _MOST_LEVELS // len(values), np.intp)


def _explained(levels: NDArray[np.intp], y: NDArray[np.float64]) -> float:
    count = np.bincount(levels)
    means = np.bincount(levels, y) / np.maximum(count, 1)
    between = float(count @ (means - y.mean()) ** 2)
    return between / float(((y - y.mean()) ** 2).sum())


def curve_points(results: StudyResults, *, pruned: bool) -> NDArray[np.float64]:
    """Return the curves of all cells as one line with a gap after each.

    Parameters
    ----------
    results : StudyResults
    pruned : bool
        Whether those are wanted that were given up, or all others.

    Returns
    -------
    ndarray of shape (2, n), float64
        Epochs and measures; NaN in the gaps.
    """
    points = [
        point
        for cell in results.cells
        if cell.curve and (cell.state == PRUNED) == pruned
        for point in (*cell.curve, (np.nan, np.nan))
    ]
    return np.array(points, np.float64).reshape(len(points), 2).T


def heat_map(results: StudyResults, row: str, column: str) -> HeatMap:
    """Average the measure by two fields.

    Parameters
    ----------
    results : StudyResults
    row, column : str
        Two fields that differ.

    Returns
    -------
    HeatMap
    """
    known = complete_settings(results)
    rows, i = _ordered([one.values[row] for one in known])
    columns, j = _ordered([one.values[column] for one in known])
    total, count = np.zeros((2, len(rows), len(columns)))
    np.add.at(total, (i, j), np.array([one.mean for one in known], np.float64))
    np.add.at(count, (i, j), 1)
    with np.errstate(invalid="ignore"):
        return HeatMap(rows, columns, total / count)


def _ordered(values: Sequence[Any]) -> tuple[tuple[Any, ...], NDArray[np.intp]]:
    different = tuple(sorted(set(values)))
    places = {value: place for place, value in enumerate(different)}
    return different, np.array([places[value] for value in values], np.intp)


def pareto_front(cost: NDArray[np.float64], gain: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Mark what nothing else beats at the same cost or less.

    Parameters
    ----------
    cost, gain : ndarray of shape (n,), float64
        Seconds or parameters, and accuracy.

    Returns
    -------
    ndarray of shape (n,), bool
    """
    order = np.lexsort((-gain, cost))
    best = np.maximum.accumulate(gain[order]) if len(gain) else gain
    front = np.zeros(len(cost), bool)
    front[order] = gain[order] > np.concatenate([[-np.inf], best[:-1]])
    return front
