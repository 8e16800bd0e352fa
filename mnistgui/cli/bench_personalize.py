"""``mnistgui bench personalize``: accuracy before and after five taught digits of each kind."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
import numpy as np

from mnistgui.bench.drawing.personalize import Taught, by_writer, spread, teach_writers
from mnistgui.cli.digits import DATA_OPTION, digits
from mnistgui.cli.time_left import TimeLeft
from mnistgui.files.default_model import default_model
from mnistgui.files.models import load_model
from mnistgui.ink.jsonl import read_drawings
from mnistgui.per_cent import per_cent

_PATH = click.Path(path_type=Path)
_SHARES = ("before", "after", "test_before", "test_after")


@click.command("personalize")
@click.option(
    "--strokes", type=_PATH, required=True, help="Labelled pen recordings that name their writers."
)
@click.option("--model", type=_PATH, help="What begins; the shipped one without it.")
@click.option("--writers", type=click.IntRange(min=1), help="So many of them; all without it.")
@DATA_OPTION
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
def personalize_bench_command(
    strokes: Path,
    model: Path | None,
    writers: int | None,
    data: Path | None,
    seed: int,
    *,
    as_json: bool,
) -> None:
    """Teach a model five of each digit by one writer, for one writer after the other.

    Each begins with the same model, and is judged on all other digits of the writer and on test
    digits, before and after. The shipped model has learnt from UCI's recordings; on those, give
    one that has not (`mnistgui train-default` without --strokes).
    """
    chosen = spread(by_writer(read_drawings(strokes)), writers)
    network = default_model() if model is None else load_model(model)
    with TimeLeft("teaching") as progress:
        found = teach_writers(network, chosen, digits(data), seed, watch=progress.show)
    record = summed_up(found)
    click.echo(json.dumps(record) if as_json else format_record(record))


def summed_up(found: Sequence[Taught]) -> dict[str, Any]:
    """Return means over the writers, the largest loss of accuracy, and each writer's figures.

    Parameters
    ----------
    found : sequence of Taught
        At least one.

    Returns
    -------
    dict
    """
    names = ("before", "after", "test_before", "test_after", "seconds")
    each = [asdict(one) for one in found]
    means = {f"mean_{name}": float(np.mean([one[name] for one in each])) for name in names}
    worst = min(one.test_after - one.test_before for one in found)
    return {"writers": len(found), **means, "worst_test_change": worst, "per_writer": each}


def format_record(record: dict[str, Any]) -> str:
    """Format the figures as a line for each writer, and their means.

    Parameters
    ----------
    record : dict
        From :func:`summed_up`.

    Returns
    -------
    str
    """
    line = "{0:12} {1:>8} -> {2:>8}   test digits {3:>8} -> {4:>8}   {5:5.1f} s"
    rows = [(one["writer"], one, "") for one in record["per_writer"]] + [("mean", record, "mean_")]
    return "\n".join(
        line.format(
            title,
            *(per_cent(figures[f"{prefix}{name}"]) for name in _SHARES),
            figures[f"{prefix}seconds"],
        )
        for title, figures, prefix in rows
    )
