"""``mnistgui bench warps``: what warping the training digits costs."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from mnistgui.bench.training.warps import Cost, warp_costs
from mnistgui.cli.digits import DATA_OPTION, digits
from mnistgui.cli.time_left import TimeLeft


@click.command("warps")
@click.option(
    "--rounds",
    type=click.IntRange(min=1),
    default=7,
    show_default=True,
    help="First and later epochs of each that count; medians are compared.",
)
@DATA_OPTION
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
def warps_command(rounds: int, data: Path | None, *, as_json: bool) -> None:
    """Time an epoch with warps beside one without.

    Both train in turn in one process. Ratios are of the time spent on warping and learning, and of
    all time, with that of evaluating after each epoch; 1 means that warps cost nothing. The first
    epoch is told apart: memory and processor have seen none of the warped digits.
    """
    with TimeLeft("warping") as progress:
        costs = warp_costs(digits(data), rounds, watch=progress.show)
    if as_json:
        click.echo(json.dumps({"cases": [asdict(cost) for cost in costs]}))
        return
    for cost in costs:
        click.echo(format_cost(cost))


def format_cost(cost: Cost) -> str:
    """Format the figures of a network in a line."""
    return (
        f"{cost.name:21} {cost.seconds:6.3f} s an epoch; with warps {cost.ratio:.2f} times that, "
        f"{cost.ratio_with_evaluation:.2f} with evaluation, {cost.first_epoch_ratio:.2f} first"
    )
