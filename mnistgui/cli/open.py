"""``mnistgui open FILE``, or just ``mnistgui FILE``: what a double click on a file runs."""

from pathlib import Path

import click


@click.command("open")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--data", type=click.Path(path_type=Path), help="Digits to open beside FILE.")
@click.option(
    "--tell-in-window",
    is_flag=True,
    help="Say in the window what is wrong with FILE: a desktop shows no terminal.",
)
@click.pass_context
def open_command(
    context: click.Context, file: Path, data: Path | None, *, tell_in_window: bool
) -> None:
    """Open FILE in the window: a data set, run, weights, lesson card or stroke file.

    What it is follows from its content. The command's name may be left out.
    """
    from mnistgui.files.recognize import recognize  # noqa: PLC0415 - the other commands need none
    from mnistgui.ui.startup.app import run  # noqa: PLC0415 - the other commands need no window

    if not tell_in_window:
        recognize(file)  # so that a wrong file is told where it was named, before a window opens
    context.exit(run(data or context.find_root().params["data"], file))
