"""``mnistgui numbers``: every number of one digit, from its pixels to the new weights."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from mnistgui.atomic import write_bytes
from mnistgui.cli.digits import DATA_OPTION, digits
from mnistgui.cli.networks import network_of, shipped
from mnistgui.errors import UserError
from mnistgui.files.tables import table_text
from mnistgui.inspection.numbers.as_latex import walk_latex
from mnistgui.inspection.numbers.as_text import CSV_HEADER, csv_rows, walk_text
from mnistgui.inspection.numbers.calculation import Cell
from mnistgui.inspection.numbers.derivations import TITLES, derivation
from mnistgui.inspection.numbers.example import LARGE_LOGITS, WORKED, Example
from mnistgui.inspection.numbers.typed import typed_example
from mnistgui.inspection.numbers.walk import Walk, walk
from mnistgui.nn.optimizers import OPTIMIZERS, Momentum
from mnistgui.training.fitting import require_reading

_PATH = click.Path(path_type=Path)
_EXAMPLES = {"worked": WORKED, "large-logits": LARGE_LOGITS}
_MOMENTUM = 0.9


def _csv(shown: Walk, _cell: Cell) -> str:
    rows = (row for one in shown.calculations for row in csv_rows(one))
    return table_text((CSV_HEADER, *rows))


_FORMATS: dict[str, Callable[[Walk, Cell], str]] = {
    "text": walk_text,
    "latex": walk_latex,
    "csv": _csv,
}


@click.command("numbers")
@click.argument("model", type=_PATH, required=False)
@click.option("--example", type=click.Choice(list(_EXAMPLES)), help="A network on paper.")
@click.option("--typed", type=_PATH, metavar="FILE", help="A small network and digit, typed.")
@DATA_OPTION
@click.option("--index", type=click.IntRange(min=0), default=0, help="Of the test digit.")
@click.option("--optimizer", type=click.Choice(list(OPTIMIZERS)), default="sgd")
@click.option("--rate", type=click.FloatRange(min=0), help="The learning rate.")
@click.option("--l2", type=click.FloatRange(min=0), default=0.0, help="Strength of the penalty.")
@click.option("--taken", type=click.IntRange(0, 1000), default=0, help="Steps taken before.")
@click.option("--step", "name", metavar="NAME", help="One calculation alone, such as dW1.")
@click.option("--cell", default="0,0", metavar="J,K", help="The number that is spelled out.")
@click.option("--format", "kind", type=click.Choice(list(_FORMATS)), default="text")
@click.option("--derivations", is_flag=True, help="The derivations, in Markdown, and no numbers.")
@click.option("--out", type=_PATH, metavar="FILE", help="Write there, not on standard output.")
def numbers_command(
    kind: str, cell: str, name: str | None, out: Path | None, *, derivations: bool, **how: Any
) -> None:
    """Work one digit out: forward, loss, backward and update, with the lines of source.

    MODEL is a run file or weights; without it, the network that comes with the program reads a
    test digit.
    """
    place = _cell(cell)
    if derivations:
        text = "\n".join(map(derivation, TITLES))
    else:
        text = _FORMATS[kind](_only(walk(_example(**how)), name), place)
    if out is None:
        click.echo(text, nl=False)
    else:
        write_bytes(out, text.encode())


def _example(
    model: Path | None,
    example: str | None,
    typed: Path | None,
    data: Path | None,
    index: int,
    **how: Any,
) -> Example:
    if sum(one is not None for one in (model, example, typed)) > 1:
        raise UserError("one of MODEL, --example and --typed is accepted")
    if example is not None:
        found = _EXAMPLES[example].example(f"Example {example}")
    elif typed is not None:
        found = typed_example(_read(typed)).example(typed.name)
    else:
        found = _of_digit(model, data, index)
    return _learning(found, **how)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{path} cannot be read as text; a file that can is accepted") from error


def _of_digit(model: Path | None, data: Path | None, index: int) -> Example:
    network = (shipped() if model is None else network_of(model, {})).network
    network.dense_layers()
    dataset = digits(data)
    require_reading(network, dataset)
    split = dataset.test
    if index >= len(split):
        raise UserError(f"--index {index} is not there; 0 to {len(split) - 1} are accepted")
    x = network.pixel_scaling.scaled(split.images[index], network.dtype)
    target = int(network.head.targets(split.labels[index : index + 1])[0])
    return Example(
        f"Test digit {index}, a {split.class_names[split.labels[index]]}", network, x, target
    )


def _learning(found: Example, optimizer: str, rate: float | None, l2: float, taken: int) -> Example:
    kind = OPTIMIZERS[optimizer]
    settings = {"momentum": _MOMENTUM} if issubclass(kind, Momentum) else {}

    return replace(
        found,
        make_optimizer=lambda: kind(**settings),
        rate=found.rate if rate is None else rate,
        l2=l2,
        taken=taken,
    )


def _only(whole: Walk, name: str | None) -> Walk:
    if name is None:
        return whole
    try:
        return replace(whole, calculations=(whole.named(name),))
    except KeyError:
        known: Iterable[str] = (one.name for one in whole.calculations)
        raise UserError(f"--step {name} is not computed; {', '.join(known)} are") from None


def _cell(text: str) -> Cell:
    try:
        cell = tuple(int(part) for part in text.split(","))
    except ValueError:
        cell = ()
    if not 1 <= len(cell) <= 2 or min(cell) < 0:
        raise UserError(f"--cell {text} is no place; one or two numbers such as 3,0 are accepted")
    return cell
