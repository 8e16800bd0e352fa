"""Exports a run's history as a CSV table, or as a folder of TensorBoard events."""

import csv
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistgui.atomic import write_bytes
from mnistgui.errors import UserError
from mnistgui.files.extras import extra_module
from mnistgui.files.snapshot import Arrays

_KEY = "step"
# The batch's own numbers get names that tell them from those measured on whole splits.
_NAMES = {"loss": "batch_loss", "accuracy": "batch_accuracy", "seconds": "training_seconds"}


def save_history_csv(path: Path, history: Mapping[str, Arrays]) -> None:
    """Write a row per step, with blanks where nothing was measured.

    Parameters
    ----------
    path : pathlib.Path
    history : mapping of str to (mapping of str to ndarray)
        As in :class:`~mnistgui.files.run.Run`.

    Raises
    ------
    UserError
        The file cannot be written.
    """
    columns = joined(history)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    for row in zip(*columns.values(), strict=True):
        writer.writerow("" if np.isnan(value) else str(value) for value in row)
    write_bytes(path, text.getvalue().encode())


def joined(history: Mapping[str, Arrays]) -> dict[str, NDArray[Any]]:
    """Join all tables by their steps.

    Parameters
    ----------
    history : mapping of str to (mapping of str to ndarray)

    Returns
    -------
    dict of str to ndarray of shape (n_steps,)
        ``step`` first; NaN where a table has no row for a step.
    """
    steps = np.unique(np.concatenate([table[_KEY] for table in history.values()]))
    columns: dict[str, NDArray[Any]] = {_KEY: steps}
    for table in history.values():
        rows = np.searchsorted(steps, table[_KEY])
        for name, values in table.items():
            if name == _KEY:
                continue
            kind = values.dtype if values.dtype.kind == "f" else np.dtype(np.float64)
            column = columns.setdefault(_NAMES.get(name, name), np.full(len(steps), np.nan, kind))
            column[rows] = values
    return columns


def save_tensorboard(folder: Path, history: Mapping[str, Arrays]) -> None:
    """Write every curve as scalars that ``tensorboard --logdir`` shows.

    Parameters
    ----------
    folder : pathlib.Path
        A new or empty folder.
    history : mapping of str to (mapping of str to ndarray)

    Raises
    ------
    UserError
        tensorboardX is not installed, or the folder is not empty or cannot be written.
    """
    tensorboard = extra_module("tensorboardX", "tensorboard")
    if folder.is_file():
        raise UserError(f"{folder} is a file; a new or empty folder is accepted")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise UserError(f"{folder} is not empty; a new folder is accepted")
        with tensorboard.SummaryWriter(str(folder)) as writer:
            _write_scalars(writer, joined(history))
    except OSError as fault:
        raise UserError(f"cannot write {folder}: {fault.strerror or fault}") from fault


def _write_scalars(writer: Any, columns: Mapping[str, NDArray[Any]]) -> None:
    steps = columns[_KEY]
    for name, values in columns.items():
        if name == _KEY:
            continue
        part, _, what = name.rpartition("_")
        tag = f"{what}/{part}" if what in ("loss", "accuracy") else name
        for step, value in zip(steps, values, strict=True):
            if not np.isnan(value):
                writer.add_scalar(tag, float(value), int(step))
