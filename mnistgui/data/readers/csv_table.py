"""Reads CSV and other tables of text: a label and the pixels of a digit in each line."""

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from mnistgui.data.parts import FoundPart, ReadParts, combined
from mnistgui.data.readers.names import role_of
from mnistgui.data.readers.table_form import (
    are_numbers,
    delimiter_of,
    fields_of,
    form_of,
    is_header,
)
from mnistgui.data.readers.table_rows import LineReader, Rows, table_split
from mnistgui.data.readers.text_lines import first_lines, line_blocks
from mnistgui.data.refusals import NoDigitsError
from mnistgui.reporting import OnProgress

_SEEN_LINES = 300  # that tell where the label stands


def looks_like(begin: bytes, _path: Path) -> bool:
    """Return whether a text is a table of numbers, perhaps below the names of its columns.

    Parameters
    ----------
    begin : bytes
        Its first bytes.

    Returns
    -------
    bool
    """
    lines = first_lines(begin)[:2]
    if not lines or lines[0][:1] in (b"{", b"[", b"<"):
        return False
    return any(are_numbers(fields_of(line, delimiter_of(line))) for line in lines)


def read(files: Sequence[Path], folder: Path, progress: OnProgress) -> ReadParts:
    """Read the tables of a data set.

    Parameters
    ----------
    files : sequence of pathlib.Path
        A table for each part, or one for all.
    folder : pathlib.Path
        Theirs, for sentences.
    progress : callable
        Told how much of the present table is read.

    Returns
    -------
    ReadParts

    Raises
    ------
    UserError
        A table is damaged, or none holds digits with labels.
    """
    parts, notes = [], list[str]()
    for path in files:
        try:
            split, told = table_split(_rows(path, progress), str(path))
        except NoDigitsError as error:
            notes.append(f"{error}; it is left out")
            continue
        parts.append(FoundPart(role_of(path.name), str(path), split))
        notes += told
    if not parts:
        raise NoDigitsError(notes[0].removesuffix("; it is left out"))
    return combined(parts, notes, str(files[0] if len(files) == 1 else folder))


def _rows(path: Path, progress: OnProgress) -> Iterator[Rows]:
    """The labels and pixels of one table."""
    blocks = line_blocks(path, progress)
    first = next((block for block in blocks if block), [])
    delimiter = delimiter_of(first[-1]) if first else None
    names = fields_of(first[0], delimiter) if first else []
    if first and not is_header(names):
        names = []
    body = first[1:] if names else first
    if not body:
        raise NoDigitsError(f"{path} holds no lines of digits")
    reader = LineReader(form_of(body[:_SEEN_LINES], names, delimiter, str(path)), str(path))
    return (reader.read(block) for block in chain([body], blocks) if block)
