"""Reads libsvm's text: a label, then ``place:value`` for each pixel with ink."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.parts import ReadParts
from mnistgui.data.readers.sizes import MAX_SIDE, MIN_SIDE
from mnistgui.data.readers.table_rows import Rows, read_tables
from mnistgui.data.readers.text_lines import first_lines, line_blocks
from mnistgui.data.refusals import NoDigitsError
from mnistgui.errors import UserError
from mnistgui.reporting import OnProgress

_LINE = re.compile(rb"[-+]?[\d.]+(\s+\d+:[-+.\deE]+)+\s*(#.*)?")
_MAX_PLACE = MAX_SIDE * MAX_SIDE
_BLOCK_LINES = 2000
_GREATEST_VALUE = 10_000  # half precision ends at 65,504


def looks_like(begin: bytes, _path: Path) -> bool:
    """Return whether a text begins like libsvm's.

    Parameters
    ----------
    begin : bytes
        Its first bytes.

    Returns
    -------
    bool
    """
    lines = first_lines(begin)
    return bool(lines) and _LINE.fullmatch(lines[0]) is not None


def read(files: Sequence[Path], folder: Path, progress: OnProgress) -> ReadParts:
    """Read the files of a data set.

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
    """The labels and pixels; the highest place of all lines tells the size."""
    sparse = [
        _sparse(lines[start : start + _BLOCK_LINES], path)
        for lines in line_blocks(path, progress)
        for start in range(0, len(lines), _BLOCK_LINES)
    ]
    highest = max((int(places.max(initial=0)) for _, _, places, _ in sparse), default=0)
    side = max(MIN_SIDE, int(np.ceil(np.sqrt(highest))))
    side = 28 if 20 < side <= 28 else side
    if not sparse or side > MAX_SIDE:
        raise NoDigitsError(f"{path} has no pictures of at most {MAX_SIDE} x {MAX_SIDE} pixels")
    for labels, rows, places, values in sparse:
        pixels = np.zeros((len(labels), side * side), np.float16)
        pixels[rows, places - 1] = values
        whole = pixels.astype(np.uint8) if values.max(initial=0) > 1 else pixels
        yield labels, whole if (whole == pixels).all() else pixels


def _sparse(
    lines: Sequence[bytes], path: Path
) -> tuple[NDArray[np.float64], NDArray[np.intp], NDArray[np.int64], NDArray[np.float16]]:
    """Labels of some lines; row, place and value of each pixel in them."""
    plain = [line.partition(b"#")[0] for line in lines]
    counts = [line.count(b":") for line in plain]
    heads = [line.split(None, 1) for line in plain]
    tokens = b" ".join(head[1] for head in heads if len(head) > 1).replace(b":", b" ").split()
    try:
        numbers = np.array(tokens, np.float64)
        labels = np.array([head[0] for head in heads], np.float64)
    except ValueError:
        raise UserError(f"{path} is damaged: something in it is no place:value") from None
    if len(numbers) != 2 * sum(counts):
        raise UserError(f"{path} is damaged: something in it is no place:value")
    places = numbers[::2]
    if not ((places >= 1) & (places <= _MAX_PLACE) & (places == np.floor(places))).all():
        raise NoDigitsError(f"{path} has places beyond the {_MAX_PLACE:,} pixels accepted, or none")
    values = numbers[1::2]
    if not (np.abs(values) <= _GREATEST_VALUE).all():
        raise UserError(f"{path} has a pixel beyond {_GREATEST_VALUE:,}; 0 to 255 are accepted")
    rows = np.repeat(np.arange(len(lines)), counts)
    return labels, rows, places.astype(np.int64), values.astype(np.float16)
