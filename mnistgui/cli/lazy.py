"""A group of commands that are imported only when asked for, so that the window opens sooner."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

from mnistgui.cli.errors import SentenceGroup


class LazyGroup(SentenceGroup):
    """Knows its commands by name and where each is to be found.

    Parameters
    ----------
    *args, **extra
        As :class:`click.Group` takes them.
    commands_at : mapping of str to str
        ``"module:attribute"`` of each command, by its name.
    """

    def __init__(self, *args: Any, commands_at: Mapping[str, str], **extra: Any) -> None:
        super().__init__(*args, **extra)
        self._commands_at = commands_at

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """All names, in order."""
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
        module, attribute = place.split(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command
