"""Finds out from its content what a file is to this program; names are never trusted."""

from enum import Enum
from pathlib import Path

from mnistgui.data.hdf5_guard import open_untrusted
from mnistgui.data.layouts import HDF5, NPZ, layout_of
from mnistgui.data.readers.archive import open_archive
from mnistgui.data.readers.paths import is_folder
from mnistgui.data.readers.stream import open_stream
from mnistgui.errors import UserError
from mnistgui.files.json_text import MAX_BYTES
from mnistgui.files.lesson_card import VERSION_KEY
from mnistgui.files.run_file import holds_run
from mnistgui.files.weights.keras_archive import holds_keras_archive
from mnistgui.files.weights.keras_hdf5 import holds_keras
from mnistgui.files.weights.onnx_size import looks_like_onnx
from mnistgui.files.weights.plain_hdf5 import holds_weights
from mnistgui.files.weights.torch_safetensors import looks_like_safetensors

_ACCEPTED = (
    "data sets, runs, weights, lesson cards (.lesson.json) and stroke files (.jsonl) are accepted"
)
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM")
_LONGEST_SIGNATURE = 4


class Content(Enum):
    """What a file can be."""

    DIGITS = "digits"
    RUN = "run"
    WEIGHTS = "weights"
    CARD = "lesson card"
    STROKES = "strokes"


def recognize(path: Path) -> Content:
    """Look into a file.

    Parameters
    ----------
    path : pathlib.Path
        A file, or a folder of digits.

    Returns
    -------
    Content
        What it seems to be; loading it as that may still show that it is damaged.

    Raises
    ------
    UserError
        It is not there, cannot be read, or is none of these.
    """
    if is_folder(path):
        return Content.DIGITS
    layout = layout_of(path)
    if layout is HDF5:
        return _in_hdf5(path)
    if layout is NPZ:
        return _in_archive(path)
    if layout is not None:
        return Content.DIGITS
    found = _in_bytes(path)
    if found is None:
        raise UserError(f"{path} {_what_else(path)}; {_ACCEPTED}")
    return found


def _what_else(path: Path) -> str:
    """Why a file does not open, as far as its beginning tells."""
    with open_stream(path) as stream:
        begin = stream.up_to(_LONGEST_SIGNATURE)
    if not begin:
        return "is empty"
    if begin.startswith(_PICTURES):
        return "is a single picture, which 'mnistgui predict --images' reads"
    return "is nothing that opens here"


def _in_hdf5(path: Path) -> Content:
    with open_untrusted(path) as file:
        if holds_run(file):
            return Content.RUN
        return Content.WEIGHTS if holds_weights(file) or holds_keras(file) else Content.DIGITS


def _in_archive(path: Path) -> Content:
    if holds_keras_archive(path):
        return Content.WEIGHTS
    with open_archive(path) as archive:
        return Content.WEIGHTS if "W1.npy" in archive.namelist() else Content.DIGITS


def _in_bytes(path: Path) -> Content | None:
    """Tell apart what has no signature of its own."""
    with open_stream(path) as stream:
        data = stream.up_to(MAX_BYTES)
    # A short JSON text can look like the header of safetensors, but not the other way round.
    if data.lstrip().startswith(b"{"):
        if f'"{VERSION_KEY}"'.encode() in data:
            return Content.CARD
        if b'"strokes"' in data:
            return Content.STROKES
    weights = looks_like_safetensors(data) or looks_like_onnx(data)
    return Content.WEIGHTS if weights else None
