"""Reads the lines of a text file from a stranger, raw or gzip, in bounded blocks."""

import struct
from collections.abc import Iterator
from pathlib import Path

from mnistgui.data.readers.stream import GZIP_MAGIC, open_stream
from mnistgui.errors import UserError
from mnistgui.reporting import OnProgress

MAX_LINE_BYTES = 1 << 19
MAX_TEXT_BYTES = 2 << 30
_BLOCK_BYTES = 4 << 20
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def line_blocks(path: Path, progress: OnProgress) -> Iterator[list[bytes]]:
    """Read all lines.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    progress : callable
        Told how many bytes of how many are read.

    Yields
    ------
    list of bytes
        A few thousand lines that are not empty, without their ends.

    Raises
    ------
    UserError
        It is damaged, or has a line without end.
    """
    total, done, rest = _inflated_size(path), 0, b""
    with open_stream(path) as stream:
        while block := stream.up_to(_BLOCK_BYTES):
            progress(done, total)
            done += len(block)
            if done > MAX_TEXT_BYTES:
                raise UserError(f"{path} is longer than the {MAX_TEXT_BYTES:,} bytes accepted")
            if done == len(block):
                block = block.removeprefix(_BYTE_ORDER_MARK)
            *lines, rest = (rest + block).split(b"\n")
            if len(rest) > MAX_LINE_BYTES:
                raise UserError(f"{path} is damaged: it holds a line without end")
            yield _stripped(lines)
    yield _stripped([rest])


def _stripped(lines: list[bytes]) -> list[bytes]:
    return [line for line in map(bytes.strip, lines) if line]


def _inflated_size(path: Path) -> int:
    """How many bytes the content has; of gzip as its last four bytes say, which may be wrong."""
    with path.open("rb") as file:
        if file.read(2) != GZIP_MAGIC:
            return path.stat().st_size
        file.seek(-4, 2)
        size: int = struct.unpack("<I", file.read(4))[0]
        return size


def first_lines(begin: bytes) -> list[bytes]:
    """The whole lines at the beginning of a text; none where it is no text.

    Parameters
    ----------
    begin : bytes
        The first bytes of a file.

    Returns
    -------
    list of bytes
        At most 100, not empty.
    """
    if b"\0" in begin[:4096]:
        return []
    lines = begin.removeprefix(_BYTE_ORDER_MARK).split(b"\n")
    whole = lines if len(begin) < 1 << 16 else lines[:-1]
    return _stripped(whole[:100])
