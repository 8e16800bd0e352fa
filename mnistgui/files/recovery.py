"""What is left of runs that did not end cleanly: a folder of autosaved files, each with a lock.

A running program claims a place in the folder and holds its lock; the system lets go of the lock
when the program dies, however it dies. At the next start the places nobody holds are offered.
"""

import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout
from platformdirs import user_state_path

from mnistgui.errors import UserError
from mnistgui.files.run import Run
from mnistgui.files.run_file import load_run

_RUN, _LOCK = ".h5", ".lock"
# A lock without a run may belong to a program that is just starting.
_TIDY_AFTER_SECONDS = 3600


def recovery_folder() -> Path:
    """Where this person's recovery files belong.

    Returns
    -------
    pathlib.Path
        It need not exist yet.
    """
    return user_state_path("mnistgui", appauthor=False) / "recovery"


@dataclass(frozen=True, eq=False)
class Claim:
    """A place in the recovery folder that belongs to this program until it is released.

    Attributes
    ----------
    path : pathlib.Path
        Where to autosave; no other program offers or takes it meanwhile.
    """

    path: Path
    _lock: FileLock

    def release(self, *, keep: bool) -> None:
        """Give the place up.

        Parameters
        ----------
        keep : bool
            False when nothing is to be offered at the next start: the run was saved elsewhere or
            the person does not want it.
        """
        if not keep:
            self.path.unlink(missing_ok=True)
            # A lock file without a run is tidied; removing it here could meet another's claim.
        self._lock.release()


@dataclass(frozen=True)
class Pending:
    """A run that did not end cleanly.

    Parameters
    ----------
    path : pathlib.Path
        Its file in the recovery folder.
    """

    path: Path

    def load(self) -> Run:
        """Look at what there was.

        Returns
        -------
        Run

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
        lock = _acquired(self.path)
        if lock is None:
            raise UserError(f"{self.path.name} is open in another window")
        return Claim(self.path, lock)


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
        folder.mkdir(parents=True, exist_ok=True)
        while True:
            path = folder / f"{secrets.token_hex(8)}{_RUN}"
            lock = _acquired(path)
            if lock is not None:
                return Claim(path, lock)
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
    if not folder.is_dir():
        return []
    try:
        _tidy(folder)
        return [Pending(path) for path in sorted(_unheld(folder), key=_age)]
    except OSError as fault:
        reason = fault.strerror or str(fault)
        raise UserError(f"runs in {folder} cannot be recovered: {reason}") from fault


def _unheld(folder: Path) -> Iterator[Path]:
    """Run files whose lock is free."""
    for path in folder.glob(f"*{_RUN}"):
        lock = _acquired(path)
        if lock is not None:
            lock.release()
            yield path


def _acquired(path: Path) -> FileLock | None:
    """The lock of a run's file, or None when another program or window holds it."""
    # Windows share a process, so the lock must not be one per thread or process.
    lock = FileLock(path.with_suffix(_LOCK), timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        return None
    return lock


def _tidy(folder: Path) -> None:
    """Remove the locks of runs that are gone."""
    for path in folder.glob(f"*{_LOCK}"):
        run = path.with_suffix(_RUN)
        if run.exists() or _age(path) < _TIDY_AFTER_SECONDS:
            continue
        lock = _acquired(run)
        if lock is not None:
            path.unlink(missing_ok=True)
            lock.release()


def _age(path: Path) -> float:
    """Seconds since a file was written; negative where the clock was set back since."""
    return time.time() - path.stat().st_mtime
