"""``mnistgui desktop``: lesson cards and runs open by double click on a free desktop."""

import click

from mnistgui.files.desktop import install, remove


@click.group("desktop")
def desktop_commands() -> None:
    """Have the desktop know this program's files; for Linux and its relatives."""


@desktop_commands.command("install")
def install_command() -> None:
    """Add the program, its icon and its kinds of files to your own desktop."""
    for path in install():
        click.echo(f"wrote {click.format_filename(path)}", err=True)


@desktop_commands.command("remove")
def remove_command() -> None:
    """Take all of that away again."""
    for path in remove():
        click.echo(f"removed {click.format_filename(path)}", err=True)
