"""``mnistgui predict``: have a network read drawings, pictures or a data set."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
import numpy as np
from numpy.typing import NDArray

from mnistgui.cli.digits import found_digits
from mnistgui.cli.networks import network_of, shipped, usage_options
from mnistgui.cli.output_files import RunOutput, locked_outputs
from mnistgui.data.dataset import Dataset, Split
from mnistgui.data.pictures import load_picture
from mnistgui.drawing.novelty import Novelty
from mnistgui.drawing.predictions import (
    drawings_to_pixels,
    judged,
    prediction_summary,
    predictions,
)
from mnistgui.errors import UserError
from mnistgui.files.digit_judge import shipped_judge
from mnistgui.files.result_file import save_result
from mnistgui.files.weights.assumptions import as_record, assumed_texts
from mnistgui.ink.jsonl import read_drawings
from mnistgui.ink.pictures import picture_to_pixels
from mnistgui.nn.network import Network
from mnistgui.notation import thousands
from mnistgui.per_cent import per_cent

_PATH = click.Path(path_type=Path)
_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".bmp", ".gif", ".tif", ".tiff", ".webp"})

Digits = tuple[NDArray[np.uint8], list[int | None]]


@click.command()
@click.option("--model", type=_PATH, help="A run file or weights; the shipped model without it.")
@click.option("--strokes", type=_PATH, metavar="FILE.jsonl", help="Drawings, one a line.")
@click.option(
    "--images", type=_PATH, multiple=True, metavar="PATH...", help="Pictures or folders of them."
)
@click.option(
    "--data",
    type=_PATH,
    help="A data set in any known layout or 'synthetic'; its test digits are read.",
)
@click.argument("more_images", type=_PATH, nargs=-1, metavar="")
@click.option(
    "--result",
    type=_PATH,
    metavar="FILE.json",
    help="Write activations, index and classification of each digit to this file, too.",
)
@click.option("--json", "as_json", is_flag=True, help="A JSON list of records, or the summary.")
@click.option(
    "--summary", "only_summary", is_flag=True, help="Only count, accuracy and calibration."
)
@usage_options
def predict(
    model: Path | None,
    strokes: Path | None,
    images: Sequence[Path],
    data: Path | None,
    more_images: Sequence[Path],
    result: Path | None,
    *,
    as_json: bool,
    only_summary: bool,
    **usage: str | None,
) -> None:
    """Read digits and print what they are taken for.

    Give exactly one of --strokes, --images and --data. With the first two it is also told whether
    there is a digit at all: "is_digit", and the "confidence" in that or in the reading.

    --result writes a JSON list of {"activations": [10 numbers], "index": i, "classification": k};
    the activations are the probabilities of the classes, two of them where a network tells one
    digit from all others.

    What a file of weights does not say of pixels and activations is tried on digits: those of
    --data, else those at hand. A note and --json ("network", or "assumed" of each record) tell it.
    """
    if more_images and not images:
        raise UserError(f"{more_images[0]} is not expected; pictures follow --images")
    if sum([strokes is not None, bool(images), data is not None]) != 1:
        raise UserError("give exactly one of --strokes FILE, --images PATH... and --data PATH")
    RunOutput(result, None).check()
    dataset = None if data is None else found_digits(data)
    chosen = shipped() if model is None else network_of(model, usage, dataset)
    network = chosen.network
    files = [file for path in (*images, *more_images) for file in _pictures_in(path)]
    pixels, labels = _digits(strokes, dataset, files)
    records = predictions(network, pixels, labels)
    if result is not None:
        _save_result(result, records)
    if only_summary:
        about = {"network": as_record(chosen)} if model else {}
        _tell_summary(prediction_summary(network, records) | about, as_json=as_json)
        return
    if data is None:
        records = judged(records, Novelty(network, shipped_judge()), pixels)
    about = {"assumed": assumed_texts(chosen)} if chosen.assumed else {}
    records = [_named(record, files) | about for record in records]
    if as_json:
        click.echo("[" + ",\n".join(json.dumps(record) for record in records) + "]")
    else:
        _print_readings(network, records)


def _save_result(path: Path, records: Sequence[dict[str, Any]]) -> None:
    with locked_outputs([path]):
        save_result(path, np.array([record["probabilities"] for record in records], np.float32))
    click.echo(f"wrote {click.format_filename(path)}", err=True)


def _digits(strokes: Path | None, dataset: Dataset | None, files: Sequence[Path]) -> Digits:
    if strokes is not None:
        return _of_strokes(strokes)
    return _of_pictures(files) if dataset is None else _of_test(dataset.test)


def _named(record: dict[str, Any], files: Sequence[Path]) -> dict[str, Any]:
    """Return the record with the name of its picture, if there are pictures."""
    return {"file": str(files[record["index"]])} | record if files else record


def _of_strokes(path: Path) -> Digits:
    drawings = read_drawings(path)
    return drawings_to_pixels(drawings), [drawing.label for drawing in drawings]


def _of_test(test: Split) -> Digits:
    return test.images, [int(label) for label in test.labels]


def _of_pictures(files: Sequence[Path]) -> Digits:
    pixels = np.stack([picture_to_pixels(load_picture(file)) for file in files])
    return pixels, [None] * len(files)


def _pictures_in(path: Path) -> list[Path]:
    """Return the picture itself, or the pictures in a folder by name."""
    if not path.is_dir():
        return [path]
    files = sorted(file for file in path.iterdir() if file.suffix.lower() in _PICTURES)
    if not files:
        raise UserError(f"{path} holds no pictures; {', '.join(sorted(_PICTURES))} are accepted")
    return files


def _print_readings(network: Network, records: Sequence[dict[str, Any]]) -> None:
    """Print a line for each digit, and the count if labels are known."""
    names = network.head.class_names
    for record in records:
        label = "" if record["label"] is None else f" (is {record['label']})"
        read = names[record["prediction"]] if record.get("is_digit", True) else "no digit"
        sure = record.get("confidence", max(record["probabilities"]))
        which = click.format_filename(record["file"]) if "file" in record else record["index"]
        click.echo(f"{which}: {read}{label}, {per_cent(sure, 1)}")
    _tell_summary(prediction_summary(network, records), as_json=False)


def _tell_summary(summary: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(summary))
    elif summary["accuracy"] is None:
        click.echo(f"{thousands(summary['count'])} read")
    else:
        share = per_cent(summary["accuracy"])
        correct, count = (thousands(summary[name]) for name in ("correct", "count"))
        click.echo(f"{correct} of {count} read right, {share}")
