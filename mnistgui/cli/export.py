"""``mnistgui export``: networks and histories for other tools, pictures for slides and papers."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from mnistgui.cli.digits import digits_of_run, found_digits
from mnistgui.cli.networks import USAGE_OPTIONS, network_of, usage_options
from mnistgui.cli.output_files import locked_outputs, refuse_to_overwrite
from mnistgui.errors import UserError
from mnistgui.files.content import Content
from mnistgui.files.exporting import EXPORTS, PICTURES, VIEWS, VIEWS_OF_RUNS
from mnistgui.files.exporting import export as write_export
from mnistgui.files.recognize import recognize
from mnistgui.files.run_file import load_run
from mnistgui.ui.startup.run_pictures import PictureSettings, PictureSubject, save_run_picture

_PATH = click.Path(path_type=Path)
_VIEWS_OF_DIGITS = ("mistakes", "well-read", "by-index", "reliability")
_DRAWN_SUFFIXES = (*PICTURES, ".csv")
_LARGEST_SCALE = 16


@click.command(
    help="Write the network in MODEL, a run file or weights in any known format, or its history, "
    f"to FILE. Its suffix says how: {', '.join(EXPORTS)}. With {', '.join(PICTURES)} a picture is "
    "drawn as the window draws it: "
    + "; ".join(f"{name}: {words}" for name, words in VIEWS.items())
    + "."
)
@click.argument("model", type=_PATH)
@click.option("--to", "target", type=_PATH, required=True, metavar="FILE")
@click.option("--what", "view", type=click.Choice(list(VIEWS)), help="What the picture shows.")
@click.option("--layer", type=click.IntRange(min=1), default=1, help="Whose weights; 1 by default.")
@click.option(
    "--index",
    "indices",
    default="0",
    metavar="N,N...",
    help="Which test digits by-index shows, such as 8,900,7216.",
)
@click.option("--epochs", "by_epoch", is_flag=True, help="Curves over epochs, not over steps.")
@click.option("--log", is_flag=True, help="Loss and rate in powers of ten.")
@click.option("--data", type=_PATH, help="Digits to be read; the run's own by default.")
@click.option(
    "--scale",
    type=click.IntRange(0, _LARGEST_SCALE),
    default=0,
    help="Pixels of a PNG for each pixel of the screen; by default as many as a slide has.",
)
@usage_options
@click.option("--dark", is_flag=True, help="A picture in dark colours.")
def export(model: Path, target: Path, view: str | None, data: Path | None, **settings: Any) -> None:
    """Write a network, a history or a picture."""
    refuse_to_overwrite(model, target)
    drawn = _is_drawn(target, view)
    usage = {name: settings.pop(name) for name in USAGE_OPTIONS}
    with locked_outputs([target]):
        if drawn:
            wanted = PictureSettings(view or "curves", **settings)
            save_run_picture(target, _subject(model, wanted.view, data, usage), wanted)
        else:
            write_export(
                target,
                lambda: network_of(model, usage).network,
                lambda: load_run(model).history,
            )
    click.echo(f"wrote {click.format_filename(target)}", err=True)


def _is_drawn(target: Path, view: str | None) -> bool:
    """Return whether a picture is wanted, or the numbers of one."""
    suffix = target.suffix.lower()
    if suffix in PICTURES:
        return True
    if view is None:
        if not target.name.lower().endswith(tuple(EXPORTS)):
            accepted = ", ".join((*EXPORTS, *PICTURES))
            raise UserError(f"{target} has no known suffix; {accepted} are accepted")
        return False
    if suffix not in _DRAWN_SUFFIXES:
        raise UserError(
            f"--what {view} is for {', '.join(_DRAWN_SUFFIXES)}; {target} has another suffix"
        )
    return True


def _subject(
    path: Path, view: str, data: Path | None, usage: Mapping[str, str | None]
) -> PictureSubject:
    """Load the network or run that is exported, and the digits where they are needed."""
    reads = view in _VIEWS_OF_DIGITS
    if recognize(path) is Content.RUN:
        run = load_run(path)
        digits = digits_of_run(data, run.data) if reads else None
        return PictureSubject(run.label or path.stem, run, digits)
    if view in VIEWS_OF_RUNS:
        raise UserError(f"{path} has no curves; a run file is accepted, or --what weights")
    digits = found_digits(data) if reads else None
    return PictureSubject(path.stem, network_of(path, usage, digits).network, digits)
