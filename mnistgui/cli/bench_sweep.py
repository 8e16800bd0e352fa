"""``mnistgui bench sweep``: what several workers on a study are worth."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from mnistgui.bench.sweep.time_sweep import Reduction, time_sweep
from mnistgui.cli.digits import DATA_OPTION, digits
from mnistgui.sweeps.asked import AskedStudy
from mnistgui.sweeps.capacity import most_workers


@click.command("sweep")
@DATA_OPTION
@click.option("--workers", type=click.IntRange(min=1), metavar="N", help="By default, one a core.")
@click.option("--epochs", type=click.IntRange(min=1), default=10, show_default=True)
@click.option(
    "--reduced-digits",
    type=click.IntRange(min=100),
    default=Reduction().digits,
    show_default=True,
    help="The grid that is timed one by one, too, learns from so many for one epoch.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
def sweep_bench_command(
    data: Path | None, workers: int | None, epochs: int, reduced_digits: int, *, as_json: bool
) -> None:
    """Train the write-up's grid of 24 cells as a study, and time it against one process.

    A reduced grid of the same shape is trained by all workers, and then one cell after the other in
    one process: on as many threads as training chooses, and on one.
    """
    dataset = digits(data)
    room = workers or most_workers(AskedStudy(preset="grid-24").plan(dataset))
    times = time_sweep(
        *(dataset, data, room, epochs, Reduction(digits=reduced_digits)),
        lambda line: click.echo(line, err=True),
    )
    if as_json:
        click.echo(json.dumps(asdict(times)))
        return
    click.echo(
        f"{times.workers} workers: {times.speedup:.2f} times as fast as one process, "
        f"{times.speedup_of_one_thread:.2f} times as fast as one thread; {times.complete} of "
        f"{times.cells} cells complete, {times.lost} lost, {times.twice} twice, best validation "
        f"accuracy {100 * times.best_valid_accuracy:.2f} %"
    )
