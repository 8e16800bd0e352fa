"""``mnistgui bench ui``: what the window costs while a network trains."""

import json
from pathlib import Path

import click


@click.command("ui")
@click.option("--data", type=click.Path(path_type=Path), help="Digits to train on.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
def window_command(data: Path | None, *, as_json: bool) -> None:
    """Measure the window, offscreen: speed, response to the pen, start and memory."""
    from mnistgui.ui.benchmark.report import window_report  # noqa: PLC0415 - others need no window

    report = {name: round(value, 3) for name, value in window_report(data).items()}
    lines = "\n".join(f"{name.replace('_', ' '):20} {value:g}" for name, value in report.items())
    click.echo(json.dumps(report) if as_json else lines)
