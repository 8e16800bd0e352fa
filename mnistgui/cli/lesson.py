"""``mnistgui lesson``: a lesson card from a run that shows what can be reached."""

from collections.abc import Sequence
from pathlib import Path

import click

from mnistgui.errors import UserError
from mnistgui.files.lesson_card import SPLITS, SUFFIX, LessonCard, PassMark, save_card
from mnistgui.files.run_file import load_run
from mnistgui.training.config import field_named

_PATH = click.Path(path_type=Path)


@click.command("lesson")
@click.argument("run", type=_PATH)
@click.option("--to", "target", type=_PATH, required=True, metavar=f"NAME{SUFFIX}")
@click.option("--title", required=True)
@click.option("--instructions", required=True, help="What to do and to look at, in plain text.")
@click.option("--pass", "mark", required=True, metavar="SPLIT=ACCURACY", help="As in test=0.95.")
@click.option("--hide", multiple=True, metavar="FIELD", help="A setting to fix and not to show.")
def lesson_command(
    run: Path, target: Path, title: str, instructions: str, mark: str, hide: Sequence[str]
) -> None:
    """Make a lesson card: the form starts with the settings of RUN, on the digits of RUN.

    It opens in the window, and 'mnistgui check' grades what is trained by it.
    """
    if not target.name.endswith(SUFFIX):
        raise UserError(f"{target} is no name of a lesson card; NAME{SUFFIX} is accepted")
    hidden = tuple(field_named(name).name for name in hide)
    shown = load_run(run)
    data = shown.data
    card = LessonCard(
        title, instructions, shown.config, data.name, data.fingerprint, hidden, pass_mark(mark)
    )
    save_card(target, card)
    click.echo(f"wrote {click.format_filename(target)}", err=True)


def pass_mark(text: str) -> PassMark:
    """Read a pass mark.

    Parameters
    ----------
    text : str
        As in ``"test=0.95"``.

    Returns
    -------
    PassMark

    Raises
    ------
    UserError
        It is none.
    """
    split, _, number = text.partition("=")
    try:
        accuracy = float(number)
    except ValueError:
        accuracy = -1.0
    if split not in SPLITS or not 0 <= accuracy <= 1:
        raise UserError(
            f"{text!r} is no pass mark; one of {', '.join(SPLITS)}, then = and a part from 0 to 1 "
            "are accepted, as in test=0.95"
        )
    return PassMark(split, accuracy)
