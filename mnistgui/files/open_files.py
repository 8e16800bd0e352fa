"""Which files a window or a command writes to, so that no other writes over them."""

import logging
from hashlib import sha256
from pathlib import Path

from mnistgui.errors import UserError
from mnistgui.files.claims import Claim, claim, left_over

_log = logging.getLogger("mnistgui.files")
_SUFFIX = ".open"


def open_files_beside(recovery: Path) -> "OpenFiles":
    """Files of one more window or command of a person.

    Parameters
    ----------
    recovery : pathlib.Path
        The person's recovery folder.

    Returns
    -------
    OpenFiles
        With no file open yet.
    """
    return OpenFiles(recovery.parent / "open")


class OpenFiles:
    """The files that one window or command has open.

    Parameters
    ----------
    folder : pathlib.Path
        Where the programs of one person tell each other; it need not exist yet.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._claims: dict[Path, Claim] = {}

    def claim(self, path: Path) -> None:
        """Lock a file for this window or command; claiming it again does nothing.

        Parameters
        ----------
        path : pathlib.Path
            It need not be there yet.

        Raises
        ------
        UserError
            Another window or command has it open.
        """
        place = self._place(path)
        if place in self._claims:
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            taken = claim(place)
        except OSError as fault:
            # A disk that takes no lock must not keep a person from their file.
            _log.warning("cannot tell whether %s is open elsewhere: %s", path, fault)
            return
        if taken is None:
            raise UserError(
                f"{path.name} is open in another window or command; "
                "it can be saved under another name"
            )
        self._claims[place] = taken

    def release(self) -> None:
        """Unlock all files."""
        for taken in self._claims.values():
            taken.release(keep=False)
        self._claims.clear()
        try:
            left_over(self._folder, _SUFFIX)
        except OSError as fault:
            _log.warning("cannot tidy %s: %s", self._folder, fault)

    def _place(self, path: Path) -> Path:
        """The same for every name that a file goes by."""
        name = sha256(str(path.resolve()).encode(errors="surrogateescape")).hexdigest()[:32]
        return self._folder / f"{name}{_SUFFIX}"
