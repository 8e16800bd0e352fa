"""What a study has come to, as JSON-able values and as a table."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mnistgui.atomic import write_bytes
from mnistgui.sweeps.axes import applied
from mnistgui.sweeps.results import STATES, CellResult, StudyResults

_MEASURED = (
    *("valid_accuracy", "test_accuracy", "train_accuracy"),
    *("valid_loss", "test_loss", "train_loss", "parameters", "steps", "seconds", "worker"),
)
_FIRST = ("cell", "seed", "state")


def study_summary(results: StudyResults) -> dict[str, Any]:
    """Summarise a study.

    Parameters
    ----------
    results : StudyResults

    Returns
    -------
    dict
        ``cells, complete, running, waiting, pruned, failed``, counts of cells; ``maximize``;
        ``best`` with ``config, mean, spread, seeds``, or None; and ``cells_table``, a row each.
    """
    return {
        "cells": len(results.cells),
        **{state: results.counts[state] for state in STATES},
        "maximize": results.plan.maximize,
        "best": best_record(results),
        "cells_table": [cell_record(cell) for cell in results.cells],
    }


def best_record(results: StudyResults) -> dict[str, Any] | None:
    """Return the best setting over its seeds; None while no cell is complete."""
    best = results.best
    if best is None:
        return None
    config = {**applied(results.plan.base, best.values).as_dict(), **best.values}
    del config["seed"]
    return {
        "config": config,
        "mean": best.mean,
        "spread": best.spread,
        "seeds": len(best.complete),
    }


def cell_record(cell: CellResult) -> dict[str, Any]:
    """Return a cell as a row of a table."""
    return {
        "cell": cell.number,
        **cell.values,
        "seed": cell.seed,
        "state": cell.state,
        "value": cell.value,
        **{name: cell.result.get(name) for name in _MEASURED},
        "trials": cell.trials,
        "error": cell.error,
    }


def write_csv(path: Path, results: StudyResults) -> None:
    """Write every cell as a row of a CSV file.

    Parameters
    ----------
    path : pathlib.Path
    results : StudyResults

    Raises
    ------
    UserError
        The file cannot be written.
    """
    write_bytes(path, csv_text(results).encode())


def csv_text(results: StudyResults) -> str:
    """Return every cell as a row of CSV, below a row of names."""
    records = [cell_record(cell) for cell in results.cells]
    text = io.StringIO()
    writer = csv.DictWriter(text, list(records[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(records)
    return text.getvalue()


def text_table(results: StudyResults, most: int) -> Sequence[str]:
    """Return the best settings as lines: fields that differ, then mean and spread over seeds.

    Parameters
    ----------
    results : StudyResults
    most : int
        Lines, but for the first.

    Returns
    -------
    sequence of str
    """
    known = sorted(
        (one for one in results.settings if one.mean is not None), key=lambda one: -(one.mean or 0)
    )[:most]
    head = [*results.differing, results.plan.maximize, "spread", "seeds", "seconds"]
    body = [
        [
            *(
                f"{one.values[name]:g}"
                if isinstance(one.values[name], float)
                else str(one.values[name])
                for name in results.differing
            ),
            f"{100 * (one.mean or 0):.2f} %",
            "" if one.spread is None else f"{100 * one.spread:.2f}",
            str(len(one.complete)),
            f"{one.mean_of('seconds') or 0:.1f}",
        ]
        for one in known
    ]
    widths = [max(len(row[i]) for row in (head, *body)) for i in range(len(head))]
    return [
        "  ".join(w.rjust(n) for w, n in zip(row, widths, strict=True)) for row in (head, *body)
    ]
