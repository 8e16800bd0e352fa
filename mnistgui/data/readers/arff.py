"""Reads ARFF, the text format of Weka and OpenML: a header of attributes, then a table."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from mnistgui.data.parts import ReadParts
from mnistgui.data.readers.table_form import form_of
from mnistgui.data.readers.table_rows import LineReader, Rows, read_tables
from mnistgui.data.readers.text_lines import first_lines, line_blocks
from mnistgui.data.refusals import NoDigitsError
from mnistgui.errors import UserError
from mnistgui.reporting import OnProgress

_RELATION = re.compile(rb"@relation\b", re.IGNORECASE)
_ATTRIBUTE = re.compile(rb"@attribute\s+('[^']*'|\"[^\"]*\"|\S+)", re.IGNORECASE)
_DATA = re.compile(rb"@data\b", re.IGNORECASE)
_MAX_HEADER_LINES = 20_000
_SEEN_LINES = 300


def looks_like(begin: bytes, _path: Path) -> bool:
    """Return whether a text begins like ARFF, below comments.

    Parameters
    ----------
    begin : bytes
        Its first bytes.

    Returns
    -------
    bool
    """
    lines = (line for line in first_lines(begin) if not line.startswith(b"%"))
    return bool(_RELATION.match(next(lines, b"")))


def read(files: Sequence[Path], folder: Path, progress: OnProgress) -> ReadParts:
    """Read the ARFF files of a data set.

    Parameters
    ----------
    files : sequence of pathlib.Path
        One for each part, or one for all.
    folder : pathlib.Path
        Theirs, for sentences.
    progress : callable
        Told how much of the present file is read.

    Returns
    -------
    ReadParts

    Raises
    ------
    UserError
        One is damaged or holds no digits.
    """
    return read_tables(files, folder, lambda path: _rows(path, progress))


def _rows(path: Path, progress: OnProgress) -> Iterator[Rows]:
    """The labels and pixels behind the header."""
    blocks = (
        [line for line in block if not line.startswith(b"%")]
        for block in line_blocks(path, progress)
    )
    names: list[bytes] = []
    body: list[bytes] = []
    for block in blocks:
        start = next((i for i, line in enumerate(block) if _DATA.match(line)), len(block))
        names += [match[1] for line in block[:start] if (match := _ATTRIBUTE.match(line))]
        if start < len(block) or len(names) > _MAX_HEADER_LINES:
            body = block[start + 1 :]
            break
    body = body or next((block for block in blocks if block), [])
    if not body:
        raise NoDigitsError(f"{path} holds no lines of digits")
    is_sparse = body[0].startswith(b"{")
    seen = _dense(body[:_SEEN_LINES], len(names), path) if is_sparse else body[:_SEEN_LINES]
    form = form_of(seen, [name.strip(b"'\"") for name in names], b",", str(path))
    reader = LineReader(form, str(path))
    for block in chain([body], blocks):
        if block:
            yield reader.read(_dense(block, len(names), path) if is_sparse else block)


def _dense(lines: Sequence[bytes], columns: int, path: Path) -> list[bytes]:
    """Lines such as ``{3 255, 784 7}`` with the zeros that they leave out."""
    return [_dense_line(line, columns, path) for line in lines]


def _dense_line(line: bytes, columns: int, path: Path) -> bytes:
    fields = [b"0"] * columns
    try:
        for pair in line.strip(b"{} ").split(b","):
            if pair.strip():
                place, value = pair.split(None, 1)
                fields[int(place)] = value
    except (ValueError, IndexError):
        raise UserError(f"{path} is damaged: a line is no list of places and values") from None
    return b",".join(fields)
