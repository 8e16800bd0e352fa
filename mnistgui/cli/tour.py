"""``mnistgui tour``: pictures of a real session, played without a display."""

from pathlib import Path

import click


@click.command()
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder for them.")
@click.option("--data", type=click.Path(path_type=Path), help="Digits to use.")
def tour(out: Path, data: Path | None) -> None:
    """Load digits, train, draw, and save a picture of every panel and of the window."""
    from mnistgui.bench.tour.play import play  # noqa: PLC0415 - the other commands need no window

    for picture in play(out, data):
        click.echo(click.format_filename(picture), err=True)
