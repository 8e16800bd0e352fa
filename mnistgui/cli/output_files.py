"""Checks, before a command works, that its result can be written, and locks the result's file."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from mnistgui.errors import UserError
from mnistgui.files.autosave import Autosave
from mnistgui.files.open_files import open_files_beside
from mnistgui.files.recovery import recovery_folder


@dataclass(frozen=True)
class RunOutput:
    """Where a run is saved, and how often.

    Parameters
    ----------
    out : Path or None
        The run file; None to save nothing.
    seconds : float or None
        Time between two saves while it goes on; None to save at the end alone.
    """

    out: Path | None
    seconds: float | None

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
