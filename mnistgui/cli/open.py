"""``mnistgui open FILE``, or just ``mnistgui FILE``: what a double click on a file runs."""

from pathlib import Path

import click


@click.command("open")
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_context
def open_command(context: click.Context, file: Path) -> None:
    """Open FILE in the window: a data set, run, weights, lesson card or stroke file.

    What it is follows from its content. The command's name may be left out.
    """
    from mnistgui.files.recognize import recognize  # noqa: PLC0415 - the other commands need none
    from mnistgui.ui.app import run  # noqa: PLC0415 - the other commands need no window

    recognize(file)  # so that a wrong file is told where it was named, before a window opens
    context.exit(run(file=file))
