"""``mnistgui check``: runs for teachers."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from mnistgui.cli.digits import digits_of_run
from mnistgui.files.grading import Grade, grade
from mnistgui.files.lesson_card import load_card
from mnistgui.files.run_file import load_run
from mnistgui.per_cent import per_cent

_PATH = click.Path(path_type=Path)


@click.command()
@click.argument("card", type=_PATH)
@click.argument("run", type=_PATH)
@click.option(
    "--data", type=_PATH, help="The card's digits or 'synthetic', to measure the run afresh."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
@click.pass_context
def check(
    context: click.Context, card: Path, run: Path, data: Path | None, *, as_json: bool
) -> None:
    """Grade RUN by the lesson CARD; ends with 0 when it passes, with 1 when it does not."""
    asked, trained = load_card(card), load_run(run)
    dataset = None if data is None else digits_of_run(data, trained.data)
    result = grade(asked, trained, dataset)
    click.echo(json.dumps(asdict(result)) if as_json else _format_grade(result))
    context.exit(int(not result.passed))


def _format_grade(result: Grade) -> str:
    """Format a grade as a few lines."""
    if result.accuracy is not None and result.passed:
        read, passes = per_cent(result.accuracy), per_cent(result.required)
        return f"passed: {read} read right, {passes} pass"
    return "\n".join(["not passed", *(f"- {reason}" for reason in result.reasons)])
