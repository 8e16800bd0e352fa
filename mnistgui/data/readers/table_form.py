"""Finds out how a table of text holds digits: what separates columns, where the label stands."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from mnistgui.data.dataset import CLASSES, SIDE
from mnistgui.data.picture_kind import MAX_CLASSES
from mnistgui.data.readers.label_words import are_names, digit_of_text
from mnistgui.data.readers.names import names_labels
from mnistgui.data.refusals import NoDigitsError
from mnistgui.errors import UserError

_SIDES = (SIDE, *range(8, SIDE), *range(SIDE + 1, 65))
_NUMBER = re.compile(rb"\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*")
_TRAILING = re.compile(rb"(\d+)$")
_LABEL_NAMES = (b"digit", b"number", b"y", b"outcome")
_DELIMITERS = (b",", b";", b"\t")


@dataclass(frozen=True)
class TableForm:
    """How each line holds a digit.

    Parameters
    ----------
    delimiter : bytes or None
        Between columns; None for blanks.
    columns : int
        In each line.
    pixels : int
        Columns of pixels; a square number.
    skipped : int
        Columns before all others, which number the lines.
    label_first : bool
        Whether the label stands before the pixels.
    label_columns : int
        1, or 10 of which one is a one.
    order : tuple of int
        Where each pixel stands among the columns of pixels; empty where they are in order.
    """

    delimiter: bytes | None
    columns: int
    pixels: int
    skipped: int
    label_first: bool
    label_columns: int
    order: tuple[int, ...] = ()


def fields_of(line: bytes, delimiter: bytes | None) -> list[bytes]:
    """Cut a line into columns, without quotes.

    Parameters
    ----------
    line : bytes
    delimiter : bytes or None
        None for blanks.

    Returns
    -------
    list of bytes
    """
    return [field.strip(b" \"'") for field in line.split(delimiter)]


def delimiter_of(line: bytes) -> bytes | None:
    """What separates the columns of a line: comma, semicolon or tab, or else blanks."""
    most = max(_DELIMITERS, key=line.count)
    return most if line.count(most) else None


def is_header(fields: Sequence[bytes]) -> bool:
    """Return whether a line names columns: most are no numbers, or they number the columns."""
    if sum(not _NUMBER.fullmatch(field) for field in fields) > max(1, len(fields) // 2):
        return True
    return len(fields) > 2 and list(fields) == [b"%d" % place for place in range(len(fields))]


def are_numbers(fields: Sequence[bytes]) -> bool:
    """Return whether nearly all columns of a line, of at least two, are numbers."""
    good = sum(bool(_NUMBER.fullmatch(field)) for field in fields)
    return len(fields) > 1 and good >= 0.8 * len(fields)


def form_of(
    lines: Sequence[bytes], names: Sequence[bytes], delimiter: bytes | None, where: str
) -> TableForm:
    """Find out the form of a table.

    Parameters
    ----------
    lines : sequence of bytes
        Its first lines, without the names of columns.
    names : sequence of bytes
        Of the columns; may be empty.
    delimiter : bytes or None
    where : str
        The file's name, for sentences.

    Returns
    -------
    TableForm

    Raises
    ------
    NoDigitsError
        It is no table of digits with labels.
    """
    rows = [fields_of(line, delimiter) for line in lines]
    columns = len(rows[0]) if rows else len(names)
    shape = _shape(columns)
    if shape is None:
        side = math.isqrt(columns)
        lacks = f"{where} has {columns} columns"
        if side * side == columns and side in _SIDES:
            raise NoDigitsError(f"{where} has {columns} columns of pixels, but none of labels")
        raise NoDigitsError(f"{lacks}; a label and 784 pixels a line are accepted")
    pixels, extra = shape
    skipped = int(extra in (2, CLASSES + 1))
    label_columns = CLASSES if extra >= CLASSES else 1
    first = _label_is_first(rows, names, skipped, label_columns)
    start = skipped + (label_columns if first else 0)
    own = names[start : start + pixels]
    order = _order(own) if len(own) == pixels else ()  # a damaged heading names too few
    return TableForm(delimiter, columns, pixels, skipped, first, label_columns, order)


def _shape(columns: int) -> tuple[int, int] | None:
    """How many columns are pixels and how many are not."""
    for extra in (1, 2, CLASSES, CLASSES + 1):
        for side in _SIDES:
            if side * side + extra == columns:
                return side * side, extra
    return None


def _label_is_first(
    rows: Sequence[Sequence[bytes]], names: Sequence[bytes], skipped: int, label_columns: int
) -> bool:
    """Return whether labels come before pixels: by the names of columns, else by values."""
    if names and label_columns == 1:
        for place, first in ((skipped, True), (-1, False)):
            name = names[place].strip().lower()
            if name in _LABEL_NAMES or names_labels(name.decode("latin1")):
                return first
    if label_columns > 1:
        return _are_one_hot([row[skipped : skipped + label_columns] for row in rows])
    ends = [[row[place] for row in rows] for place in (skipped, -1)]
    kinds = [_kinds(end, CLASSES) for end in ends]
    if max(kinds) < 0:
        kinds = [_kinds(end, MAX_CLASSES) for end in ends]
    return kinds[0] >= kinds[1]


def _are_one_hot(rows: Sequence[Sequence[bytes]]) -> bool:
    try:
        return all(sum(float(field or 0) == 1 for field in row) == 1 for row in rows)
    except ValueError:  # a field is no number
        return False


def _kinds(texts: Sequence[bytes], most: int) -> int:
    """How many different labels, numbers up to some or names, a column holds; -1 for no labels."""
    words = {text.decode("utf-8", "replace") for text in texts}
    if are_names(list(words)):
        return len(words)
    try:
        found = {digit_of_text(text, "") for text in words}
    except UserError:  # it is a column of something else
        return -1
    return len(found) if all(0 <= kind <= most and kind == int(kind) for kind in found) else -1


def _order(names: Sequence[bytes]) -> tuple[int, ...]:
    """Where each pixel stands, if names such as ``pixel10`` number them in another order."""
    found = [_TRAILING.search(name.strip(b" \"'")) for name in names]
    numbers = [int(match[1]) for match in found if match and len(match[1]) < 9]
    if not names or len(numbers) < len(names) or len(set(numbers)) < len(numbers):
        return ()
    order = sorted(range(len(numbers)), key=numbers.__getitem__)
    return () if order == list(range(len(order))) else tuple(order)
