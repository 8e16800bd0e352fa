"""Recognises files by their content; names are never trusted."""

from pathlib import Path

from mnistgui.data.foreign import (
    foreign_file,
    foreign_folder,
    is_picture,
    is_saved_model,
    what_else,
)
from mnistgui.data.hdf5_guard import open_untrusted
from mnistgui.data.in_archive import archive_in
from mnistgui.data.layouts import HDF5, layout_of
from mnistgui.data.readers.paths import is_folder
from mnistgui.data.readers.stream import open_stream
from mnistgui.errors import UserError
from mnistgui.files.content import Content
from mnistgui.files.json_text import MAX_BYTES
from mnistgui.files.lesson_card import VERSION_KEY
from mnistgui.files.run_file import holds_run
from mnistgui.files.weights.format import InFile, InHdf5
from mnistgui.files.weights.formats import FORMATS
from mnistgui.files.weights.unread import unread

_ACCEPTED = (
    "data sets, runs, weights, lesson cards (.lesson.json), stroke files (.jsonl) and pictures are "
    "accepted"
)
_SIGNATURE_BYTES = 16
_BEGINNING_BYTES = 1 << 14  # enough for the names that a pickle wants to import


def recognize(path: Path) -> Content:
    """Recognise the content of a file.

    Parameters
    ----------
    path : pathlib.Path
        A file, or a folder of digits.

    Returns
    -------
    Content
        The probable content; loading the file may still show that it is damaged.

    Raises
    ------
    UserError
        It is not there, cannot be read, or is none of these.
    """
    folder = is_folder(path)
    if foreign_folder(path) if folder else is_saved_model(path):
        raise UserError(what_else(path, _ACCEPTED))
    if folder:
        return Content.DIGITS
    layout = layout_of(path) if path.exists() else None
    if layout is HDF5:
        return _in_hdf5(path)
    if layout is None:
        return _of_no_layout(path)
    with open_stream(path) as stream:
        beginning = stream.up_to(_BEGINNING_BYTES)
    if _in_file(path, beginning):
        return Content.WEIGHTS
    if sentence := unread(path, beginning):
        raise UserError(sentence)
    return Content.DIGITS


def _of_no_layout(path: Path) -> Content:
    """What a file is that is no layout of digits by itself: an archive, a place in one, or else."""
    found = _in_bytes(path) if path.exists() else None
    if found is not None:
        return found
    archive = archive_in(path)
    if archive is None and path.is_file():
        with open_stream(path) as stream:
            sentence = unread(path, stream.up_to(_BEGINNING_BYTES))
        raise UserError(sentence or what_else(path, _ACCEPTED))
    if archive is None or (archive[0] == path and foreign_file(path)):
        raise UserError(what_else(path, _ACCEPTED))
    return Content.DIGITS


def _in_hdf5(path: Path) -> Content:
    with open_untrusted(path) as file:
        if holds_run(file):
            return Content.RUN
        readings = (row.reading for row in FORMATS)
        weights = any(isinstance(one, InHdf5) and one.holds(file) for one in readings)
        return Content.WEIGHTS if weights else Content.DIGITS


def _in_bytes(path: Path) -> Content | None:
    """Distinguish the kinds of files that have no signature."""
    with open_stream(path) as stream:
        data = stream.up_to(MAX_BYTES)
    # A short JSON text can look like the header of safetensors, but not the other way round.
    if data.lstrip().startswith(b"{"):
        if f'"{VERSION_KEY}"'.encode() in data:
            return Content.CARD
        if b'"strokes"' in data:
            return Content.STROKES
    if is_picture(data[:_SIGNATURE_BYTES]):
        return Content.PICTURE
    return Content.WEIGHTS if _in_file(path, data) else None


def _in_file(path: Path, beginning: bytes) -> bool:
    """Return whether a file that is no HDF5 holds weights."""
    readings = (row.reading for row in FORMATS)
    return any(isinstance(one, InFile) and one.holds(path, beginning) for one in readings)
