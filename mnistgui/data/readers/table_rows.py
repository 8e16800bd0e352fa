"""Reads lines of a table into labels and pixels, a few thousand lines at a time."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import Split
from mnistgui.data.parts import FoundPart, ReadParts, combined
from mnistgui.data.readers.labels import to_labels
from mnistgui.data.readers.limits import MAX_SAMPLES, MAX_VALUES
from mnistgui.data.readers.names import role_of
from mnistgui.data.readers.pixels import to_bytes
from mnistgui.data.readers.sizes import to_side
from mnistgui.data.readers.table_form import TableForm
from mnistgui.errors import UserError

Rows = tuple[NDArray[Any], NDArray[Any]]  # labels, pixels


def read_tables(
    files: Sequence[Path], folder: Path, rows: Callable[[Path], Iterable[Rows]]
) -> ReadParts:
    """Read a data set of which each table is one part, or holds all digits.

    Parameters
    ----------
    files : sequence of pathlib.Path
        The tables.
    folder : pathlib.Path
        Theirs, for sentences.
    rows : callable
        Reads the labels and pixels of a table, block by block.

    Returns
    -------
    ReadParts

    Raises
    ------
    UserError
        One is damaged or holds no digits.
    """
    parts, notes = [], list[str]()
    for path in files:
        split, told = table_split(rows(path), str(path))
        parts.append(FoundPart(role_of(path.name), str(path), split))
        notes += told
    return combined(parts, notes, str(files[0] if len(files) == 1 else folder))


def table_split(blocks: Iterable[Rows], where: str) -> tuple[Split, tuple[str, ...]]:
    """Collect labels and pixels.

    Parameters
    ----------
    blocks : iterable of (labels, pixels)
        Pixels of shape (n_block, side * side), dtype uint8 or float16.
    where : str
        The file's name, for sentences.

    Returns
    -------
    Split
    tuple of str
        What was assumed.

    Raises
    ------
    UserError
        There are none or too many, or something is no label or no pixel.
    """
    labels, pixels, count = [], [], 0
    for some_labels, some_pixels in blocks:
        count += len(some_labels)
        if count > MAX_SAMPLES or count * some_pixels.shape[1] > MAX_VALUES:
            raise UserError(f"{where} holds more than the {MAX_SAMPLES:,} digits accepted")
        labels.append(some_labels)
        pixels.append(some_pixels)
    if not count:
        raise UserError(f"{where} holds no lines of digits")
    found_labels = to_labels(np.concatenate(labels), where)
    kinds = {block.dtype for block in pixels}
    dtype = np.dtype(np.uint8) if kinds == {np.dtype(np.uint8)} else np.dtype(np.float16)
    found, more = to_bytes(lambda: pixels, (count, pixels[0].shape[1]), dtype, where)
    side = round(found.shape[1] ** 0.5)
    images, sized = to_side(found.reshape(count, side, side), where)
    split = Split(images, found_labels.labels, found_labels.names)
    return split, (*found_labels.notes, *more, *sized)


class LineReader:
    """Reads the lines of one table.

    Parameters
    ----------
    form : TableForm
        How each line holds a digit.
    where : str
        The file's name, for sentences.
    """

    def __init__(self, form: TableForm, where: str) -> None:
        self._form = form
        self._where = where
        self._row = 0
        self._dtype: type[Any] = np.uint8

    def read(self, lines: Sequence[bytes]) -> Rows:
        """Read some lines.

        Parameters
        ----------
        lines : sequence of bytes
            At least one.

        Returns
        -------
        labels : ndarray of shape (n_lines,), dtype bytes, or (n_lines, 10)
        pixels : ndarray of shape (n_lines, form.pixels), dtype uint8 or float16

        Raises
        ------
        UserError
            A line has another number of columns, or something that is no number.
        """
        form = self._form
        if form.label_columns == 1:
            cut = [self._cut(line) for line in lines]
            labels: NDArray[Any] = np.array([label for label, _ in cut], "S")
            pixels = self._numbers([rest for _, rest in cut], form.pixels)
        else:
            numbers = self._numbers(lines, form.columns)[:, form.skipped :]
            first = slice(None, form.label_columns), slice(form.label_columns, None)
            last = slice(form.pixels, None), slice(None, form.pixels)
            labels, pixels = (numbers[:, part] for part in (first if form.label_first else last))
        self._row += len(lines)
        return labels, pixels[:, list(form.order)] if form.order else pixels

    def _cut(self, line: bytes) -> tuple[bytes, bytes]:
        """The label of a line, and its pixels."""
        delimiter = self._form.delimiter
        for _ in range(self._form.skipped):
            line = line.split(delimiter, 1)[-1]
        if self._form.label_first:
            label, *rest = line.split(delimiter, 1)
            return label, rest[0] if rest else b""
        *before, label = line.rsplit(delimiter, 1)
        return label, before[0] if before else b""

    def _numbers(self, lines: Sequence[bytes], columns: int) -> NDArray[Any]:
        """Whole bytes as long as there is nothing else; what else there is, as float16."""
        try:
            numbers = self._parsed(lines, self._dtype)
        except ValueError:
            if self._dtype is np.uint8:
                self._dtype = np.float16
                return self._numbers(lines, columns)
            raise self._damage(lines, columns) from None
        if numbers.shape != (len(lines), columns):
            raise self._damage(lines, columns)
        return numbers

    def _parsed(self, lines: Sequence[bytes], dtype: type[Any]) -> NDArray[Any]:
        delimiter = None if self._form.delimiter is None else self._form.delimiter.decode()
        texts = [line.decode("latin1") for line in lines]
        quote = next((sign for sign in "\"'" if sign in texts[0]), None)
        return np.loadtxt(
            texts, dtype, delimiter=delimiter, comments=None, quotechar=quote, ndmin=2
        )

    def _damage(self, lines: Sequence[bytes], columns: int) -> UserError:
        """Which line is wrong."""
        for place, line in enumerate(lines, self._row + 1):
            fields = line.split(self._form.delimiter)
            wrong = f"{len(fields)} columns where {columns} are expected"
            if len(fields) != columns:
                return UserError(f"{self._where} is damaged: digit {place:,} has {wrong}")
            try:
                self._parsed([line], np.float16)
            except ValueError:
                return UserError(
                    f"{self._where} is damaged: digit {place:,} has a pixel that is no number"
                )
        return UserError(f"{self._where} is damaged: its lines have different columns")
