"""``mnistgui tour``: pictures or a film of a real session, played without a display."""

from pathlib import Path

import click

from mnistgui.errors import UserError

_PATH = click.Path(path_type=Path)


@click.command()
@click.option("--out", type=_PATH, help="Folder for pictures of every panel and of the window.")
@click.option("--film", type=_PATH, metavar="FILE", help="A film of a run; FILE.gif or FILE.webp.")
@click.option("--data", type=_PATH, help="Digits to use.")
def tour(out: Path | None, film: Path | None, data: Path | None) -> None:
    """Load digits, train, draw, and save pictures or a film of it."""
    # The other commands need no window.
    from mnistgui.bench.tour.play import play, play_for_film  # noqa: PLC0415

    if out is None and film is None:
        raise UserError("a tour saves what it is asked for; --out FOLDER, --film FILE or both")
    if film is not None:
        play_for_film(film, data)
        click.echo(click.format_filename(film), err=True)
    for picture in play(out, data) if out is not None else ():
        click.echo(click.format_filename(picture), err=True)
