"""Locks files for one running program, by a lock file beside each.

The operating system releases a lock when the program ends, even when it is killed. A file whose
lock nobody holds is left over from a program that has ended.
"""

import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

LOCK = ".lock"
# A lock without a file may belong to a program that is just starting.
_TIDY_AFTER_SECONDS = 3600


@dataclass(frozen=True, eq=False)
class Claim:
    """A file that this program has locked, until it is released.

    Attributes
    ----------
    path : pathlib.Path
        The locked file.
    """

    path: Path
    _lock: FileLock

    def release(self, *, keep: bool) -> None:
        """Unlock the file.

        Parameters
        ----------
        keep : bool
            Whether the file stays; False removes it.
        """
        if not keep:
            self.path.unlink(missing_ok=True)
            # The lock file stays until `left_over` removes it: another program may claim it now.
        self._lock.release()


def claim(path: Path) -> Claim | None:
    """Lock a file, whether it exists yet or not.

    Parameters
    ----------
    path : pathlib.Path
        In a folder that exists.

    Returns
    -------
    Claim or None
        None when another program or window has locked it.

    Raises
    ------
    OSError
        The folder cannot be written.
    """
    # Windows share a process, so the lock must not be one per thread or process.
    lock = FileLock(path.with_suffix(LOCK), timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        return None
    return Claim(path, lock)


def claim_new(folder: Path, suffix: str) -> Claim:
    """Lock a file under a new name, in a folder that is made where it is missing.

    Parameters
    ----------
    folder : pathlib.Path
    suffix : str
        With its dot.

    Returns
    -------
    Claim
        The file is not there yet.

    Raises
    ------
    OSError
        The folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    while True:
        made = claim(folder / f"{secrets.token_hex(8)}{suffix}")
        if made is not None:
            return made


def left_over(folder: Path, suffix: str) -> list[Path]:
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
    return sorted(_unheld(folder, suffix), key=_age)


def _unheld(folder: Path, suffix: str) -> Iterator[Path]:
    for path in folder.glob(f"*{suffix}"):
        taken = claim(path)
        if taken is not None:
            taken.release(keep=True)
            yield path


def _tidy(folder: Path, suffix: str) -> None:
    """Remove the locks of files that are gone."""
    for path in folder.glob(f"*{LOCK}"):
        file = path.with_suffix(suffix)
        if file.exists() or _age(path) < _TIDY_AFTER_SECONDS:
            continue
        taken = claim(file)
        if taken is not None:
            path.unlink(missing_ok=True)
            taken.release(keep=True)


def _age(path: Path) -> float:
    """Seconds since a file was written; negative where the clock was set back since."""
    return time.time() - path.stat().st_mtime
