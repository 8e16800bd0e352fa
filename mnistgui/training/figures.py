"""Figures: what runs came to, under the names and in the units that the write-ups reported."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistgui.training.history import History
from mnistgui.training.presets import Preset, PresetRun

_MEASURED = r"(train|valid|test)_(accuracy|error|loss_tenth|loss)"
_LAST = re.compile(_MEASURED)
_BY_EPOCH = re.compile(_MEASURED + "_by_epoch")
_FIRST = re.compile("first_" + _MEASURED)

# Percent for accuracies and errors; one source averages the loss over the ten classes as well.
_UNITS: Mapping[str, tuple[str, Callable[[float], float]]] = MappingProxyType(
    {
        "accuracy": ("accuracy", lambda share: 100 * share),
        "error": ("accuracy", lambda share: 100 * (1 - share)),
        "loss": ("loss", lambda loss: loss),
        "loss_tenth": ("loss", lambda loss: loss / 10),
    }
)
_DIGITS = 5
_SLOW_RATE = 0.01
Trained = tuple[PresetRun, History]


def preset_figures(preset: Preset, trained: Sequence[Trained]) -> dict[str, Any]:
    """Say what the runs of a preset came to.

    Parameters
    ----------
    preset : Preset
        One that trains.
    trained : sequence of (PresetRun, History)
        Some or all of its runs, each measured at least once.

    Returns
    -------
    dict
        The names of ``preset.reported``; by run label first where there are several runs.
        What no run was trained for is left out.
    """
    if preset.kind == "grid":
        return grid_figures(trained)
    if len(preset.runs) == 1:
        return run_figures(preset.reported, trained[0][1]) if trained else {}
    return {
        run.label: run_figures(preset.reported[run.label], history)
        for run, history in trained
        if run.label in preset.reported
    }


def run_figures(names: Iterable[str], history: History) -> dict[str, Any]:
    """Say what one run came to.

    Parameters
    ----------
    names : iterable of str
        Such as ``"test_accuracy"`` (percent), ``"train_error_by_epoch"`` (percent, a list),
        ``"train_loss"`` (nats), ``"train_loss_tenth"`` (nats / 10), ``"first_train_loss"``,
        ``"oscillates"`` or ``"barely_moves"`` (whether four fifths of the loss are left).
    history : History
        Of a run measured at least once.

    Returns
    -------
    dict of str to float, bool or list
        A value for each name.
    """
    return {name: _figure(name, history) for name in names}


def grid_figures(cells: Sequence[Trained]) -> dict[str, float]:
    """Say what a grid of runs came to.

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
    accuracies = [run_figures(["valid_accuracy"], told)["valid_accuracy"] for _, told in cells]
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
        seconds = sum(float(told.epochs["seconds"][-1:].sum()) for _, told in cells)
        figures["minutes"] = round(seconds / 60, 1)
    return figures


def _figure(name: str, history: History) -> Any:
    if name == "oscillates":
        return oscillates(history)
    if name == "barely_moves":
        losses = history.steps["loss"]
        return bool(losses[-1] > 0.8 * losses[0])
    if match := _BY_EPOCH.fullmatch(name):
        return [_of(history, row, *match.groups()) for row in _epoch_ends(history)]
    if match := _FIRST.fullmatch(name):
        return _of(history, 0, *match.groups())
    if match := _LAST.fullmatch(name):
        return _of(history, -1, *match.groups())
    raise ValueError(f"no figure is named {name}")


def oscillates(history: History) -> bool:
    """Whether the loss of a full batch rises in at least a quarter of the steps.

    Parameters
    ----------
    history : History

    Returns
    -------
    bool
    """
    rises = np.diff(history.steps["loss"]) > 0
    return bool(rises.sum() >= 0.25 * max(len(rises), 1))


def _of(history: History, row: int, part: str, unit: str) -> float:
    if np.isnan(history.measured[f"{part}_accuracy"][row]):
        raise ValueError(f"the run holds back no {part} digits")
    what, convert = _UNITS[unit]
    return round(convert(float(history.measured[f"{part}_{what}"][row])), _DIGITS)


def _epoch_ends(history: History) -> NDArray[np.intp]:
    """Rows of the measurements at the ends of epochs."""
    epochs = history.measured["epoch"]
    return np.flatnonzero((epochs > 0) & (epochs % 1 == 0))
