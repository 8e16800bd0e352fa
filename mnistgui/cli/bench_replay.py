"""``mnistgui bench replay``: how exactly and how fast any step of a run is trained again."""

import json
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from mnistgui.bench.training.replaying import ReplayFigures, measure_replaying
from mnistgui.cli.digits import DATA_OPTION, digits
from mnistgui.cli.time_left import TimeLeft
from mnistgui.notation import thousands


@click.command("replay")
@click.option("--epochs", type=click.IntRange(min=1), default=20, show_default=True)
@click.option(
    "--steps",
    type=click.IntRange(min=1),
    default=1000,
    show_default=True,
    help="Random steps of the run that are replayed.",
)
@DATA_OPTION
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
@click.pass_context
def replay_bench_command(
    context: click.Context, epochs: int, steps: int, data: Path | None, *, as_json: bool
) -> None:
    """Train 784-100-10 with three changes of settings, and replay random steps of the run.

    Ends with 1 where a replayed step has other weights than the run had.
    """
    dataset = digits(data)
    with TemporaryDirectory() as folder, TimeLeft("replaying") as progress:
        figures = measure_replaying(dataset, epochs, steps, Path(folder), progress.show)
    click.echo(json.dumps(asdict(figures)) if as_json else format_replaying(figures))
    context.exit(int(figures.unequal > 0))


def format_replaying(figures: ReplayFigures) -> str:
    """Format the figures as a few lines."""
    return (
        f"{thousands(figures.steps)} of {thousands(figures.run_steps)} steps replayed, "
        f"{thousands(figures.unequal)} with other weights\n"
        f"a step is there in {figures.show_p50_ms} ms (median), {figures.show_p99_ms} ms (p99); "
        f"{thousands(figures.drag_frames_per_second, 0)} checkpoints read a second\n"
        f"{thousands(figures.checkpoints)} checkpoints: {figures.memory_mb} MB in memory, "
        f"{figures.file_mb} MB in a file"
    )
