"""``mnistgui personalize``: train a network further on one person's handwriting."""

import json
import time
from pathlib import Path
from typing import Any

import click

from mnistgui.cli.digits import DATA_OPTION, found_digits
from mnistgui.cli.networks import network_of, shipped, usage_options
from mnistgui.cli.output_files import RunOutput, locked_outputs, refuse_to_overwrite
from mnistgui.cli.time_left import TimeLeft
from mnistgui.data.dataset import Dataset
from mnistgui.drawing.personalize import AccuracyChange, Personalized, personalized
from mnistgui.files.models import require_known_suffix, save_model
from mnistgui.ink.jsonl import read_drawings
from mnistgui.per_cent import per_cent

_PATH = click.Path(path_type=Path)
_SYNTHETIC_DIGITS = (24_000, 4_000)


@click.command("personalize")
@click.option(
    "--strokes", type=_PATH, required=True, metavar="TAUGHT.jsonl", help="Labelled drawings."
)
@click.option("--model", type=_PATH, help="The network to begin with; the shipped one without it.")
@click.option("--out", type=_PATH, required=True, metavar="MINE.h5", help="What has learnt them.")
@DATA_OPTION
@usage_options
@click.option("--seed", type=click.IntRange(0), default=0, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
def personalize_command(
    strokes: Path,
    model: Path | None,
    out: Path,
    data: Path | None,
    seed: int,
    *,
    as_json: bool,
    **usage: str | None,
) -> None:
    """Have a network learn one person's hand from labelled drawings of theirs.

    Five of each digit go far. The drawings are redrawn with several pens and warped; the network
    rehearses other digits meanwhile, so as not to forget them. A trial that learns from four
    fifths tells how well the others are read before and after; what is saved learns from all.
    The same drawings and seed give the same network. --data names the digits that are rehearsed
    and tested on.
    """
    RunOutput(out).check()
    require_known_suffix(out)
    if model is not None:
        refuse_to_overwrite(model, out)
    with locked_outputs([out]):
        drawings = read_drawings(strokes)
        dataset = found_digits(data, _SYNTHETIC_DIGITS)
        chosen = shipped() if model is None else network_of(model, usage, dataset)
        click.echo(f"rehearsing and testing on {dataset.name}", err=True)
        began = time.monotonic()
        with TimeLeft("learning") as progress:
            result = personalized(chosen.network, drawings, dataset, seed, progress.show)
        save_model(result.network, out)
    record = _record(result, dataset, time.monotonic() - began)
    click.echo(json.dumps(record) if as_json else _format_result(result, dataset, out))


def _record(result: Personalized, dataset: Dataset, seconds: float) -> dict[str, Any]:
    hand = result.hand
    return {
        "taught": result.taught,
        "held_back": result.held_back,
        "held_back_accuracy_before": hand.before if hand else None,
        "held_back_accuracy_after": hand.after if hand else None,
        "dataset": dataset.name,
        "test_digits": len(dataset.test),
        "test_accuracy_before": result.test.before,
        "test_accuracy_after": result.test.after,
        "seconds": seconds,
        "weights_sha256": result.network.sha256(),
    }


def _format_result(result: Personalized, dataset: Dataset, out: Path) -> str:
    """Format the result as a few lines."""
    lines = [f"learnt {result.taught} digits"]
    if result.hand is not None:
        lines.append(f"{_changed(result.hand)} of {result.held_back} held back in a trial")
    lines.append(f"{_changed(result.test)} of the test digits of {dataset.name}")
    return "\n".join([*lines, f"saved as {click.format_filename(out)}"])


def _changed(change: AccuracyChange) -> str:
    return f"{per_cent(change.before)} before, {per_cent(change.after)} after,"
