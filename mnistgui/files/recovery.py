"""The recovery folder, which holds the autosaved files of runs that have not ended cleanly.

A running program locks its files in the folder, and the operating system releases the locks when
the program ends, whatever ends it. At the next start the files that are not locked are offered.
"""

from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_state_path

from mnistgui.errors import UserError
from mnistgui.files.file_locks import LockedFile, lock_file, lock_new_file, unlocked_files
from mnistgui.files.run import SavedRun
from mnistgui.files.run_file import load_run

_RUN = ".h5"


def recovery_folder() -> Path:
    """Return the folder of this person's recovery files.

    Returns
    -------
    pathlib.Path
        It need not exist yet.
    """
    return user_state_path("mnistgui", appauthor=False) / "recovery"


@dataclass(frozen=True)
class Pending:
    """A run that did not end cleanly.

    Parameters
    ----------
    path : pathlib.Path
        Its file in the recovery folder.
    """

    path: Path

    def load(self) -> SavedRun:
        """Load the run.

        Returns
        -------
        SavedRun

        Raises
        ------
        UserError
            The file is damaged.
        """
        return load_run(self.path)

    def lock(self) -> LockedFile:
        """Lock the file, to resume the run, or to delete the file by ``release(keep=False)``.

        Returns
        -------
        LockedFile

        Raises
        ------
        UserError
            Another window has locked it meanwhile.
        """
        locked = lock_file(self.path)
        if locked is None:
            raise UserError(f"{self.path.name} is open in another window")
        return locked


def lock_new_recovery(folder: Path | None = None) -> LockedFile:
    """Lock a new recovery file for a run that begins.

    Parameters
    ----------
    folder : pathlib.Path or None
        None for :func:`recovery_folder`.

    Returns
    -------
    LockedFile

    Raises
    ------
    UserError
        The folder cannot be written.
    """
    folder = folder or recovery_folder()
    try:
        return lock_new_file(folder, _RUN)
    except OSError as fault:
        reason = fault.strerror or str(fault)
        raise UserError(f"runs cannot be autosaved in {folder}: {reason}") from fault


def pending_recoveries(folder: Path | None = None) -> list[Pending]:
    """List the recovery files that no program has locked, and remove stray lock files.

    Parameters
    ----------
    folder : pathlib.Path or None
        None for :func:`recovery_folder`.

    Returns
    -------
    list of Pending
        The newest first.

    Raises
    ------
    UserError
        The folder cannot be read.
    """
    folder = folder or recovery_folder()
    try:
        return [Pending(path) for path in unlocked_files(folder, _RUN)]
    except OSError as fault:
        reason = fault.strerror or str(fault)
        raise UserError(f"runs in {folder} cannot be recovered: {reason}") from fault
