"""Checks paths that people give: whether they are files, folders, or neither."""

import os
from itertools import islice
from pathlib import Path

from mnistgui.errors import UserError
from mnistgui.notation import thousands

MAX_FOLDER_ENTRIES = 10_000


def is_folder(path: Path) -> bool:
    """Return whether a path is a folder.

    Parameters
    ----------
    path : pathlib.Path
        Any path.

    Returns
    -------
    bool

    Raises
    ------
    UserError
        The system refuses to look at it.
    """
    try:
        return path.is_dir()
    except (OSError, ValueError) as fault:
        raise UserError(f"{path} cannot be opened: {_reason(fault)}") from fault


def require_file(path: Path) -> None:
    """Refuse everything but an ordinary file, since opening a named pipe would never return.

    Parameters
    ----------
    path : pathlib.Path
        Any path.

    Raises
    ------
    UserError
        It is something else, or nothing.
    """
    try:
        if path.is_file():
            return
        problem = "is not a file" if path.exists() else "does not exist"
    except (OSError, ValueError) as fault:
        raise UserError(f"{path} cannot be opened: {_reason(fault)}") from fault
    raise UserError(f"{path} {problem}; an existing file is accepted here")


def files_in(folder: Path) -> list[Path]:
    """Return the ordinary files of a folder, in the order of their names.

    Parameters
    ----------
    folder : pathlib.Path
        An existing folder.

    Returns
    -------
    list of pathlib.Path

    Raises
    ------
    UserError
        It may not be read, or holds too much to look through.
    """
    entries = entries_in(folder, MAX_FOLDER_ENTRIES)
    return sorted(Path(entry.path) for entry in entries if entry.is_file())


def entries_in(folder: Path, limit: int) -> list[os.DirEntry[str]]:
    """Return all entries of a folder, in no order.

    Parameters
    ----------
    folder : pathlib.Path
        An existing folder.
    limit : int
        How many entries are accepted.

    Returns
    -------
    list of os.DirEntry

    Raises
    ------
    UserError
        It may not be read, or holds more.
    """
    try:
        with os.scandir(folder) as entries:
            found = list(islice(entries, limit + 1))
    except OSError as fault:
        raise UserError(f"{folder} cannot be read: {_reason(fault)}") from fault
    if len(found) > limit:
        raise UserError(
            f"{folder} holds more than {thousands(limit)} entries, too many to look through"
        )
    return found


def _reason(fault: Exception) -> str:
    """Return the system's reason without the path, which the sentence names already."""
    return fault.strerror or str(fault) if isinstance(fault, OSError) else str(fault)
