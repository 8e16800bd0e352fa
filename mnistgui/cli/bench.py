"""``mnistgui bench``: measures of the program itself."""

import json
from dataclasses import asdict

import click
from tqdm import tqdm

from mnistgui.benchmarks.kills import KillCounts
from mnistgui.benchmarks.soak import MOST_KILLS, soak
from mnistgui.cli.bench_drawing import drawing_command


@click.group("bench")
def bench_commands() -> None:
    """Measure the program itself."""


bench_commands.add_command(drawing_command)


@bench_commands.command("soak")
@click.option("--minutes", type=click.FloatRange(min=0.0), default=10.0, show_default=True)
@click.option("--kills", type=click.IntRange(min=1), default=MOST_KILLS, show_default=True)
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
@click.pass_context
def soak_command(
    context: click.Context, minutes: float, kills: int, seed: int, *, as_json: bool
) -> None:
    """Kill a program that saves, at random moments, and see whether anything is ever lost."""
    with tqdm(total=kills, unit="kill", desc="soak", disable=None) as bar:

        def show(counts: KillCounts) -> None:
            bar.update(counts.kills - bar.n)

        report = asdict(soak(minutes, seed, kills, show))
    click.echo(json.dumps(report) if as_json else _described(report))
    context.exit(int(bool(report["files_lost"] or report["resumes_unequal"])))


def _described(report: dict[str, int | None]) -> str:
    """A line per measure."""
    return "\n".join(
        f"{name.replace('_', ' '):16} {'not measured' if value is None else value}"
        for name, value in report.items()
    )
