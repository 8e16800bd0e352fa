"""Stroke files: one drawing a line as a JSON object, plain or gzipped.

A line is ``{"label": 3, "writer": "anna", "strokes": [[[x, y], ...], ...], "pen_width": 8.0}``;
y grows downward and everything but ``strokes`` may be left out. What comes from a file is not
trusted: sizes are limited and every number is checked before it is used.
"""

import gzip
import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, NoReturn, TypeGuard, cast

import numpy as np
from numpy.typing import NDArray

from mnistgui.atomic import replacing
from mnistgui.errors import UserError
from mnistgui.ink.strokes import Line, Strokes
from mnistgui.notation import thousands

MAX_LINE_BYTES = 4_000_000
MAX_FILE_BYTES = 200_000_000
MAX_POINTS = 50_000
MAX_COORDINATE = 1e6

_GZIP_MAGIC = b"\x1f\x8b"


@dataclass(frozen=True, eq=False)
class Drawing:
    """A drawing with what is known about it.

    Parameters
    ----------
    strokes : Strokes
        What was drawn.
    label : int or None
        The digit that it shows, 0-9; None if not known.
    writer : str or None
        Who drew it; None if not known.
    """

    strokes: Strokes
    label: int | None = None
    writer: str | None = None


def read_drawings(path: Path) -> list[Drawing]:
    """Read a stroke file.

    Parameters
    ----------
    path : Path
        A ``.jsonl`` file, gzipped or not (found out from the content). Empty lines are skipped.

    Returns
    -------
    list of Drawing
        In the file's order, at least one.

    Raises
    ------
    UserError
        The file cannot be read, or a line is not a drawing; names the file and the line.
    """
    if path.exists() and not path.is_file():
        raise UserError(f"cannot read {path}: it is no file")
    try:
        with _opened(path) as file:
            drawings = [_drawing(line, where) for line, where in _lines(file, path)]
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise UserError(f"{path}: the gzip file is cut off or damaged ({error})") from error
    except OSError as error:
        raise UserError(f"cannot read {path}: {error.strerror or error}") from error
    if not drawings:
        raise UserError(
            f'{path}: no drawings found; expected lines such as {{"strokes": [[[x, y], ...]]}}'
        )
    return drawings


def write_drawings(path: Path, drawings: Iterable[Drawing]) -> None:
    """Write a stroke file, whole or not at all.

    Parameters
    ----------
    path : Path
        Gzipped when the name ends in ``.gz``.
    drawings : iterable of Drawing
        One line each; numbers are kept exactly.

    Raises
    ------
    UserError
        The file cannot be written.
    """
    content = "".join(_line(drawing) for drawing in drawings).encode()
    packed = gzip.compress(content, mtime=0) if path.suffix == ".gz" else content
    with replacing(path) as new:
        new.write_bytes(packed)


def labels_of(drawings: Sequence[Drawing]) -> NDArray[np.uint8]:
    """Return the labels of drawings.

    Parameters
    ----------
    drawings : sequence of Drawing

    Returns
    -------
    ndarray of shape (n_drawings,), dtype uint8

    Raises
    ------
    UserError
        One of them has no label, or shows nothing.
    """
    labels = [d.label for d in drawings if d.label is not None and not d.strokes.empty]
    if len(labels) < len(drawings):
        number = 1 + next(i for i, d in enumerate(drawings) if d.label is None or d.strokes.empty)
        raise UserError(f"drawing {number} has no label or no strokes; both are needed here")
    return np.array(labels, np.uint8)


def _line(drawing: Drawing) -> str:
    known = {"label": drawing.label, "writer": drawing.writer}
    record: dict[str, object] = {key: value for key, value in known.items() if value is not None}
    record["strokes"] = [line.tolist() for line in drawing.strokes.lines]
    if drawing.strokes.pen_width is not None:
        record["pen_width"] = drawing.strokes.pen_width
    return json.dumps(record, separators=(",", ":")) + "\n"


def _opened(path: Path) -> IO[bytes]:
    with path.open("rb") as raw:
        packed = raw.read(2) == _GZIP_MAGIC
    return cast("IO[bytes]", gzip.open(path)) if packed else path.open("rb")


def _lines(file: IO[bytes], path: Path) -> Iterator[tuple[bytes, str]]:
    """Yield lines that are not empty, each with its place in words."""
    total, number = 0, 0
    while line := file.readline(MAX_LINE_BYTES + 1):
        number += 1
        total += len(line)
        where = f"{path}, line {number}"
        if len(line) > MAX_LINE_BYTES:
            _refuse(where, f"the line is longer than {thousands(MAX_LINE_BYTES)} bytes")
        if total > MAX_FILE_BYTES:
            _refuse(where, f"the file holds more than {thousands(MAX_FILE_BYTES)} bytes")
        if line.strip():
            yield line, where


def _drawing(line: bytes, where: str) -> Drawing:
    try:
        record = json.loads(line)
    except UnicodeDecodeError as error:
        raise UserError(
            f"{where}: no text; a stroke file (.jsonl) has one JSON object a line"
        ) from error
    except (ValueError, RecursionError) as error:
        reason = "nested too deep" if isinstance(error, RecursionError) else str(error)
        raise UserError(f"{where}: not a JSON object ({reason})") from error
    if not isinstance(record, dict):
        _refuse(where, 'expected an object such as {"strokes": [[[x, y], ...]]}')
    label, writer = record.get("label"), record.get("writer")
    if not (label is None or (type(label) is int and 0 <= label <= 9)):
        _refuse(where, '"label" must be a whole number from 0 to 9')
    if not (writer is None or isinstance(writer, str)):
        _refuse(where, '"writer" must be text')
    return Drawing(Strokes(_strokes(record, where), _pen_width(record, where)), label, writer)


def _strokes(record: dict[str, object], where: str) -> tuple[Line, ...]:
    strokes = record.get("strokes")
    if not isinstance(strokes, list) or not all(isinstance(s, list) for s in strokes):
        _refuse(where, '"strokes" must be a list of strokes, each a list of [x, y] points')
    if sum(len(s) for s in strokes) > MAX_POINTS:
        _refuse(where, f"a drawing may have {thousands(MAX_POINTS)} points at most")
    return tuple(_points(stroke, where) for stroke in strokes if stroke)


def _points(stroke: list[object], where: str) -> Line:
    for point in stroke:
        if not (isinstance(point, list) and len(point) == 2 and all(map(_is_number, point))):
            _refuse(
                where,
                f"every point must be [x, y], two numbers within ±{thousands(MAX_COORDINATE)}",
            )
    return np.array(stroke, np.float64)


def _pen_width(record: dict[str, object], where: str) -> float | None:
    width = record.get("pen_width")
    if width is None:
        return None
    if not (_is_number(width) and width > 0):
        _refuse(
            where, f'"pen_width" must be a number above 0 and at most {thousands(MAX_COORDINATE)}'
        )
    return float(width)


def _is_number(value: object) -> TypeGuard[float]:
    """Return whether a JSON value is a finite number of sensible size; booleans are none."""
    return (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and abs(value) <= MAX_COORDINATE
    )


def _refuse(where: str, what: str) -> NoReturn:
    raise UserError(f"{where}: {what}")
