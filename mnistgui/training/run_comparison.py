"""A table of several runs of an experiment: their differences and their results."""

from collections.abc import Sequence

import numpy as np

from mnistgui.training.config import FIELDS, TrainingConfig, is_relevant
from mnistgui.training.fields import Field
from mnistgui.training.history import History
from mnistgui.training.model import blueprint
from mnistgui.training.presets import PresetRun

ComparedValue = str | int | float | None

_MEASURED = {
    "validation accuracy in %": (
        "valid_accuracy",
        100,
    ),  # the best of several runs is chosen by this
    "test accuracy in %": ("test_accuracy", 100),
    "train accuracy in %": ("train_accuracy", 100),
    "train loss": ("train_loss", 1),
    "validation loss": ("valid_loss", 1),
    "test loss": ("test_loss", 1),
}
"""Head of each column, with the column of the history and what its numbers are multiplied by."""


def compare_runs(
    trained: Sequence[tuple[PresetRun, History]], endings: Sequence[str] = ()
) -> tuple[tuple[str, ...], tuple[tuple[ComparedValue, ...], ...]]:
    """Compare runs by their last measurement.

    Parameters
    ----------
    trained : sequence of (PresetRun, History)
        Each measured at least once.
    endings : sequence of str
        Why and when each ended; empty for one that has not.

    Returns
    -------
    tuple of (tuple of str, tuple of tuple of ComparedValue)
        The heads of the columns, and a row for each run: its label, the width of each hidden layer
        and the other settings where they differ, the number of parameters, the seconds spent in
        steps, accuracies in per cent, losses in nats, and why each ended. What is not known is
        None, and a column without anything known is left out.
    """
    configs = [planned.config for planned, _ in trained]
    columns: dict[str, list[ComparedValue]] = {"run": [planned.label for planned, _ in trained]}
    columns.update(_widths(configs))
    columns.update(_settings(configs))
    columns["parameters"] = [blueprint(config).parameter_count for config in configs]
    columns["seconds"] = [_seconds(history) for _, history in trained]
    for head, (name, factor) in _MEASURED.items():
        columns[head] = [_last(history, name, factor) for _, history in trained]
    columns["ended"] = [words or None for words in endings] or [None] * len(trained)
    kept = {head: cells for head, cells in columns.items() if any(c is not None for c in cells)}
    return tuple(kept), tuple(zip(*kept.values(), strict=True))


def _widths(configs: Sequence[TrainingConfig]) -> dict[str, list[ComparedValue]]:
    """Return a column for each hidden layer, if the hidden layers differ."""
    if len({config.hidden for config in configs}) < 2:
        return {}
    deepest = max(len(config.hidden) for config in configs)
    return {
        f"hidden_{i + 1}": [
            config.hidden[i] if i < len(config.hidden) else None for config in configs
        ]
        for i in range(deepest)
    }


def _settings(configs: Sequence[TrainingConfig]) -> dict[str, list[ComparedValue]]:
    """Return a column for each other setting that is not the same in all runs."""
    differing = [
        field
        for field in FIELDS
        if field.name != "hidden" and len({getattr(c, field.name) for c in configs}) > 1
    ]
    return {
        field.label.lower(): [
            _cell(field, getattr(c, field.name)) if is_relevant(field, c) else None for c in configs
        ]
        for field in differing
    }


def _cell(field: Field, value: object) -> ComparedValue:
    return value if isinstance(value, int | float) else field.brief(value)


def _last(history: History, name: str, factor: int) -> float | None:
    """Return the last measured number; None if it is NaN, as for digits that are not held back."""
    numbers = history.measured[name]
    if not len(numbers) or np.isnan(numbers[-1]):
        return None
    return factor * float(numbers[-1])


def _seconds(history: History) -> float | None:
    seconds = history.epochs["seconds"]
    return float(seconds[-1]) if len(seconds) else None
