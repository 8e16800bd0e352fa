"""Runs commands as a person would type them, within the process of the tests."""

from click.testing import CliRunner, Result

from mnistgui.cli import main


def run(*words: object) -> Result:
    """Run the program with some words after its name."""
    return CliRunner().invoke(main, [str(word) for word in words])
