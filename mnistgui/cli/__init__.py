"""The ``mnistgui`` command. Importing it loads no Qt."""

from pathlib import Path

import click

from mnistgui.cli.lazy import LazyGroup

COMMANDS = {
    "bench": "mnistgui.cli.bench:bench_commands",
    "check": "mnistgui.cli.files:check",
    "data": "mnistgui.cli.data:data_commands",
    "desktop": "mnistgui.cli.desktop:desktop_commands",
    "export": "mnistgui.cli.files:export",
    "gradcheck": "mnistgui.cli.gradcheck:gradcheck",
    "lesson": "mnistgui.cli.lesson:lesson_command",
    "open": "mnistgui.cli.open:open_command",
    "personalize": "mnistgui.cli.personalize:personalize_command",
    "predict": "mnistgui.cli.predict:predict",
    "presets": "mnistgui.cli.presets:presets_command",
    "reproduce": "mnistgui.cli.reproduce:reproduce_command",
    "tour": "mnistgui.cli.tour:tour",
    "train": "mnistgui.cli.train:train",
    "train-default": "mnistgui.cli.train_default:train_default_command",
}


@click.group(cls=LazyGroup, commands_at=COMMANDS, invoke_without_command=True)
@click.option("--data", type=click.Path(path_type=Path), help="Digits to open in the window.")
@click.pass_context
def main(context: click.Context, data: Path | None) -> None:
    """Watch a digit classifier learn; without a command, in a window.

    A FILE in place of a command is opened in the window.
    """
    if context.invoked_subcommand is None:
        from mnistgui.ui.app import run  # noqa: PLC0415 - the other commands need no window

        context.exit(run(data))
