"""``mnistgui twins``: train two networks in lockstep that differ in one setting."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from tqdm import tqdm

from mnistgui.cli.digits import DATA_OPTION, digits
from mnistgui.data.dataset import Dataset
from mnistgui.errors import UserError
from mnistgui.inspection.twins import TwinDifference, twin_difference
from mnistgui.notation import thousands
from mnistgui.per_cent import per_cent
from mnistgui.training.config import TrainingConfig, parse_assignments
from mnistgui.training.summary import finite
from mnistgui.training.trainer import Trainer
from mnistgui.training.twins import lockstep, twin_config


@click.command("twins")
@DATA_OPTION
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="FIELD=VALUE",
    help="A setting that both have, as for 'train'.",
)
@click.option(
    "--twin",
    required=True,
    metavar="FIELD=VALUE",
    help="The setting in which the second differs.",
)
@click.option(
    "--every",
    type=click.IntRange(min=1),
    help="Steps from one comparison to the next; by default an epoch.",
)
@click.option("--until-step", type=click.IntRange(min=1), help="Stop both after so many steps.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
def twins_command(
    data: Path | None,
    settings: tuple[str, ...],
    twin: str,
    every: int | None,
    until_step: int | None,
    *,
    as_json: bool,
) -> None:
    """Train two networks in lockstep: one seed, the same digits in one order, one other setting.

    After every so many steps it tells how far their weights are apart, and which test digits only
    one of them misreads: gained are mistakes of the second alone, lost those of the first alone.
    """
    config = TrainingConfig.from_strings(parse_assignments(settings))
    name, _, value = twin.partition("=")
    other = twin_config(config, name.strip(), value)
    dataset = digits(data)
    records = []
    for found in _compare(dataset, (config, other), every, until_step):
        records.append(_record(found))
        if not as_json:
            click.echo(_format(found))
    if as_json:
        click.echo(json.dumps({"field": name.strip(), "moments": records}))


def _compare(
    dataset: Dataset,
    configs: tuple[TrainingConfig, TrainingConfig],
    every: int | None,
    until_step: int | None,
) -> Iterator[TwinDifference]:
    """Train both, and compare them at the start, every so many steps, and at the end."""
    first, second = (Trainer(config.fitted_to(dataset.kind), dataset) for config in configs)
    if not len(dataset.test):
        raise UserError("there are no test digits to compare; digits with a test part are accepted")
    apart = every or first.steps_per_epoch
    total = min(one.config.epochs * one.steps_per_epoch for one in (first, second))
    last = min(until_step or total, total)
    yield _difference(first, second, dataset)
    compared = 0
    steps = lockstep(first, second, last)
    for stepped, _ in tqdm(steps, total=last, unit=" steps", desc="training", disable=None):
        if stepped.step % apart == 0 or stepped.step == last:
            compared = stepped.step
            yield _difference(first, second, dataset)
    if compared < first.progress.step == second.progress.step:  # one of them ended by itself
        yield _difference(first, second, dataset)


def _difference(first: Trainer, second: Trainer, dataset: Dataset) -> TwinDifference:
    step = first.progress.step
    return twin_difference(step, first.snapshot(), second.snapshot(), dataset.test)


def _record(found: TwinDifference) -> dict[str, Any]:
    return {
        "step": found.step,
        "apart": {key: finite(far) for key, far in found.distances().items()},
        "gained": found.gained.tolist(),
        "lost": found.lost.tolist(),
        "test_accuracy": [reading.accuracy for reading in found.readings],
        "weights_sha256": [network.sha256() for network in found.networks],
    }


def _format(found: TwinDifference) -> str:
    """A line for people."""
    read = " and ".join(per_cent(reading.accuracy) for reading in found.readings)
    counts = f"{thousands(len(found.gained))} mistakes gained, {thousands(len(found.lost))} lost"
    apart = ", ".join(f"{key} {per_cent(far)}" for key, far in found.distances().items())
    line = f"step {thousands(found.step)}: test {read}; {counts}"
    return f"{line}; apart by {apart}" if apart else line
