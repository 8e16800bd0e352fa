"""What is left of runs that did not end cleanly: a folder of autosaved files, each with a lock.

A running program claims a place in the folder and holds its lock; the system lets go of the lock
when the program dies, however it dies. At the next start the places nobody holds are offered.
"""

from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_state_path

from mnistgui.errors import UserError
from mnistgui.files.claims import Claim, claim, claim_new, left_over
from mnistgui.files.run import SavedRun
from mnistgui.files.run_file import load_run

_RUN = ".h5"


def recovery_folder() -> Path:
    """Where this person's recovery files belong.

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
        """Look at what there was.

        Returns
        -------
        SavedRun

        Raises
        ------
        UserError
            The disk has damaged it.
        """
        return load_run(self.path)

    def claim(self) -> Claim:
        """Take it over: go on, or release it with ``keep=False`` to throw it away.

        Returns
        -------
        Claim

        Raises
        ------
        UserError
            Another window has taken it meanwhile.
        """
        taken = claim(self.path)
        if taken is None:
            raise UserError(f"{self.path.name} is open in another window")
        return taken


def claim_place(folder: Path | None = None) -> Claim:
    """Claim a new place for a run that begins.

    Parameters
    ----------
    folder : pathlib.Path or None
        None for :func:`recovery_folder`.

    Returns
    -------
    Claim

    Raises
    ------
    UserError
        The folder cannot be written.
    """
    folder = folder or recovery_folder()
    try:
        return claim_new(folder, _RUN)
    except OSError as fault:
        reason = fault.strerror or str(fault)
        raise UserError(f"runs cannot be autosaved in {folder}: {reason}") from fault


def pending_recoveries(folder: Path | None = None) -> list[Pending]:
    """The runs that no program holds any more, newest first; tidies the folder on the way.

    Parameters
    ----------
    folder : pathlib.Path or None
        None for :func:`recovery_folder`.

    Returns
    -------
    list of Pending

    Raises
    ------
    UserError
        The folder cannot be read.
    """
    folder = folder or recovery_folder()
    try:
        return [Pending(path) for path in left_over(folder, _RUN)]
    except OSError as fault:
        reason = fault.strerror or str(fault)
        raise UserError(f"runs in {folder} cannot be recovered: {reason}") from fault
