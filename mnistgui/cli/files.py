"""``mnistgui export`` and ``mnistgui check``: networks for other tools, runs for teachers."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from mnistgui.data.load import load_dataset
from mnistgui.files.grading import Grade, grade
from mnistgui.files.history_export import save_history_csv, save_tensorboard
from mnistgui.files.lesson_card import load_card
from mnistgui.files.models import SUFFIXES, load_model, save_model
from mnistgui.files.run_file import load_run

_CSV, _TENSORBOARD = ".csv", ".tensorboard"
_PATH = click.Path(path_type=Path)


@click.command(
    help="Write the network in MODEL, a run file or weights in any known format, to FILE. Its "
    f"suffix says how: {', '.join(SUFFIXES)}. A run's history goes to {_CSV}, or to a folder "
    f"named {_TENSORBOARD} for TensorBoard."
)
@click.argument("model", type=_PATH)
@click.option("--to", "target", type=_PATH, required=True, metavar="FILE")
def export(model: Path, target: Path) -> None:
    """Write a network or a history for other tools."""
    if target.suffix == _CSV:
        save_history_csv(target, load_run(model).history)
    elif target.suffix == _TENSORBOARD:
        save_tensorboard(target, load_run(model).history)
    else:
        save_model(load_model(model), target)
    click.echo(f"wrote {click.format_filename(target)}", err=True)


@click.command()
@click.argument("card", type=_PATH)
@click.argument("run", type=_PATH)
@click.option("--data", type=_PATH, help="The card's digits, to measure the run afresh.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
@click.pass_context
def check(
    context: click.Context, card: Path, run: Path, data: Path | None, *, as_json: bool
) -> None:
    """Grade RUN by the lesson CARD; ends with 0 when it passes, with 1 when it does not."""
    dataset = None if data is None else load_dataset(data)
    result = grade(load_card(card), load_run(run), dataset)
    click.echo(json.dumps(asdict(result)) if as_json else _described(result))
    context.exit(int(not result.passed))


def _described(result: Grade) -> str:
    """A few lines for people."""
    if result.passed:
        return f"passed: {result.accuracy:.2%} read right, {result.required:.2%} pass"
    return "\n".join(["not passed", *(f"- {reason}" for reason in result.reasons)])
