"""``mnistgui bench``: measures of the program itself."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click
from tqdm import tqdm

from mnistgui.bench.kills.kills import MOST_KILLS, KillCounts, soak
from mnistgui.bench.training.time_training import GROUPS, time_training
from mnistgui.cli.bench_drawing import drawing_command
from mnistgui.cli.bench_personalize import personalize_bench_command
from mnistgui.cli.bench_replay import replay_bench_command
from mnistgui.cli.bench_sweep import sweep_bench_command
from mnistgui.cli.bench_ui import window_command
from mnistgui.cli.bench_warps import warps_command
from mnistgui.cli.digits import DATA_OPTION, digits

_FAILURES = ("files_lost", "resumes_unequal", "files_left", "leaks", "unhandled")


@click.group("bench", invoke_without_command=True)
@click.option(
    "--against",
    type=click.Choice([name for name in GROUPS if name != "floor"]),
    multiple=True,
    help="Compare with this program too; may be repeated.",
)
@click.option(
    "--rounds",
    type=click.IntRange(min=1),
    default=5,
    show_default=True,
    help="Epochs that each contender trains in turn; the median counts.",
)
@click.option(
    "--beside",
    type=click.IntRange(min=0),
    default=0,
    show_default=True,
    help="How many other processes keep a processor busy each meanwhile.",
)
@DATA_OPTION
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
@click.pass_context
def bench_commands(
    context: click.Context,
    against: Sequence[str],
    rounds: int,
    beside: int,
    data: Path | None,
    *,
    as_json: bool,
) -> None:
    """Time training, against other programs and against the matrix products alone.

    Each contender trains in a process of its own, all in turn. Ratios above 1 mean faster than the
    contender; the floor is the same matrix products on as many threads of BLAS, and nothing else.
    JAX runs the fastest plain loop that it has: a whole epoch in one compiled scan. With
    --json the times of all contenders are listed, too.
    """
    if context.invoked_subcommand is not None:
        return

    def report(line: str) -> None:
        click.echo(line, err=as_json)

    measured = time_training(digits(data).train, against, rounds, report, beside)
    if as_json:
        click.echo(json.dumps(measured))
        return
    means = ", ".join(f"{m:.2f} x {name}" for name, m in measured["geometric_mean"].items())
    click.echo(f"geometric mean: {means}")


bench_commands.add_command(drawing_command)
bench_commands.add_command(personalize_bench_command)
bench_commands.add_command(replay_bench_command)
bench_commands.add_command(sweep_bench_command)
bench_commands.add_command(warps_command)
bench_commands.add_command(window_command)


@bench_commands.command("soak")
@click.option("--minutes", type=click.FloatRange(min=0.0), default=10.0, show_default=True)
@click.option("--kills", type=click.IntRange(min=1), default=MOST_KILLS, show_default=True)
@click.option(
    "--commands", type=click.IntRange(min=1), default=10_000, show_default=True, help="At most."
)
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
@click.pass_context
def soak_command(
    context: click.Context, minutes: float, kills: int, commands: int, seed: int, *, as_json: bool
) -> None:
    """Try the program's patience: half of the time for each of two trials.

    A window is given commands in random order; then a program that saves is killed at random
    moments, to see whether anything is ever lost.
    """
    from mnistgui.bench.window.soak import soak_window  # noqa: PLC0415 - others need no window

    window = soak_window(minutes * 30, seed, commands)
    with tqdm(total=kills, unit="kill", desc="soak", disable=None) as bar:

        def show(counts: KillCounts) -> None:
            bar.update(counts.kills - bar.n)

        report = asdict(soak(minutes / 2, seed, kills, show))
    if window is not None:
        report.update(asdict(window))
    click.echo(json.dumps(report) if as_json else _format_report(report))
    context.exit(int(any(report[name] for name in _FAILURES)))


def _format_report(report: dict[str, float | None]) -> str:
    """Format the report, one measure a line."""
    return "\n".join(
        f"{name.replace('_', ' '):16} {'not measured' if value is None else value}"
        for name, value in report.items()
    )
