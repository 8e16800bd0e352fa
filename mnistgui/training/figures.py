"""Figures: what runs came to, under the names and in the units that the write-ups reported."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import numpy as np

from mnistgui.training.events import Measured, Metrics
from mnistgui.training.presets import PresetRun
from mnistgui.training.summary import Outcome

_LAST = re.compile(r"(train|valid|test)_(accuracy|error|loss|loss_tenth)")
_BY_EPOCH = re.compile(r"(train|valid|test)_(accuracy|error|loss|loss_tenth)_by_epoch")
_FIRST = re.compile(r"first_(train|valid|test)_(accuracy|error|loss|loss_tenth)")

# Percent for accuracies and errors; one source averages the loss over the ten classes as well.
_UNITS: Mapping[str, Callable[[Metrics], float]] = MappingProxyType(
    {
        "accuracy": lambda m: 100 * m.accuracy,
        "error": lambda m: 100 * (1 - m.accuracy),
        "loss": lambda m: m.loss,
        "loss_tenth": lambda m: m.loss / 10,
    }
)
_DIGITS = 5
_SLOW_RATE = 0.01


def run_figures(names: Iterable[str], outcome: Outcome) -> dict[str, Any]:
    """Say what one run came to.

    Parameters
    ----------
    names : iterable of str
        Such as ``"test_accuracy"`` (percent), ``"train_error_by_epoch"`` (percent, a list),
        ``"train_loss"`` (nats), ``"train_loss_tenth"`` (nats / 10), ``"first_train_loss"``,
        ``"oscillates"`` or ``"barely_moves"`` (whether four fifths of the loss are left).
    outcome : Outcome
        Of a run measured at least once.

    Returns
    -------
    dict of str to float, bool or list
        A value for each name.
    """
    return {name: _figure(name, outcome) for name in names}


def grid_figures(cells: Sequence[tuple[PresetRun, Outcome]]) -> dict[str, float]:
    """Say what a grid of runs came to.

    Parameters
    ----------
    cells : sequence of (PresetRun, Outcome)

    Returns
    -------
    dict of str to float
        Best validation accuracy of all, lowest and highest at a rate of 0.01, in percent, and
        the minutes that all took.
    """
    accuracies = [run_figures(["valid_accuracy"], out)["valid_accuracy"] for _, out in cells]
    slow = [
        accuracy
        for (run, _), accuracy in zip(cells, accuracies, strict=True)
        if run.config.learning_rate == _SLOW_RATE
    ]
    seconds = sum(out.finished.seconds for _, out in cells if out.finished)
    return {
        "best_valid_accuracy": max(accuracies),
        "lowest_at_rate_001": min(slow),
        "highest_at_rate_001": max(slow),
        "minutes": round(seconds / 60, 1),
    }


def _figure(name: str, outcome: Outcome) -> Any:
    if name == "oscillates":
        return oscillates(outcome)
    if name == "barely_moves":
        losses = outcome.history.steps["loss"]
        return bool(losses[-1] > 0.8 * losses[0])
    if match := _BY_EPOCH.fullmatch(name):
        return [_of(one, *match.groups()) for one in _epoch_ends(outcome.measured)]
    if match := _FIRST.fullmatch(name):
        return _of(outcome.measured[0], *match.groups())
    if match := _LAST.fullmatch(name):
        return _of(outcome.measured[-1], *match.groups())
    raise ValueError(f"no figure is named {name}")


def oscillates(outcome: Outcome) -> bool:
    """Whether the loss of a full batch rises in at least a quarter of the steps.

    Parameters
    ----------
    outcome : Outcome

    Returns
    -------
    bool
    """
    rises = np.diff(outcome.history.steps["loss"]) > 0
    return bool(rises.mean() >= 0.25)


def _of(measured: Measured, part: str, unit: str) -> float:
    metrics: Metrics | None = getattr(measured, part)
    if metrics is None:
        raise ValueError(f"the run holds back no {part} digits")
    return round(_UNITS[unit](metrics), _DIGITS)


def _epoch_ends(measured: Sequence[Measured]) -> list[Measured]:
    """The measurements at the ends of epochs, the last of each where there are several."""
    return list({one.epoch: one for one in measured if one.epoch and one.epoch % 1 == 0}.values())
