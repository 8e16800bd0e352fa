"""The ``mnistgui`` command. Importing it loads no Qt."""

from pathlib import Path

import click

from mnistgui.cli.bench import bench_commands
from mnistgui.cli.data import data_commands
from mnistgui.cli.errors import SentenceGroup
from mnistgui.cli.files import check, export
from mnistgui.cli.gradcheck import gradcheck
from mnistgui.cli.personalize import personalize_command
from mnistgui.cli.predict import predict
from mnistgui.cli.presets import presets_command
from mnistgui.cli.reproduce import reproduce_command
from mnistgui.cli.tour import tour
from mnistgui.cli.train import train
from mnistgui.cli.train_default import train_default_command


@click.group(cls=SentenceGroup, invoke_without_command=True)
@click.option("--data", type=click.Path(path_type=Path), help="Digits to open in the window.")
@click.pass_context
def main(context: click.Context, data: Path | None) -> None:
    """Watch a digit classifier learn; without a command, in a window."""
    if context.invoked_subcommand is None:
        from mnistgui.ui.app import run  # noqa: PLC0415 - the other commands need no window

        context.exit(run(data))


main.add_command(bench_commands)
main.add_command(check)
main.add_command(data_commands)
main.add_command(export)
main.add_command(gradcheck)
main.add_command(personalize_command)
main.add_command(predict)
main.add_command(presets_command)
main.add_command(reproduce_command)
main.add_command(tour)
main.add_command(train)
main.add_command(train_default_command)
