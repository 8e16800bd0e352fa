"""The ``mnistgui`` command. Importing it loads no Qt."""

from pathlib import Path

import click

from mnistgui.cli.lazy import CommandSource, LazyGroup
from mnistgui.errors import UserError

COMMANDS = {
    "bench": CommandSource(
        "mnistgui.cli.bench:bench_commands", "Time training, drawing and the window against others."
    ),
    "blame": CommandSource(
        "mnistgui.cli.blame:blame_command", "Tell which training digits made a reading."
    ),
    "check": CommandSource("mnistgui.cli.check:check", "Grade a run by a lesson card."),
    "code": CommandSource(
        "mnistgui.cli.code:code_command", "Write a run as a script or a notebook."
    ),
    "data": CommandSource(
        "mnistgui.cli.data:data_commands", "Look at digits; convert or download them."
    ),
    "desktop": CommandSource(
        "mnistgui.cli.desktop:desktop_commands", "Let a double click open lessons and runs."
    ),
    "diagnose": CommandSource(
        "mnistgui.cli.diagnose:diagnose_command", "Say what is wrong with a run, and what to try."
    ),
    "doubtful": CommandSource(
        "mnistgui.cli.doubtful:doubtful_command", "List training digits with doubtful labels."
    ),
    "export": CommandSource(
        "mnistgui.cli.export:export", "Write a network, its curves or pictures of it."
    ),
    "film": CommandSource("mnistgui.cli.film:film_command", "Film a run, step after step."),
    "gradcheck": CommandSource(
        "mnistgui.cli.gradcheck:gradcheck", "Check a gradient against slopes of the loss."
    ),
    "lab": CommandSource("mnistgui.cli.lab:lab_command", "Edit units, and read the test digits."),
    "lesson": CommandSource("mnistgui.cli.lesson:lesson_command", "Make a lesson card from a run."),
    "numbers": CommandSource(
        "mnistgui.cli.numbers:numbers_command", "Work out every number of one digit."
    ),
    "open": CommandSource("mnistgui.cli.open:open_command", "Open a file in the window."),
    "personalize": CommandSource(
        "mnistgui.cli.personalize:personalize_command",
        "Learn one person's hand from their drawings.",
    ),
    "predict": CommandSource("mnistgui.cli.predict:predict", "Read digits."),
    "presets": CommandSource(
        "mnistgui.cli.presets:presets_command", "List the write-ups' experiments."
    ),
    "replay": CommandSource(
        "mnistgui.cli.replay:replay_command", "Train a run again up to one of its steps."
    ),
    "report": CommandSource("mnistgui.cli.report:report_command", "Write runs into one HTML page."),
    "reproduce": CommandSource(
        "mnistgui.cli.reproduce:reproduce_command",
        "Run the experiments: ours beside what was reported.",
    ),
    "sweep": CommandSource(
        "mnistgui.cli.sweep:sweep_commands", "Run many settings on many cores and machines."
    ),
    "tour": CommandSource("mnistgui.cli.tour:tour", "Save a picture of every panel."),
    "train": CommandSource("mnistgui.cli.train:train", "Train a network."),
    "train-default": CommandSource(
        "mnistgui.cli.train_default:train_default_command", "Make the shipped model anew."
    ),
    "twins": CommandSource(
        "mnistgui.cli.twins:twins_command", "Train two networks that differ in one setting."
    ),
    "units": CommandSource("mnistgui.cli.units:units_command", "List the units of a layer."),
}


@click.group(cls=LazyGroup, commands_at=COMMANDS, invoke_without_command=True)
@click.option("--data", type=click.Path(path_type=Path), help="Digits to open in the window.")
@click.version_option(package_name="mnistgui")
@click.pass_context
def main(context: click.Context, data: Path | None) -> None:
    """Watch a digit classifier learn; without a command, in a window.

    A FILE in place of a command is opened in the window.
    """
    if context.invoked_subcommand is None:
        from mnistgui.ui.startup.app import run  # noqa: PLC0415 - the other commands need no window

        context.exit(run(data))
    elif data is not None and context.invoked_subcommand != "open":
        raise UserError(
            "--data before a command is for the window; "
            f"write it after '{context.invoked_subcommand}'"
        )
