"""``mnistgui gradcheck``: derivatives against finite differences, with or without a mistake."""

import json
from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import Any

import click

from mnistgui.cli.digits import DATA_OPTION, found_digits
from mnistgui.cli.gradcheck_text import (
    directional_record,
    format_check,
    format_directional,
    rates,
    record,
    table_record,
)
from mnistgui.cli.output_files import RunOutput
from mnistgui.data.dataset import Split
from mnistgui.data.picture_kind import MNIST_KIND
from mnistgui.errors import UserError
from mnistgui.files.default_model import default_model
from mnistgui.files.tables import save_csv
from mnistgui.nn.difference_table import difference_table
from mnistgui.nn.directional_check import FUNCTIONS, directional_check
from mnistgui.training.checking import CheckedCase, checked_case, new_network_case
from mnistgui.training.decay_mistake import RATE_MISTAKES
from mnistgui.training.examination import examine
from mnistgui.training.fitting import require_fit
from mnistgui.training.mistakes import MISTAKES
from mnistgui.training.presets import PresetRun, preset_named
from mnistgui.training.scope import Layers, Scope

_DEFAULT = "gradient-check"
_FEW_DIGITS = (400, 20)


def scope_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that choose the checked weights; the command gets them as ``scope``."""

    @click.option(
        "--layer",
        type=click.Choice([layers.value for layers in Layers]),
        default=Layers.ALL.value,
        help="The layer whose weights are checked; without it all weights and biases.",
    )
    @click.option("--unit", type=int, metavar="I", help="With --layer: only its weights W[I, :].")
    @click.option("--digit", type=int, metavar="I", help="Check on this training digit alone.")
    @wraps(command)
    def with_scope(layer: str, unit: int | None, digit: int | None, **others: Any) -> None:
        command(scope=Scope(Layers(layer), unit, digit), **others)

    return with_scope


@click.command("gradcheck")
@click.option("--preset", metavar="NAME", help="The experiment whose network is checked.")
@click.option("--mistake", type=click.Choice(list(MISTAKES)), help="Swap in this mistake.")
@scope_options
@click.option(
    "--table",
    type=click.Path(path_type=Path),
    metavar="FILE.csv",
    help="Write each checked weight at each step, with its ratio to backpropagation.",
)
@click.option(
    "--activation",
    type=click.Choice(list(FUNCTIONS)),
    help="Check this function by itself, without a network.",
)
@DATA_OPTION
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
def gradcheck(
    preset: str | None,
    mistake: str | None,
    scope: Scope,
    table: Path | None,
    activation: str | None,
    data: Path | None,
    *,
    as_json: bool,
) -> None:
    """Check the gradient of a preset's network on a few digits, in float64.

    The first network of a preset of several is checked as it is before training; of 'pretrained',
    the model that comes with the program. With --layer a table of each weight's ratio to
    backpropagation follows; --layer output --unit 0 --digit 0 is what the write-up checked. With
    --activation a single function is checked along a random direction.

    Mistakes of the write-ups: A divides softmax by the sum over the whole batch, C teaches only
    the true class - the check exposes both. B halves the learning rate at every digit, D lets it
    fall below zero - the gradient stays right, and the live rate shows it.
    """
    if activation is not None:
        others = (preset, mistake, table, data)
        if scope != Scope() or any(given is not None for given in others):
            raise UserError("--activation checks a function by itself; leave all but --json out")
        found = directional_record(activation, directional_check(FUNCTIONS[activation]))
        click.echo(json.dumps(found) if as_json else format_directional(found))
        return
    RunOutput(table).check()
    _check_network(preset, mistake, scope, data, table, as_json=as_json)


def _check_network(
    preset: str | None,
    mistake: str | None,
    scope: Scope,
    data: Path | None,
    table: Path | None,
    *,
    as_json: bool,
) -> None:
    of_the_rate = mistake in RATE_MISTAKES
    name = preset or (MISTAKES[mistake].made_in if mistake and of_the_rate else _DEFAULT)
    runs = preset_named(name).runs
    dataset = found_digits(data, _FEW_DIGITS)
    if mistake and of_the_rate and not runs:
        raise UserError(
            f"{name} trains nothing, so mistake {mistake} cannot be made; "
            f"{MISTAKES[mistake].made_in} made it"
        )
    if not runs:
        require_fit(MNIST_KIND, dataset)
    shown = (
        rates(runs[0].config.fitted_to(dataset.kind), dataset, mistake)
        if mistake and of_the_rate
        else {}
    )
    found = examine(_case(runs, dataset.train, mistake, scope), scope)
    cells = difference_table(found.curve)
    result: dict[str, Any] = {"preset": name, "mistake": mistake, "digits": dataset.name}
    result |= {**record(found), **shown}
    if scope.layers is not Layers.ALL:
        result["table"] = table_record(cells)
    click.echo(json.dumps(result) if as_json else "\n".join(format_check(result)))
    if table is not None:
        save_csv(table, cells.rows())
        click.echo(f"wrote {click.format_filename(table)}", err=True)


def _case(
    runs: Sequence[PresetRun], split: Split, mistake: str | None, scope: Scope
) -> CheckedCase:
    """Return the network of the preset's first run; the shipped one for a preset without runs."""
    if not runs:
        return checked_case(default_model(), split, mistake, scope)
    return new_network_case(runs[0].config.fitted_to(split.kind), split, mistake, scope)
