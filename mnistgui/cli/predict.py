"""``mnistgui predict``: have a network read drawings, pictures or a data set."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
import numpy as np
from numpy.typing import NDArray

from mnistgui.cli.class_summary import class_summary, tell_classes
from mnistgui.cli.digits import SIZE_OPTION, found_digits
from mnistgui.cli.networks import network_of, shipped, usage_options
from mnistgui.cli.output_files import RunOutput, locked_outputs
from mnistgui.data.dataset import DIGITS, Dataset
from mnistgui.data.pictures import load_picture, pictures_in
from mnistgui.drawing.novelty import Novelty
from mnistgui.drawing.picture_digits import digits_of_picture
from mnistgui.drawing.predictions import (
    drawings_to_pixels,
    judged,
    prediction_summary,
    predictions,
    with_numbers,
)
from mnistgui.errors import UserError
from mnistgui.files.digit_judge import shipped_judge
from mnistgui.files.divider import shipped_divider
from mnistgui.files.result_file import save_result
from mnistgui.files.weights.assumptions import as_record, assumed_texts
from mnistgui.ink.jsonl import Drawing, read_drawings
from mnistgui.nn.heads import Head, Logistic
from mnistgui.nn.network import Network
from mnistgui.notation import thousands
from mnistgui.per_cent import per_cent
from mnistgui.training.fitting import require_drawings, require_reading

_PATH = click.Path(path_type=Path)


@dataclass(frozen=True, eq=False)
class _Asked:
    """What is to be read.

    Parameters
    ----------
    pixels : ndarray of shape (n, 784), dtype uint8
        Each drawing, picture or digit as one digit.
    labels : list of int or None
    digits : list of ndarray of shape (n_digits, 784), dtype uint8
        The digits of each drawing or picture, from left to right; none where a data set is read.
    files : list of pathlib.Path
        Of the pictures.
    """

    pixels: NDArray[np.uint8]
    labels: list[int | None]
    digits: list[NDArray[np.uint8]] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)


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
@SIZE_OPTION
@click.argument("more_images", type=_PATH, nargs=-1, metavar="")
@click.option(
    "--result",
    type=_PATH,
    metavar="FILE.json",
    help="Write activations, index and classification of each digit to this file, too.",
)
@click.option("--json", "as_json", is_flag=True, help="A JSON list of records, or the summary.")
@click.option(
    "--summary", "only_summary", is_flag=True, help="Only count, accuracy, calibration, classes."
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
    there is a digit at all: "is_digit", and the "confidence" in that or in the reading. A drawing
    or a picture may show several digits beside each other: "number" has all of them, "digits" what
    is read of each.

    --result writes a JSON list of {"activations": [10 numbers], "index": i, "classification": k};
    the activations are the probabilities of the classes, two of them where a network tells one
    digit from all others.

    What a file of weights does not say of pixels and activations is tried on digits: those of
    --data, else those at hand. A note and --json ("network", or "assumed" of each record) tell it.
    """
    _check_one_is_given(strokes, images, data, more_images)
    RunOutput(result).check()
    dataset = None if data is None else found_digits(data)
    chosen = shipped() if model is None else network_of(model, usage, dataset)
    network = chosen.network
    _require_fit(network, dataset)
    files = [file for path in (*images, *more_images) for file in pictures_in(path)]
    asked = _asked(strokes, dataset, files, network.head)
    records = predictions(network, asked.pixels, asked.labels)
    if result is not None:
        _save_result(result, records)
    if only_summary:
        about = {"network": as_record(chosen)} if model else {}
        _tell_summary_by_class(network, records, about, as_json=as_json)
        return
    if asked.digits:
        records = _with_digits(network, asked, records)
    about = {"assumed": assumed_texts(chosen)} if chosen.assumed else {}
    records = [_named(record, files) | about for record in records]
    if as_json:
        click.echo("[" + ",\n".join(json.dumps(record) for record in records) + "]")
    else:
        _print_readings(network, records, _label_names(network, dataset))


def _require_fit(network: Network, dataset: Dataset | None) -> None:
    """Refuse digits, or drawings and pictures, that the network cannot read."""
    if dataset is None:
        require_drawings(network)
    else:
        require_reading(network, dataset)


