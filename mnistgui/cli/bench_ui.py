"""``mnistgui bench ui``: what the window costs while a network trains."""

import json
import os
from dataclasses import asdict
from pathlib import Path

import click

from mnistgui.cli.digits import DATA_OPTION, digits
from mnistgui.data.locate import ENVIRONMENT_VARIABLE, means_synthetic


@click.command("ui")
@DATA_OPTION
@click.option(
    "--rounds",
    type=click.IntRange(min=1),
    default=5,
    show_default=True,
    help="How often each is measured, in turn with what it is compared with.",
)
@click.option(
    "--seconds",
    type=click.FloatRange(min=0.5),
    default=2.0,
    show_default=True,
    help="Spent on each measure of each round.",
)
@click.option(
    "--panels",
    metavar="NAME,...",
    help="The panels in sight, such as units,unit_lab,health; 'default' stands for those that are"
    " seen at the first start. Every panel unless given.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
def window_command(
    data: Path | None, rounds: int, seconds: float, panels: str | None, *, as_json: bool
) -> None:
    """Measure the window while it trains 784-100-10 in batches of 100 with every panel in sight.

    Speed is compared with the same trainer without a window, and the start with that of a bare
    pyqtgraph window. No display is needed. With --panels the start is left out, and so is what
    needs a panel out of sight: the curves' paintings, or the pen.
    """
    # The others need no window.
    from mnistgui.bench.window import chosen_panels  # noqa: PLC0415
    from mnistgui.bench.window.report import measure_ui  # noqa: PLC0415

    if panels is not None:
        chosen_panels.parse(panels)  # refuses a name that no panel has, before the digits are read

    def print_progress(line: str) -> None:
        click.echo(line, err=True)

    found = digits(data)
    report = asdict(measure_ui(found, file_named(data), rounds, seconds, print_progress, panels))
    click.echo(json.dumps(report) if as_json else _format_report(report))


def file_named(data: Path | None) -> Path | None:
    """Return the file or folder that was named; None where the digits are in none.

    Parameters
    ----------
    data : Path or None
        What ``--data`` named.

    Returns
    -------
    Path or None
    """
    named = data or os.environ.get(ENVIRONMENT_VARIABLE)
    return None if not named or means_synthetic(Path(named)) else Path(named)


def _format_report(report: dict[str, object]) -> str:
    return "\n".join(
        f"{name.replace('_', ' '):20} {_format(value)}" for name, value in report.items()
    )


def _format(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(value)
    return "not measured" if value is None else format(value, ".2f")
