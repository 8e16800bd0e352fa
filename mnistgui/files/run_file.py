"""Saves and loads runs, one HDF5 file for each, from which they resume to the same bits."""

import json
from pathlib import Path
from typing import Any

import numpy as np

from mnistgui.atomic import write_bytes
from mnistgui.data.hdf5_guard import GuardedFile, open_untrusted
from mnistgui.errors import UserError
from mnistgui.files.hdf5_image import hdf5_image
from mnistgui.files.json_text import MAX_BYTES, parse_object
from mnistgui.files.run import SavedRun
from mnistgui.files.run_document import RunDocument
from mnistgui.files.run_migrations import migrated
from mnistgui.files.run_schema import from_document, to_document

_DOCUMENT = "mnistgui_run"
_SMALLEST_BYTES = 1 << 20


def save_run(path: Path, run: SavedRun) -> None:
    """Save a run, or leave the older file as it is.

    Parameters
    ----------
    path : pathlib.Path
        The file to write or replace.
    run : SavedRun

    Raises
    ------
    UserError
        The file cannot be written.
    """
    write_bytes(path, run_bytes(run))


def load_run(path: Path) -> SavedRun:
    """Load a run that this program or an older one has saved.

    Parameters
    ----------
    path : pathlib.Path

    Returns
    -------
    SavedRun

    Raises
    ------
    UserError
        It is no run file, damaged, dangerous, or of a newer program.
    """
    with open_untrusted(path) as file:
        return from_hdf5(file, path)


def holds_run(file: GuardedFile) -> bool:
    """Return whether an HDF5 file is a run file.

    Parameters
    ----------
    file : GuardedFile

    Returns
    -------
    bool
    """
    return _DOCUMENT in file.arrays


def from_hdf5(file: GuardedFile, path: Path) -> SavedRun:
    """Read a run from an opened file.

    Parameters
    ----------
    file : GuardedFile
    path : pathlib.Path
        Where it lies, for sentences.

    Returns
    -------
    SavedRun

    Raises
    ------
    UserError
        As :func:`load_run`.
    """
    where = str(path)
    if not holds_run(file):
        raise UserError(f"{where} is no run file; what 'mnistgui train --out' saves is accepted")
    text = file.array(_DOCUMENT, (None,), kinds="u", max_bytes=MAX_BYTES).read()
    # A diverged run's counters are not numbers, so NaN must be read here.
    facts = parse_object(text.tobytes(), where, allow_nan=True)
    return from_document(migrated(RunDocument(facts, _arrays(file, path)), where), where)


def run_bytes(run: SavedRun) -> bytes:
    """Return a run as a whole HDF5 file in memory.

    Parameters
    ----------
    run : SavedRun

    Returns
    -------
    bytes
    """
    document = to_document(run)
    text = json.dumps(document.facts).encode()
    with hdf5_image() as image:
        image.file[_DOCUMENT] = np.frombuffer(text, np.uint8)
        for name, array in document.arrays.items():
            image.file[name] = array
    return image.data


def _arrays(file: GuardedFile, path: Path) -> dict[str, Any]:
    """Read every array, but never more than the file can hold."""
    # This program packs nothing, so an array cannot be larger than its file.
    left = max(path.stat().st_size, _SMALLEST_BYTES)
    arrays = {}
    for name in file.arrays:
        if name == _DOCUMENT:
            continue
        array = file.any_array(name, kinds="fi", max_bytes=left)
        arrays[name] = array.read()
        left -= arrays[name].nbytes
    return arrays
