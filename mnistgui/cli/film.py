"""``mnistgui film``: a run as a film, as the window shows it step after step."""

import os
from pathlib import Path

import click
from tqdm import tqdm

from mnistgui.cli.digits import digits_of_run
from mnistgui.cli.output_files import locked_outputs, refuse_to_overwrite
from mnistgui.errors import UserError
from mnistgui.files.film import FILM_KINDS, check_film_target
from mnistgui.files.run_file import load_run
from mnistgui.notation import thousands
from mnistgui.ui.startup.app import name_missing_libraries
from mnistgui.ui.startup.film_subject import FILMED, FilmWish

_PATH = click.Path(path_type=Path)
_MOST_FRAMES, _MOST_PER_SECOND = 1000, 60


@click.command("film")
@click.argument("run", type=_PATH)
@click.option(
    "--to",
    "target",
    type=_PATH,
    required=True,
    metavar="FILE",
    help=f"Its ending says what is written: {', '.join(FILM_KINDS)}; .png for a folder of them.",
)
@click.option(
    "--what",
    "shown",
    type=click.Choice(FILMED),
    default="weights",
    show_default=True,
    help="The panel that is filmed.",
)
@click.option(
    "--frames",
    type=click.IntRange(2, _MOST_FRAMES),
    default=60,
    show_default=True,
    help="Pictures, spread evenly from the first step to the last.",
)
@click.option(
    "--per-second",
    type=click.IntRange(1, _MOST_PER_SECOND),
    default=10,
    show_default=True,
    help="How many of them are shown in a second.",
)
@click.option("--data", type=_PATH, help="The run's digits; by default they are looked for.")
def film_command(
    run: Path, target: Path, shown: str, frames: int, per_second: int, data: Path | None
) -> None:
    """Film RUN: a panel of the window after step upon step, each trained again to the same bits.

    An MP4 needs ffmpeg or the package imageio-ffmpeg. Ctrl+C gives the film up, and leaves nothing.
    """
    refuse_to_overwrite(run, target)
    check_film_target(target)
    saved = load_run(run)
    steps = int(saved.state.facts["step"])
    if not steps:
        raise UserError(f"{run} has taken no step; a run that has trained is accepted")
    wish = FilmWish(
        saved.label or run.stem, saved, digits_of_run(data, saved.data), shown, frames, per_second
    )
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with locked_outputs([target]), name_missing_libraries():
        # Qt may be unable to load.
        from mnistgui.ui.startup.offscreen_film import film_run  # noqa: PLC0415

        with tqdm(total=100, unit=" %", desc="filming", disable=None) as bar:
            film_run(wish, target, lambda fraction: bar.update(round(100 * fraction) - bar.n))
    click.echo(f"wrote {click.format_filename(target)}: {thousands(steps)} steps", err=True)