def _check_one_is_given(
    strokes: Path | None, images: Sequence[Path], data: Path | None, more_images: Sequence[Path]
) -> None:
    if more_images and not images:
        raise UserError(f"{more_images[0]} is not expected; pictures follow --images")
    if sum([strokes is not None, bool(images), data is not None]) != 1:
        raise UserError("give exactly one of --strokes FILE, --images PATH... and --data PATH")


def _with_digits(
    network: Network, asked: _Asked, records: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    novelty = Novelty(network, shipped_judge())
    return with_numbers(judged(records, novelty, asked.pixels), asked.digits, novelty)


def _save_result(path: Path, records: Sequence[dict[str, Any]]) -> None:
    with locked_outputs([path]):
        save_result(path, np.array([record["probabilities"] for record in records], np.float32))
    click.echo(f"wrote {click.format_filename(path)}", err=True)


def _label_names(network: Network, dataset: Dataset | None) -> Sequence[str]:
    """The name of each label of the records."""
    if dataset is not None:
        return dataset.kind.class_names
    return DIGITS if isinstance(network.head, Logistic) else network.head.class_names


def _asked(strokes: Path | None, dataset: Dataset | None, files: list[Path], head: Head) -> _Asked:
    if strokes is not None:
        return _of_strokes(strokes, head)
    if dataset is None:
        return _of_pictures(files)
    return _Asked(dataset.test.images, [int(label) for label in dataset.test.labels])


def _named(record: dict[str, Any], files: Sequence[Path]) -> dict[str, Any]:
    """Return the record with the name of its picture, if there are pictures."""
    return {"file": str(files[record["index"]])} | record if files else record


def _of_strokes(path: Path, head: Head) -> _Asked:
    drawings = read_drawings(path)
    divider = shipped_divider()
    digits = [
        drawings_to_pixels([Drawing(digit) for digit in divider.digits_of(drawing.strokes)])
        for drawing in drawings
    ]
    labels = [_place_of_digit(one.label, head) for one in drawings]
    unknown = sum(one.label is not None for one in drawings) - sum(x is not None for x in labels)
    if unknown:
        click.echo(
            f"note: {thousands(unknown)} drawings show digits that this network has no class for; "
            "they are not counted",
            err=True,
        )
    return _Asked(drawings_to_pixels(drawings), labels, digits)


def _place_of_digit(digit: int | None, head: Head) -> int | None:
    """The label of a drawn digit; None where no class of the network has its name."""
    if digit is None:
        return None
    if isinstance(head, Logistic):
        return digit if head.class_names[1] == str(head.digit) else None
    names = head.class_names
    return names.index(str(digit)) if str(digit) in names else None


def _of_pictures(files: list[Path]) -> _Asked:
    divider = shipped_divider()
    found = [digits_of_picture(load_picture(file), divider) for file in files]
    pixels = np.stack([one.whole for one in found])
    return _Asked(pixels, [None] * len(files), [one.digits for one in found], files)


def _print_readings(
    network: Network, records: Sequence[dict[str, Any]], labels: Sequence[str]
) -> None:
    """Print a line for each digit, and the count if labels are known."""
    names = network.head.class_names
    for record in records:
        label = "" if record["label"] is None else f" (is {labels[record['label']]})"
        which = click.format_filename(record["file"]) if "file" in record else record["index"]
        if "digits" in record:
            each = [
                f"{names[d['prediction']]} {per_cent(d['confidence'], 1)}" for d in record["digits"]
            ]
            click.echo(f"{which}: {record['number']}{label}, {', '.join(each)}")
            continue
        read = names[record["prediction"]] if record.get("is_digit", True) else "no digit"
        sure = record.get("confidence", max(record["probabilities"]))
        click.echo(f"{which}: {read}{label}, {per_cent(sure, 1)}")
    _tell_summary(prediction_summary(network, records), as_json=False)


def _tell_summary_by_class(
    network: Network, records: Sequence[dict[str, Any]], about: dict[str, Any], *, as_json: bool
) -> None:
    classes = class_summary(records, network.head)
    _tell_summary(prediction_summary(network, records) | classes | about, as_json=as_json)
    if not as_json:
        tell_classes(records, network.head)


def _tell_summary(summary: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(summary))
    elif summary["accuracy"] is None:
        click.echo(f"{thousands(summary['count'])} read")
    else:
        share = per_cent(summary["accuracy"])
        correct, count = (thousands(summary[name]) for name in ("correct", "count"))
        click.echo(f"{correct} of {count} read right, {share}")
