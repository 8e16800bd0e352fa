"""Names what people take for digits or weights by mistake: web pages, documents, models."""

from collections.abc import Sequence
from pathlib import Path

from mnistgui.data.readers.archive import names_in
from mnistgui.data.readers.picture_suffixes import HEIC
from mnistgui.data.readers.stream import open_stream
from mnistgui.errors import UserError

_BEGINNING_BYTES = 512
_AGAIN = "download the file again"

_PICTURES = (b"\x89png", b"\xff\xd8\xff", b"gif8", b"bm", b"ii*\0", b"mm\0*")
_WEBP = (b"riff", b"webp")
# What a file begins with, what it is, and what to do.
_BEGINNINGS: Sequence[tuple[tuple[bytes, ...], str, str]] = (
    ((b"<!doctype", b"<html", b"<?xml", b"<head", b"<script"), "a web page", _AGAIN),
    (
        (b"version https://git-lfs",),
        "a Git LFS pointer that stands for the file",
        "'git lfs pull' fetches it",
    ),
    ((b"%pdf",), "a PDF document", ""),
    (
        _PICTURES,
        "a single picture",
        "dropped on the window it lies on the canvas, and 'mnistgui predict --images' reads it",
    ),
    ((b"rar!",), "a RAR archive", "unpack it and open the folder"),
    ((b"7z\xbc\xaf",), "a 7z archive", "unpack it and open the folder"),
    ((b"bzh",), "packed by bzip2", "unpack it first"),
    ((b"\xfd7zxz",), "packed by xz", "unpack it first"),
    ((b"\x28\xb5\x2f\xfd",), "packed by Zstandard", "unpack it first"),
    ((b"sqlite format 3",), "an SQLite database", ""),
    ((b"arrow1",), "an Arrow file", "save the table as Parquet or CSV"),
    ((b"\xd0\xcf\x11\xe0",), "an old Office document", "save the table as CSV"),
    ((b"\x7felf", b"mz"), "a program", ""),
)
# What a member of a zip file ends with, what the file is then, and what to do.
_MEMBERS: Sequence[tuple[str, str, str]] = (
    ("word/document.xml", "a Word document", ""),
    ("xl/workbook.xml", "an Excel workbook", "save the sheet as CSV"),
    ("ppt/presentation.xml", "a PowerPoint presentation", ""),
    ("model.weights.h5", "a Keras model", "it opens as a network"),
    ("content.xml", "an OpenDocument file", "save a table as CSV"),
    ("/data.pkl", "a file of PyTorch, which holds no digits of a known layout", ""),
    ("schema.json", "a file of skops, which holds a model", ""),
    ("META-INF/MANIFEST.MF", "a Java archive", ""),
)
_SAVED_MODEL = "saved_model.pb"


def what_else(path: Path, accepted: str) -> str:
    """Say what a file or folder is that holds nothing of what is asked for.

    Parameters
    ----------
    path : pathlib.Path
        A file or folder.
    accepted : str
        What is accepted, for where the sentence cannot tell what to do.

    Returns
    -------
    str
        A sentence, the same wherever the file was given.

    Raises
    ------
    UserError
        It does not exist or cannot be read.
    """
    what = foreign_folder(path) if path.is_dir() else foreign_file(path)
    nothing = "holds no digits" if path.is_dir() else "is nothing that opens here"
    remedy = "" if ";" in what else f"; {accepted}"
    return f"{path} {what or nothing}{remedy}"


def foreign_file(path: Path) -> str:
    """What a file of no known layout is.

    Parameters
    ----------
    path : pathlib.Path
        A file.

    Returns
    -------
    str
        The end of a sentence that begins with the file, such as ``"is a web page; download the file
        again"``; empty where it is not known.

    Raises
    ------
    UserError
        It does not exist or cannot be read.
    """
    with open_stream(path) as stream:
        begin = stream.up_to(_BEGINNING_BYTES)
    if not begin:
        return f"is empty; {_AGAIN}"
    if is_saved_model(path):
        return (
            "is TensorFlow's SavedModel; model.save('NAME.keras') in Keras gives a file that opens"
        )
    if begin.startswith(b"PK\x03\x04"):
        return _in_zip(path)
    small = begin.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    raw = begin.lower()
    for beginnings, what, remedy in _BEGINNINGS:
        if small.startswith(beginnings) or raw.startswith(beginnings):
            return _ending(what, remedy)
    if raw[4:8] == b"ftyp":
        return "is a HEIC picture or a film"
    return ""


def is_picture(begin: bytes) -> bool:
    """Return whether a file that begins so is a picture of a kind that is read.

    Parameters
    ----------
    begin : bytes
        Its first bytes, a dozen at least.
    """
    small = begin.lower()
    heic = small[4:8] == b"ftyp" and small[8:12] in HEIC
    return small.startswith(_PICTURES) or heic or (small[:4], small[8:12]) == _WEBP


def is_saved_model(path: Path) -> bool:
    """Return whether a file is the one that TensorFlow's SavedModel has, by its name.

    Its content begins like that of many others.
    """
    return path.name == _SAVED_MODEL


def _in_zip(path: Path) -> str:
    """What a zip file is, by its members."""
    try:
        names = [f"/{name}" for name in names_in(path)]
    except UserError:
        return "is a damaged zip file; download the file again"
    for ending, what, remedy in _MEMBERS:
        if any(name.endswith(ending) for name in names):
            return _ending(what, remedy)
    return ""


def foreign_folder(path: Path) -> str:
    """What a folder without digits is.

    Parameters
    ----------
    path : pathlib.Path
        A folder.

    Returns
    -------
    str
        As of :func:`foreign_file`.
    """
    if (path / _SAVED_MODEL).is_file():
        return (
            "is TensorFlow's SavedModel; model.save('NAME.keras') in Keras gives a file that opens"
        )
    return ""


def _ending(what: str, remedy: str) -> str:
    return f"is {what}" + (f"; {remedy}" if remedy else "")
