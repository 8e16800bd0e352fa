"""``mnistgui lab``: edit units and weights of a network, and read the test digits with it."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from mnistgui.cli.digits import DATA_OPTION, digits
from mnistgui.cli.networks import network_of
from mnistgui.cli.output_files import RunOutput, locked_outputs, refuse_to_overwrite
from mnistgui.errors import UserError
from mnistgui.files.models import require_known_suffix, save_model
from mnistgui.inspection.confusion import confusion_matrix
from mnistgui.inspection.pruning_curve import PruningCurve, pruning_curve
from mnistgui.inspection.unit_edits import (
    Prune,
    ScaleUnit,
    SetWeight,
    ShiftUnit,
    SwapUnit,
    WeightEdit,
    edited,
)
from mnistgui.per_cent import per_cent
from mnistgui.training.evaluation import DigitReadings, read
from mnistgui.training.fitting import require_reading

_PATH = click.Path(path_type=Path)
_FORMS = (
    "'mute LAYER:UNIT', 'scale LAYER:UNIT FACTOR', 'shift LAYER:UNIT AMOUNT', "
    "'set LAYER:UNIT:INPUT VALUE', 'prune SHARE' and 'swap LAYER:UNIT UNIT FILE'"
)


@click.command("lab")
@click.argument("model", type=_PATH)
@click.option(
    "--edit",
    "texts",
    multiple=True,
    metavar="EDIT",
    help=f"One of {_FORMS}; layers and units count from 1, inputs from 0. May be given again.",
)
@DATA_OPTION
@click.option("--out", type=_PATH, metavar="FILE", help="Save the edited network, as export.")
@click.option("--curve", is_flag=True, help="Accuracy against share pruned, for growing noise.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
def lab_command(
    model: Path,
    texts: Sequence[str],
    data: Path | None,
    out: Path | None,
    *,
    curve: bool,
    as_json: bool,
) -> None:
    """Edit a copy of MODEL, a run file or weights, and read the test digits with both."""
    if out is not None:
        RunOutput(out, None).check()
        require_known_suffix(out)
        refuse_to_overwrite(model, out)
    edits = [_parsed(text) for text in texts]
    network = network_of(model, {}).network
    changed = edited(network, edits)
    dataset = digits(data)
    require_reading(network, dataset)
    before, after = (read(one, dataset.test) for one in (network, changed))
    if out is not None:
        with locked_outputs([out]):
            save_model(changed, out)
    measured = pruning_curve(changed, dataset.test) if curve else None
    record: dict[str, Any] = {
        "edits": [edit.in_words() for edit in edits],
        "accuracy_before": before.accuracy,
        "accuracy": after.accuracy,
        "confusion": _confusion(after, len(network.head.class_names)),
    }
    words = f"{per_cent(after.accuracy)} read right, before the edits {per_cent(before.accuracy)}"
    if measured is not None:
        record["curve"] = _curve_record(measured)
        words = f"{words}\n{_curve_lines(measured)}"
    click.echo(json.dumps(record) if as_json else words)


def _curve_record(curve: PruningCurve) -> dict[str, Any]:
    accuracy: list[list[float]] = curve.accuracy.tolist()
    return {"shares": curve.shares, "noises": curve.noises, "accuracy": accuracy}


def _curve_lines(curve: PruningCurve) -> str:
    header = ("pruned", *(f"noise {per_cent(noise, 0)}" for noise in curve.noises))
    rows = zip(curve.shares, curve.accuracy.T.tolist(), strict=True)
    lines = [(per_cent(share, 0), *map(per_cent, row)) for share, row in rows]
    return "\n".join("  ".join(f"{cell:>10}" for cell in line) for line in (header, *lines))


def _confusion(readings: DigitReadings, n_classes: int) -> list[list[int]]:
    counts: list[list[int]] = confusion_matrix(
        readings.targets, readings.predicted, n_classes
    ).counts.tolist()
    return counts


def _parsed(text: str) -> WeightEdit:
    """Read an edit as people type it."""
    try:
        if text.split()[:1] == ["swap"]:
            return _swap(*text.split(maxsplit=3)[1:])
        return _edit(*text.split())
    except (ValueError, TypeError) as error:  # no number, or too few or too many words
        raise UserError(f"{text!r} is no edit; {_FORMS} are accepted") from error


def _swap(place: str, source: str, path: str) -> WeightEdit:
    layer, unit = (int(number) for number in place.split(":"))
    other = network_of(Path(path), {}).network
    return SwapUnit(layer, unit - 1, other, int(source) - 1, Path(path).name)


def _edit(kind: str, *words: str) -> WeightEdit:
    if kind == "prune":
        (share,) = words
        return Prune(float(share))
    place, *numbers = words
    layer, unit, *inputs = (int(number) for number in place.split(":"))
    if kind == "set":
        (source,), (value,) = inputs, numbers
        return SetWeight(layer, unit - 1, source, float(value))
    if inputs:
        raise ValueError(place)
    if kind == "mute" and not numbers:
        return ScaleUnit(layer, unit - 1, 0.0)
    (number,) = numbers
    if kind == "scale":
        return ScaleUnit(layer, unit - 1, float(number))
    if kind == "shift":
        return ShiftUnit(layer, unit - 1, float(number))
    raise ValueError(kind)
