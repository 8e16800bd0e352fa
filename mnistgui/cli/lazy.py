"""A group of commands that are imported when they are called, so that the window opens sooner."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any, NamedTuple

import click

from mnistgui.cli.errors import SentenceGroup


class CommandSource(NamedTuple):
    """The module and the attribute of a command.

    Parameters
    ----------
    where : str
        ``"module:attribute"``.
    summary : str
        What the list of commands says of it.
    """

    where: str
    summary: str


class LazyGroup(SentenceGroup):
    """A group that has its commands' names and summaries without importing them.

    Parameters
    ----------
    *args, **extra
        As :class:`click.Group` takes them.
    commands_at : mapping of str to CommandSource
        By their names.
    """

    def __init__(self, *args: Any, commands_at: Mapping[str, CommandSource], **extra: Any) -> None:
        super().__init__(*args, **extra)
        self._commands_at = commands_at

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return all names in order."""
        return sorted(self._commands_at)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import a command.

        Parameters
        ----------
        ctx : click.Context
        cmd_name : str

        Returns
        -------
        click.Command or None
            None for a name that is no command.
        """
        place = self._commands_at.get(cmd_name)
        if place is None:
            return None
        module, attribute = place.where.split(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl(
                [(name, self._commands_at[name].summary) for name in self.list_commands(ctx)]
            )
