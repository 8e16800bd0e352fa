"""Reads bytes from a raw or gzip file in bounded steps, and exactly as many as declared."""

import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, BinaryIO

from mnistgui.data.readers.paths import require_file
from mnistgui.errors import UserError

if TYPE_CHECKING:
    from typing_extensions import Buffer

GZIP_MAGIC = b"\x1f\x8b"
_PIECE_BYTES = 1 << 18
# zlib: expect a gzip header and check its checksum and length.
_GZIP_FORMAT = 16 + zlib.MAX_WBITS


class ByteStream:
    """A stream of bytes that reports missing and superfluous bytes as a user's error.

    Parameters
    ----------
    source : file object
        Where the bytes come from; already inflated.
    where : str
        The file's name, for sentences.
    """

    def __init__(self, source: IO[bytes], where: str) -> None:
        self._source = source
        self.where = where

    def up_to(self, size: int) -> bytes:
        """Return the next bytes, and fewer only where the stream ends.

        Parameters
        ----------
        size : int
            At most this many.

        Returns
        -------
        bytes

        Raises
        ------
        UserError
            The stream is damaged.
        """
        parts = []
        while size > 0 and (part := self._source.read(min(size, _PIECE_BYTES))):
            parts.append(part)
            size -= len(part)
        return b"".join(parts)

    def line(self, limit: int) -> bytes:
        """Return everything up to and with the next newline.

        Parameters
        ----------
        limit : int
            At most this many bytes.

        Returns
        -------
        bytes

        Raises
        ------
        UserError
            The line is longer.
        """
        line = self._source.readline(limit + 1)
        if len(line) > limit:
            raise UserError(f"{self.where} is damaged: it holds a line without end")
        return line

    def exactly(self, size: int) -> bytes:
        """Return exactly so many bytes.

        Parameters
        ----------
        size : int
            How many; small, as they are held at once.

        Returns
        -------
        bytes

        Raises
        ------
        UserError
            The stream ends before.
        """
        data = self.up_to(size)
        if len(data) < size:
            raise UserError(f"{self.where} is cut off: it ends before the data it promises")
        return data

    def fill(self, target: memoryview) -> None:
        """Fill an array with the next bytes.

        Parameters
        ----------
        target : memoryview
            The ``data`` of a contiguous array; overwritten.

        Raises
        ------
        UserError
            The stream ends before.
        """
        view = target.cast("B")
        for start in range(0, len(view), _PIECE_BYTES):
            part = self.exactly(min(_PIECE_BYTES, len(view) - start))
            view[start : start + len(part)] = part

    def expect_end(self) -> None:
        """Refuse any further byte.

        Raises
        ------
        UserError
            Something does.
        """
        if self._source.read(1):
            raise UserError(f"{self.where} is damaged: it holds more data than it promises")


class _Inflated(io.RawIOBase):
    """The content of a gzip file of one member, which is never inflated further than it is read.

    Parameters
    ----------
    file : file object
        The compressed bytes.
    where : str
        The file's name, for sentences.
    """

    def __init__(self, file: BinaryIO, where: str) -> None:
        self._file = file
        self._where = where
        self._inflater = zlib.decompressobj(_GZIP_FORMAT)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "Buffer", /) -> int:
        target = memoryview(buffer)
        while not self._inflater.eof:
            packed = self._inflater.unconsumed_tail or self._file.read(_PIECE_BYTES)
            if not packed:
                raise UserError(f"{self._where} is cut off: its gzip data end too early")
            data = self._inflate(packed, len(target))
            if data:
                target[: len(data)] = data
                return len(data)
        if self._inflater.unused_data or self._file.read(1):
            raise UserError(f"{self._where} is damaged: something follows its gzip data")
        return 0

    def _inflate(self, packed: bytes, limit: int) -> bytes:
        try:
            return self._inflater.decompress(packed, limit)
        except zlib.error as fault:
            raise UserError(f"{self._where} is damaged: its gzip data cannot be read") from fault


@contextmanager
def open_stream(path: Path) -> Iterator[ByteStream]:
    """Open a file for reading, and inflate it if it is gzip.

    Parameters
    ----------
    path : pathlib.Path
        Any path.

    Yields
    ------
    ByteStream
        Closed when the block ends.

    Raises
    ------
    UserError
        There is no such file, or it may not be read.
    """
    require_file(path)
    try:
        with path.open("rb") as file:
            is_gzip = file.peek(2)[:2] == GZIP_MAGIC
            source = (
                io.BufferedReader(_Inflated(file, str(path)), _PIECE_BYTES) if is_gzip else file
            )
            yield ByteStream(source, str(path))
    except OSError as fault:
        raise UserError(f"{path} cannot be read: {fault.strerror or fault}") from fault
