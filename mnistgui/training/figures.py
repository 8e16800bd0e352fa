"""Figures: results of runs, with the names and the units of the write-ups."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistgui.training.history import History
from mnistgui.training.presets import FORMS, Preset, PresetRun

_MEASURED = r"(train|valid|test)_(accuracy|error|loss_tenth|loss)"

# Percent for accuracies and errors; one source averages the loss over the ten classes as well.
_UNITS: Mapping[str, tuple[str, Callable[[float], float]]] = MappingProxyType(
    {
        "accuracy": ("accuracy", lambda share: 100 * share),
        "error": ("accuracy", lambda share: 100 * (1 - share)),
        "loss": ("loss", lambda loss: loss),
        "loss_tenth": ("loss", lambda loss: loss / 10),
    }
)
_DIGITS = 7
_SLOW_RATE = 0.01
_LAST_RATES = 4
Trained = tuple[PresetRun, History]


def preset_figures(preset: Preset, trained: Sequence[Trained]) -> dict[str, dict[str, Any]]:
    """Compute the figures of a preset from its runs.

    Parameters
    ----------
    preset : Preset
        One that trains.
    trained : sequence of (PresetRun, History)
        Some or all of its runs, each measured at least once.

    Returns
    -------
    dict of str to dict
        By form, see :data:`mnistgui.training.presets.FORMS`: the figures by name, or by case first
        where the preset has several. What no run was trained for is left out.
    """
    return {
        form: _figures_of_form(preset, [pair for pair in trained if form in pair[0].forms])
        for form in FORMS
    }


def _figures_of_form(preset: Preset, trained: Sequence[Trained]) -> dict[str, Any]:
    if preset.kind == "grid":
        return dict(grid_figures(trained))
    by_case = {
        run.case: run_figures(preset.names_of(run.case), history) for run, history in trained
    }
    if "" in by_case:
        return by_case[""]
    return {case: figures for case, figures in by_case.items() if figures}


def run_figures(names: Iterable[str], history: History) -> dict[str, Any]:
    """Compute figures of one run.

    Parameters
    ----------
    names : iterable of str
        Such as ``"test_accuracy"`` (percent), ``"train_error_by_epoch"`` (percent, a list),
        ``"train_loss"`` (nats), ``"train_loss_tenth"`` (nats / 10), ``"first_train_loss"``,
        ``"train_error_after_20_steps"``, ``"train_error_every_10_steps"`` (a list),
        ``"steps_to_train_loss_0.5"``, or one of those in this module's table.
    history : History
        Of a run measured at least once.

    Returns
    -------
    dict of str to float, bool or list
        A value for each name that is known so far.
    """
    found = {name: _figure(name, history) for name in names}
    return {name: value for name, value in found.items() if value is not None}


def grid_figures(cells: Sequence[Trained]) -> dict[str, float]:
    """Compute the figures of a grid of runs.

    Parameters
    ----------
    cells : sequence of (PresetRun, History)
        Each measured at least once.

    Returns
    -------
    dict of str to float
        Best validation accuracy of all, lowest and highest at a rate of 0.01, in percent, and
        the minutes that all took; without cells, or cells at that rate, less.
    """
    accuracies = [
        run_figures(["valid_accuracy"], history)["valid_accuracy"] for _, history in cells
    ]
    slow = [
        accuracy
        for (run, _), accuracy in zip(cells, accuracies, strict=True)
        if run.config.learning_rate == _SLOW_RATE
    ]
    figures = {}
    if cells:
        figures["best_valid_accuracy"] = max(accuracies)
    if slow:
        figures |= {"lowest_at_rate_001": min(slow), "highest_at_rate_001": max(slow)}
    if cells:
        seconds = sum(float(history.epochs["seconds"][-1:].sum()) for _, history in cells)
        figures["minutes"] = round(seconds / 60, 1)
    return figures


def oscillates(history: History) -> bool:
    """Return whether the loss of a full batch rises in at least a quarter of the steps.

    Parameters
    ----------
    history : History

    Returns
    -------
    bool
    """
    rises = np.diff(history.steps["loss"]) > 0
    return bool(rises.sum() >= 0.25 * max(len(rises), 1))


def barely_moves(history: History) -> bool:
    """Return whether at least four fifths of the first loss are left.

    Parameters
    ----------
    history : History

    Returns
    -------
    bool
    """
    losses = history.steps["loss"]
    return bool(losses[-1] > 0.8 * losses[0])


def _batch_accuracy(history: History) -> float:
    """Return the mean accuracy of the last epoch's batches, each before it was learnt."""
    accuracies = history.steps["accuracy"][_last_epoch(history)]
    return round(100 * float(accuracies.mean(dtype=np.float64)), _DIGITS)


