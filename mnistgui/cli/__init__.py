"""The ``mnistgui`` command. Importing it loads no Qt."""

import click


@click.group(invoke_without_command=True)
def main() -> None:
    """Watch a digit classifier learn."""
