"""Files that belong to one living program, each with a lock beside it.

The system lets go of a lock when the program dies, however it dies; what nobody holds any more is
left over.
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
    """A file that belongs to this program until it is released.

    Attributes
    ----------
    path : pathlib.Path
        The file; no other program takes it meanwhile.
    """

    path: Path
    _lock: FileLock

    def release(self, *, keep: bool) -> None:
        """Give the file up.

        Parameters
        ----------
        keep : bool
            False to remove it, as there is nothing in it that anybody should find later.
        """
        if not keep:
            self.path.unlink(missing_ok=True)
            # A lock without a file is tidied; removing it here could meet another's claim.
        self._lock.release()


def claim(path: Path) -> Claim | None:
    """Take over a file, whether it is there yet or not.

    Parameters
    ----------
    path : pathlib.Path
        In a folder that exists.

    Returns
    -------
    Claim or None
        None when another program or window holds it.

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
    """Take a file that nobody has, in a folder that is made where it is missing.

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
    """The files that no program holds, newest first; tidies the folder on the way.

    Parameters
    ----------
    folder : pathlib.Path
        One that is not there holds nothing.
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
