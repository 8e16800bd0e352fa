"""Locks files for one running program, with a lock file beside each.

The operating system releases a lock when the program ends, even if it is killed. So a file that no
program has locked was left by a program that has ended.
"""

import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from filelock import FileLock

LOCK = ".lock"
# A lock without a file may belong to a program that is just starting.
_TIDY_AFTER_SECONDS = 3600


@dataclass(frozen=True, eq=False)
class LockedFile:
    """A file that this program has locked, until it is released.

    Attributes
    ----------
    path : pathlib.Path
        The locked file.
    """

    path: Path
    _lock: "FileLock"

    def release(self, *, keep: bool) -> None:
        """Unlock the file.

        Parameters
        ----------
        keep : bool
            Whether the file stays; False removes it.
        """
        if not keep:
            self.path.unlink(missing_ok=True)
            # `unlocked_files` removes the lock file later: another program may lock it by now.
        self._lock.release()


def lock_file(path: Path) -> LockedFile | None:
    """Lock a file, whether it exists yet or not.

    Parameters
    ----------
    path : pathlib.Path
        In a folder that exists.

    Returns
    -------
    LockedFile or None
        None when another program or window has locked it.

    Raises
    ------
    OSError
        The folder cannot be written.
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415 - the window opens without a lock

    # Windows share a process, so the lock must not be one per thread or process.
    lock = FileLock(path.with_suffix(LOCK), timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        return None
    return LockedFile(path, lock)


def lock_new_file(folder: Path, suffix: str) -> LockedFile:
    """Lock a file under a new name, in a folder that is made where it is missing.

    Parameters
    ----------
    folder : pathlib.Path
    suffix : str
        With its dot.

    Returns
    -------
    LockedFile
        The file is not there yet.

    Raises
    ------
    OSError
        The folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    while True:
        made = lock_file(folder / f"{secrets.token_hex(8)}{suffix}")
        if made is not None:
            return made


def unlocked_files(folder: Path, suffix: str) -> list[Path]:
    """List the files that no program has locked, newest first, and remove stray lock files.

    Parameters
    ----------
    folder : pathlib.Path
        It need not exist; the list is empty then.
    suffix : str
        With its dot.

    Returns
    -------
    list of pathlib.Path

    Raises
    ------
    OSError
        The folder cannot be read or written.
    """
    if not folder.is_dir():
        return []
    _tidy(folder, suffix)
    return sorted(_unlocked(folder, suffix), key=_age)


def _unlocked(folder: Path, suffix: str) -> Iterator[Path]:
    for path in folder.glob(f"*{suffix}"):
        locked = lock_file(path)
        if locked is not None:
            locked.release(keep=True)
            yield path


def _tidy(folder: Path, suffix: str) -> None:
    """Remove the lock files of files that do not exist any more."""
    for path in folder.glob(f"*{LOCK}"):
        file = path.with_suffix(suffix)
        if file.exists() or _age(path) < _TIDY_AFTER_SECONDS:
            continue
        locked = lock_file(file)
        if locked is not None:
            path.unlink(missing_ok=True)
            locked.release(keep=True)


def _age(path: Path) -> float:
    """Seconds since a file was written; negative where the clock was set back since."""
    return time.time() - path.stat().st_mtime
