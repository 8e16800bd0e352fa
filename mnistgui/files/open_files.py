"""Locks the files that a window or a command writes, so that no other one overwrites them."""

import logging
from hashlib import sha256
from pathlib import Path

from mnistgui.errors import UserError
from mnistgui.files.file_locks import LockedFile, lock_file, unlocked_files

_log = logging.getLogger("mnistgui.files")
_SUFFIX = ".open"


def open_files_beside(recovery: Path) -> "OpenFiles":
    """Return the locks of a new window or command.

    Parameters
    ----------
    recovery : pathlib.Path
        The person's recovery folder.

    Returns
    -------
    OpenFiles
        Without a locked file.
    """
    return OpenFiles(recovery.parent / "open")


class OpenFiles:
    """The files that one window or command has locked.

    Parameters
    ----------
    folder : pathlib.Path
        Holds the locks of all programs of one person; it need not exist yet.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._locked: dict[Path, LockedFile] = {}

    def lock(self, path: Path) -> None:
        """Lock a file for this window or command; locking it again does nothing.

        Parameters
        ----------
        path : pathlib.Path
            It need not be there yet.

        Raises
        ------
        UserError
            Another window or command has locked it.
        """
        place = self._place(path)
        if place in self._locked:
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            locked = lock_file(place)
        except OSError as fault:
            # A disk that takes no lock must not keep a person from their file.
            _log.warning("cannot tell whether %s is open elsewhere: %s", path, fault)
            return
        if locked is None:
            raise UserError(
                f"{path.name} is open in another window or command; "
                "it can be saved under another name"
            )
        self._locked[place] = locked

    def release(self) -> None:
        """Unlock all files."""
        for locked in self._locked.values():
            locked.release(keep=False)
        self._locked.clear()
        try:
            unlocked_files(self._folder, _SUFFIX)
        except OSError as fault:
            _log.warning("cannot tidy %s: %s", self._folder, fault)

    def _place(self, path: Path) -> Path:
        """Return the path of a file's lock, which is the same for every name of the file."""
        name = sha256(str(path.resolve()).encode(errors="surrogateescape")).hexdigest()[:32]
        return self._folder / f"{name}{_SUFFIX}"
