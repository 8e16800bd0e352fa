"""Checks, before a command works, that its result can be written, and locks the result's file."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial, wraps
from pathlib import Path
from typing import Any

import click

from mnistgui.errors import UserError
from mnistgui.files.autosave import Autosave
from mnistgui.files.open_files import open_files_beside
from mnistgui.files.recovery import recovery_folder
from mnistgui.training.checkpoints import FILE_BYTES, Checkpoints
from mnistgui.training.spill_file import SpillFile

_MEGABYTE = 1_000_000


@dataclass(frozen=True)
class RunOutput:
    """Where a run is saved, and how often.

    Parameters
    ----------
    out : Path or None
        The run file; None to save nothing.
    seconds : float or None
        Time between two saves while it goes on; None to save at the end alone.
    checkpoint_bytes : int
        What checkpoints in the file may take; 0 for none.
    """

    out: Path | None
    seconds: float | None = None
    checkpoint_bytes: int = 0

    def check(self) -> None:
        """Check, before the training, that the file can be written.

        Raises
        ------
        UserError
            The file's folder is not there or cannot be written to.
        """
        if self.out is None:
            return
        folder = self.out.absolute().parent
        if not folder.is_dir():
            raise UserError(f"cannot write {self.out}: there is no folder {folder}")
        if not os.access(folder, os.W_OK) or self.out.is_dir():
            raise UserError(f"cannot write {self.out}: give a file in a folder that can be written")

    def checkpoints(self) -> Checkpoints | None:
        """Return where to keep states on the way; None if none is to be saved."""
        if self.out is None or not self.checkpoint_bytes:
            return None
        return Checkpoints(self.checkpoint_bytes, partial(SpillFile, self.out.absolute().parent))

    def autosave(self) -> Autosave | None:
        """Return an autosave for the run; None if none was asked for."""
        if self.out is None or self.seconds is None:
            return None
        return Autosave(self.out, self.seconds)

    def named(self, label: str, several: int) -> "RunOutput":
        """Return the output of one of several runs, with the run's label in the file's name."""
        if self.out is None or several == 1:
            return self
        return replace(self, out=self.out.with_stem(f"{self.out.stem}-{label.replace(' ', '-')}"))


def refuse_to_overwrite(source: Path, target: Path) -> None:
    """Refuse to overwrite the input file: of a run, only the network would be left.

    Parameters
    ----------
    source : pathlib.Path
        What a command reads.
    target : pathlib.Path
        Where it writes something else.

    Raises
    ------
    UserError
        Both are the same file.
    """
    if source.resolve() == target.resolve():
        raise UserError(f"{target} is what is read; the name of another file is accepted")


@contextmanager
def locked_outputs(places: Iterable[Path | None]) -> Iterator[None]:
    """Lock files within a block, so that no window and no other command writes them.

    Parameters
    ----------
    places : iterable of (pathlib.Path or None)
        None for a result that is not saved.

    Raises
    ------
    UserError
        A window or another command has locked one of them.
    """
    files = open_files_beside(recovery_folder())
    try:
        for place in places:
            if place is not None:
                files.lock(place)
        yield
    finally:
        files.release()


def output_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add ``--out``, ``--autosave`` and ``--checkpoints``, which reach a command as its ``output``.

    Parameters
    ----------
    command : callable
        Takes ``output``, a :class:`RunOutput`.

    Returns
    -------
    callable
    """

    @click.option(
        "--out",
        type=click.Path(path_type=Path),
        metavar="RUN.h5",
        help="Keep the run in this file.",
    )
    @click.option(
        "--autosave",
        type=click.FloatRange(min=0.0),
        metavar="SECONDS",
        help="Save so often while training, and at every epoch's end, to --out or --resume.",
    )
    @click.option(
        "--checkpoints",
        type=click.IntRange(min=0),
        default=FILE_BYTES // _MEGABYTE,
        show_default=True,
        metavar="MB",
        help="What earlier states may take in the file; from one of them each step is near.",
    )
    @wraps(command)
    def with_output(
        *, out: Path | None, autosave: float | None, checkpoints: int, **words: Any
    ) -> None:
        command(output=RunOutput(out, autosave, checkpoints * _MEGABYTE), **words)

    return with_output