def _last_epoch(history: History) -> slice:
    ends = history.epochs["step"].tolist()
    return slice(ends[-2] if len(ends) > 1 else 0, ends[-1] if ends else None)


def _last_rates(history: History) -> list[float]:
    """Return the learning rates of the last four steps of the last whole epoch."""
    return [float(rate) for rate in history.steps["learning_rate"][_last_epoch(history)]][
        -_LAST_RATES:
    ]


def _lowest_loss_step(history: History) -> int:
    """Return the step after which the loss is least, counted from 0 as the write-ups' loops do.

    Where the history's float32 holds the same loss for several steps, it is the one in the middle.
    """
    losses = history.steps["loss"]  # each measured before its step
    least = np.flatnonzero(losses == losses.min())
    return max(int(least[len(least) // 2]) - 1, 0)


def _test_cost(history: History) -> float:
    """Return the loss of the test digits with the penalty, as one write-up gave it."""
    measured = {
        name: float(history.measured[name][-1])
        for name in ("train_cost", "train_loss", "test_loss")
    }
    penalty = measured["train_cost"] - measured["train_loss"]
    return round(measured["test_loss"] + penalty, _DIGITS)


def _updates_per_epoch(history: History) -> int | None:
    return int(history.epochs["step"][0]) if len(history.epochs) else None


_FIGURES: Mapping[str, Callable[[History], Any]] = MappingProxyType(
    {
        "oscillates": oscillates,
        "barely_moves": barely_moves,
        "steps": lambda history: int(history.steps["step"][-1]),
        "cost": lambda history: round(float(history.measured["train_cost"][-1]), _DIGITS),
        "test_cost": _test_cost,
        "lowest_loss": lambda history: float(history.steps["loss"].min()),
        "lowest_loss_step": _lowest_loss_step,
        "last_loss": lambda history: float(history.steps["loss"][-1]),
        "batch_accuracy": _batch_accuracy,
        "last_rates": _last_rates,
        "updates_per_epoch": _updates_per_epoch,
        "seconds": lambda history: float(history.epochs["seconds"][-1:].sum()) or None,
    }
)


def _figure(name: str, history: History) -> Any:
    if name in _FIGURES:
        return _FIGURES[name](history)
    for pattern, figure in _PATTERNS.items():
        if match := re.fullmatch(pattern, name):
            return figure(history, *match.groups())
    raise ValueError(f"no figure is named {name}")


def _value_at(history: History, row: int, part: str, unit: str) -> float:
    if np.isnan(history.measured[f"{part}_accuracy"][row]):
        raise ValueError(f"the run holds back no {part} digits")
    what, convert = _UNITS[unit]
    return round(convert(float(history.measured[f"{part}_{what}"][row])), _DIGITS)


def _by_epoch(history: History, part: str, unit: str) -> list[float]:
    epochs = history.measured["epoch"]
    ends = np.flatnonzero((epochs > 0) & (epochs % 1 == 0))
    return [_value_at(history, row, part, unit) for row in ends.tolist()]


def _after_steps(history: History, part: str, unit: str, step: str) -> float | None:
    rows = np.flatnonzero(history.measured["step"] == int(step))
    return _value_at(history, int(rows[0]), part, unit) if len(rows) else None


def _every_steps(history: History, part: str, unit: str, every: str) -> list[float]:
    steps = history.measured["step"]
    return [_value_at(history, row, part, unit) for row in _multiples(steps, int(every)).tolist()]


def _multiples(steps: NDArray[np.int64], every: int) -> NDArray[np.intp]:
    return np.flatnonzero((steps > 0) & (steps % every == 0))


def _steps_to_loss(history: History, part: str, loss: str) -> int | None:
    """Return after how many steps a loss was first measured to be reached."""
    rows = np.flatnonzero(history.measured[f"{part}_loss"] <= float(loss))
    return int(history.measured["step"][rows[0]]) if len(rows) else None


_PATTERNS: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {
        _MEASURED: lambda history, part, unit: _value_at(history, -1, part, unit),
        "first_" + _MEASURED: lambda history, part, unit: _value_at(history, 0, part, unit),
        _MEASURED + "_by_epoch": _by_epoch,
        _MEASURED + r"_after_(\d+)_steps": _after_steps,
        _MEASURED + r"_every_(\d+)_steps": _every_steps,
        r"steps_to_(train|valid|test)_loss_(\d+\.\d+)": _steps_to_loss,
    }
)
