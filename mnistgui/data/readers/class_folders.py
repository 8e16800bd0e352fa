"""Finds folders of small pictures that are named after classes, such as ``coat/1.png``."""

import os
from dataclasses import replace
from pathlib import Path

from mnistgui.data.readers.decoding import DIGIT, grey_of_file
from mnistgui.data.readers.ignored import is_ignored
from mnistgui.data.readers.label_words import are_names, in_order
from mnistgui.data.readers.limits import MAX_SAMPLES
from mnistgui.data.readers.names import role_of
from mnistgui.data.readers.paths import entries_in
from mnistgui.data.readers.picture_labels import label_of_folder
from mnistgui.data.readers.picture_suffixes import SUFFIXES
from mnistgui.errors import UserError

LARGEST_PIXELS = 128
"""Longer side of a picture; larger ones in folders with names may be an album."""

_SIZE_SEEN = replace(DIGIT, kept_side=2 * LARGEST_PIXELS)


def class_folders(folder: Path) -> tuple[str, ...]:
    """Find the folders that stand for other classes than digits.

    Parameters
    ----------
    folder : pathlib.Path

    Returns
    -------
    tuple of str
        Their names in order; none where folders are digits, or nothing that is known.
    """
    inner = [Path(entry.path) for entry in entries_of(folder) if entry.is_dir()]
    names = [place.name for place in inner]
    if not are_names(names) or any(role_of(name) for name in names):
        return ()
    if any(len(name) > 1 and label_of_folder(name) is not None for name in names):
        return ()
    return in_order(names) if all(map(_holds_small_pictures, inner)) else ()


def _holds_small_pictures(folder: Path) -> bool:
    """Return whether a folder holds nothing but pictures, of which the first is small."""
    entries = entries_of(folder)
    if not entries or not all(map(is_picture, entries)):
        return False
    try:
        grey = grey_of_file(Path(entries[0].path), _SIZE_SEEN)
    except UserError:  # it is named when all of them are read
        return True
    return bool(max(grey.shape) <= LARGEST_PIXELS)


def entries_of(folder: Path) -> list[os.DirEntry[str]]:
    """List what is in a folder, without what is passed over.

    Parameters
    ----------
    folder : pathlib.Path

    Returns
    -------
    list of os.DirEntry
    """
    return [entry for entry in entries_in(folder, MAX_SAMPLES) if not is_ignored(entry.name)]


def is_picture(entry: os.DirEntry[str]) -> bool:
    """Return whether an entry of a folder has the name of a picture.

    Parameters
    ----------
    entry : os.DirEntry

    Returns
    -------
    bool
    """
    return entry.name.lower().endswith(SUFFIXES) and entry.is_file()
