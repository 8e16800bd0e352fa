"""``mnistgui blame``: which training digits are to blame for a reading."""

import json
import time
from pathlib import Path
from typing import Any

import click
import numpy as np
from tqdm import tqdm

from mnistgui.cli.blame_text import format_blame
from mnistgui.cli.traced_run import progress_on, traced_file
from mnistgui.data.dataset import Split
from mnistgui.data.picture_kind import MAX_CLASSES
from mnistgui.errors import UserError
from mnistgui.inspection.blame import Blame, WhatIf, ask_what_if, blame
from mnistgui.nn.arrays import Indices
from mnistgui.nn.network import Network
from mnistgui.notation import thousands
from mnistgui.training.measuring import divide
from mnistgui.training.replay import RunInputs

_PATH = click.Path(path_type=Path)


@click.command()
@click.argument("run", type=_PATH)
@click.option("--index", type=click.IntRange(min=0), required=True, help="Which digit was read.")
@click.option(
    "--part",
    type=click.Choice(["train", "valid", "test"]),
    default="test",
    help="The part it belongs to; test by default.",
)
@click.option(
    "--target",
    type=click.IntRange(0, MAX_CLASSES - 1),
    help="For which class digits spoke; by default for what was read.",
)
@click.option("--count", type=click.IntRange(1, 1000), default=10, help="How many are listed.")
@click.option("--what-if", is_flag=True, help="Train again without those that spoke most for it.")
@click.option("--data", type=_PATH, help="The run's digits; by default they are looked for.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
def blame_command(
    run: Path,
    index: int,
    part: str,
    target: int | None,
    count: int,
    data: Path | None,
    *,
    what_if: bool,
    as_json: bool,
) -> None:
    """Tell which training digits made RUN read a digit as it does, by tracing gradients.

    The run is trained again to find its checkpoints. The influence of a training digit is how much
    training on it lowered the loss of the reading, in nats, as far as the last layer tells.
    """
    _, inputs, traced = traced_file(run, data)
    digits = _part(inputs, part)
    if index >= len(digits):
        raise UserError(
            f"there is no digit {thousands(index)} in the part {part}; 0 to "
            f"{thousands(len(digits) - 1)} are accepted"
        )
    image, network = digits.images[index], traced.networks[-1]
    reading = network.probabilities(image[None])[0]
    wanted = _class(network, int(reading.argmax()) if target is None else target)
    began = time.perf_counter()
    found = blame(traced, image, wanted)
    seconds = time.perf_counter() - began
    record = _record(digits, index, part, network, found)
    record |= {"checkpoints": list(traced.steps), "seconds": seconds}
    record["proponents"] = _listed(inputs, found, found.proponents(count))
    record["opponents"] = _listed(inputs, found, found.opponents(count))
    if what_if:
        with tqdm(desc="without them", unit=" steps", disable=None) as bar:
            rows = found.proponents(count)
            truth = ask_what_if(inputs, traced, rows, image, wanted, progress_on(bar))
        record["what_if"] = _what_if(truth, network)
    click.echo(json.dumps(record) if as_json else format_blame(record))


def _part(inputs: RunInputs, part: str) -> Split:
    train, valid = divide(inputs.config, inputs.dataset)
    return {"train": train, "valid": valid, "test": inputs.dataset.test}[part]


def _class(network: Network, target: int) -> int:
    if target >= len(network.head.class_names):
        raise UserError(
            f"this network has {len(network.head.class_names)} classes; "
            f"--target 0 to {len(network.head.class_names) - 1} is accepted"
        )
    return target


def _record(digits: Split, index: int, part: str, network: Network, found: Blame) -> dict[str, Any]:
    """Which digit it is, and what is read in it."""
    p = network.probabilities(digits.images[[index]])[0]
    names = network.head.class_names
    return {
        "part": part,
        "index": index,
        **_label(digits, index),
        "read_as": names[int(p.argmax())],
        "probability": float(p.max()),
        "target": names[found.target],
    }


def _label(digits: Split, row: int) -> dict[str, Any]:
    """The label of a digit, and the name of that class."""
    label = int(digits.labels[row])
    return {"label": label, "class": digits.class_names[label]}


def _listed(inputs: RunInputs, found: Blame, rows: Indices) -> list[dict[str, Any]]:
    train, _ = divide(inputs.config, inputs.dataset)
    return [
        {
            "index": int(row),
            **_label(train, int(row)),
            "influence": float(found.influences[row]),
        }
        for row in rows
    ]


def _what_if(truth: WhatIf, network: Network) -> dict[str, Any]:
    names = network.head.class_names
    correlation = truth.rank_correlation
    return {
        "left_out": list(truth.run.left_out),
        "read_as": names[int(truth.without.argmax())],
        "probability": float(truth.without.max()),
        "probability_of_target": [float(p[truth.target]) for p in (truth.before, truth.without)],
        "estimated_loss_change": truth.estimate,
        "loss_change": truth.change,
        "mistakes_gained": truth.test.gained.tolist(),
        "mistakes_lost": truth.test.lost.tolist(),
        "rank_correlation": correlation if np.isfinite(correlation) else None,
        "steps": list(truth.run.steps),
        "test_accuracy": [one.accuracy for one in truth.curve],
        "test_accuracy_without": [one.accuracy for one in truth.run.test],
        "weights_sha256": truth.run.network.sha256(),
    }
