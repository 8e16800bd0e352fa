"""Reports errors of a person or their machine on the command line: one line, exit code 2.

Bad input, a full disk or a mistyped option give one sentence on standard error and never a
traceback. A fault of the program itself is not caught: its traceback is what a developer needs.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import click

from mnistgui.errors import UserError

EXIT_CODE = 2


class OneLine(click.ClickException):
    """A sentence for the person, shown by click on one line of standard error.

    Parameters
    ----------
    message : str
        The sentence.
    """

    exit_code = EXIT_CODE

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the sentence.

        Parameters
        ----------
        file : file object, optional
            Standard error by default.
        """
        click.echo(f"Error: {self.format_message()}", file=file, err=file is None)


class SentenceGroup(click.Group):
    """A group of commands that prints each user error as one sentence."""

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """Read the group's own options.

        Parameters
        ----------
        *args, **extra
            As :meth:`click.Command.make_context` takes them.

        Returns
        -------
        click.Context
        """
        with one_sentence():
            return super().make_context(*args, **extra)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; a file in its place is one to be opened.

        Parameters
        ----------
        ctx : click.Context
            The group's.
        args : list of str
            What stands after the group's own options.

        Returns
        -------
        tuple
            As :meth:`click.Group.resolve_command` gives it.

        Raises
        ------
        UserError
            There is neither such a command nor such a file.
        """
        if self.get_command(ctx, args[0]) is None:
            if not Path(args[0]).exists():
                raise UserError(
                    f"{args[0]} is neither a command nor a file that is there; "
                    f"'{ctx.command_path} --help' lists the commands"
                )
            args = ["open", *args]
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the chosen command.

        Parameters
        ----------
        ctx : click.Context
            Made by :meth:`make_context`.

        Returns
        -------
        object
            What the command returned.
        """
        with one_sentence():
            return super().invoke(ctx)


@contextmanager
def one_sentence() -> Iterator[None]:
    """Turn every failure that is not the program's own into a :class:`OneLine`.

    Raises
    ------
    OneLine
        The block failed through its input, its options, or the machine.
    """
    try:
        yield
    except UserError as error:
        raise OneLine(str(error)) from error
    except click.exceptions.NoArgsIsHelpError:
        raise
    except click.UsageError as error:
        raise OneLine(_usage_sentence(error)) from error
    except BrokenPipeError:
        # `mnistgui ... | head` is no mistake; click ends the command silently.
        raise
    except OSError as error:
        raise OneLine(str(UserError(_system_sentence(error)))) from error


def _usage_sentence(error: click.UsageError) -> str:
    """Return what was wrong with the options, and where they are explained."""
    sentence = " ".join(error.format_message().split())
    if error.ctx is None:
        return sentence
    return f"{sentence} ('{error.ctx.command_path} --help' explains)"


def _system_sentence(error: OSError) -> str:
    """Return the operating system's reason and the file that it refused."""
    reason = error.strerror or str(error) or type(error).__name__
    return f"{error.filename}: {reason}" if error.filename else reason
