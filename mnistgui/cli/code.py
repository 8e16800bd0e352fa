"""``mnistgui code``: a run as a program of its own."""

from pathlib import Path

import click

from mnistgui.atomic import write_bytes
from mnistgui.cli.output_files import refuse_to_overwrite
from mnistgui.errors import UserError
from mnistgui.files.code.notebook import notebook
from mnistgui.files.code.recipe import ProgramRecipe
from mnistgui.files.code.script import SCRIPTS
from mnistgui.files.run_file import load_run

_PATH = click.Path(path_type=Path)


@click.command("code")
@click.argument("run", type=_PATH)
@click.option("--to", "target", type=_PATH, required=True, metavar="FILE.py")
@click.option(
    "--with",
    "library",
    type=click.Choice(list(SCRIPTS)),
    default="numpy",
    help="What the program computes with; NumPy where nothing is said.",
)
def code_command(run: Path, target: Path, library: str) -> None:
    """Write RUN as a script (.py) or a notebook (.ipynb) that trains the same network.

    The program needs nothing of this one, and prints the losses of the run but for rounding.
    """
    if target.suffix not in {".py", ".ipynb"}:
        raise UserError(f"{target} is no name of a program; .py and .ipynb are accepted")
    refuse_to_overwrite(run, target)
    saved = load_run(run)
    script = SCRIPTS[library](ProgramRecipe.of(saved, saved.label or run.stem))
    text = notebook(script) if target.suffix == ".ipynb" else script
    write_bytes(target, text.encode())
    click.echo(f"wrote {click.format_filename(target)}", err=True)
