"""The format of a file of taught digits: labels, pens, and the points of all strokes in a row."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mnistgui.atomic import write_bytes
from mnistgui.data.hdf5_guard import GuardedFile, open_untrusted
from mnistgui.errors import UserError
from mnistgui.files.hdf5_image import hdf5_image
from mnistgui.ink.jsonl import MAX_COORDINATE, MAX_POINTS, Drawing, labels_of
from mnistgui.ink.strokes import Strokes
from mnistgui.notation import thousands

_VERSION = 1
_MOST_DIGITS = 100_000
_MOST_BYTES = 200_000_000

Counts = NDArray[np.int64]
Points = NDArray[np.float64]


def save_drawings(path: Path, drawings: Sequence[Drawing]) -> None:
    """Save labelled drawings, or leave the older file as it is.

    Parameters
    ----------
    path : pathlib.Path
        The file to write or replace.
    drawings : sequence of Drawing
        Each with a label; who drew them is not kept.

    Raises
    ------
    UserError
        A drawing has no label or no stroke, there are over 100,000, or the file cannot be
        written.
    """
    if len(drawings) > _MOST_DIGITS:
        raise UserError(
            f"{thousands(len(drawings))} digits are too many; {thousands(_MOST_DIGITS)} can be kept"
        )
    lines = [line for drawing in drawings for line in drawing.strokes.lines]
    widths = [drawing.strokes.pen_width for drawing in drawings]
    with hdf5_image() as image:
        image.file["version"] = np.array([_VERSION])
        image.file["labels"] = labels_of(drawings)
        image.file["pen_widths"] = np.array([np.nan if w is None else w for w in widths], float)
        image.file["strokes_each"] = np.array([len(d.strokes.lines) for d in drawings], np.int64)
        image.file["points_each"] = np.array([len(line) for line in lines], np.int64)
        image.file["points"] = np.concatenate([np.empty((0, 2)), *lines])
    write_bytes(path, image.data)


def load_drawings(path: Path) -> list[Drawing]:
    """Load labelled drawings.

    Parameters
    ----------
    path : pathlib.Path
        What :func:`save_drawings` wrote; what it says is not trusted.

    Returns
    -------
    list of Drawing

    Raises
    ------
    UserError
        It is no such file, damaged, dangerous, or of a newer program.
    """
    where = str(path)
    with open_untrusted(path) as file:
        if "version" not in file.arrays or "strokes_each" not in file.arrays:
            raise UserError(f"{where} holds no taught digits; a file of them is accepted")
        version = _read(file, "version", (1,), "iu")
        if int(version[0]) != _VERSION:
            raise UserError(f"{where} was written by a newer program; update this one to open it")
        labels = _read(file, "labels", (None,), "iu")
        widths = _read(file, "pen_widths", (len(labels),), "f")
        strokes_each = _read(file, "strokes_each", (len(labels),), "iu")
        points_each = _read(file, "points_each", (None,), "iu")
        points = _read(file, "points", (None, 2), "f")
    _check_numbers(labels, widths, points, where)
    _check_counts(strokes_each, len(points_each), where)
    _check_counts(points_each, len(points), where)
    lines = np.split(points, np.cumsum(points_each)[:-1]) if len(points_each) else []
    ends = np.cumsum(strokes_each)
    return [
        Drawing(_strokes(lines[end - n : end], width, where), int(label))
        for label, width, n, end in zip(labels, widths, strokes_each, ends, strict=True)
    ]


def _read(file: GuardedFile, name: str, shape: tuple[int | None, ...], kinds: str) -> Points:
    array = file.array(name, shape, kinds=kinds, max_bytes=_MOST_BYTES)
    # Any width of number is taken; float64 holds what is accepted of them exactly.
    return array.read().astype(np.int64 if kinds == "iu" else np.float64)


def _check_numbers(labels: Points, widths: Points, points: Points, where: str) -> None:
    if len(labels) > _MOST_DIGITS:
        raise UserError(f"{where} holds over {thousands(_MOST_DIGITS)} digits")
    if ((labels < 0) | (labels > 9)).any():
        raise UserError(f"{where}: every label must be a digit from 0 to 9")
    if not (np.abs(points) <= MAX_COORDINATE).all():
        raise UserError(f"{where}: every point must lie within ±{thousands(MAX_COORDINATE)}")
    if not (np.isnan(widths) | ((widths > 0) & (widths <= MAX_COORDINATE))).all():
        raise UserError(f"{where}: every pen width must be above 0")


def _check_counts(each: Counts | Points, total: int, where: str) -> None:
    """Check that the counts of parts are at least one each and add up to the whole."""
    too_large = (each < 1) | (each > total)
    if too_large.any() or int(each.sum()) != total:
        raise UserError(f"{where}: the numbers of strokes and points do not fit together")


def _strokes(lines: list[Points], width: float, where: str) -> Strokes:
    if sum(map(len, lines)) > MAX_POINTS:
        raise UserError(f"{where}: a drawing may have {thousands(MAX_POINTS)} points at most")
    return Strokes(tuple(lines), None if np.isnan(width) else float(width))
