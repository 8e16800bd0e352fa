"""The ``mnistgui`` command. Importing it loads no Qt."""

import click

from mnistgui.cli.data import data_commands
from mnistgui.cli.errors import SentenceGroup


@click.group(cls=SentenceGroup, invoke_without_command=True)
def main() -> None:
    """Watch a digit classifier learn."""


main.add_command(data_commands)
