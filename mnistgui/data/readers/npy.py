"""Reads the header of NumPy's ``.npy`` format and the numbers behind it, block by block."""

import io
import math
import struct
import tokenize
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.lib import format as npy_format
from numpy.typing import NDArray

from mnistgui.data.readers.limits import BLOCK_ROWS
from mnistgui.data.readers.pixels import NUMERIC_KINDS
from mnistgui.data.readers.stream import ByteStream
from mnistgui.errors import UserError
from mnistgui.notation import thousands

_MAX_HEADER_BYTES = 10_000
_MAX_BLOCK_BYTES = 8 << 20
# What NumPy is seen to raise on damaged headers; it parses them as Python literals.
_FAULTS = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    MemoryError,
    RecursionError,
    SyntaxError,
    tokenize.TokenError,
)


@dataclass(frozen=True)
class NpyHeader:
    """The header of an array file.

    Parameters
    ----------
    shape : tuple of int
        Its dimensions.
    dtype : numpy.dtype
        The type of its elements.
    by_column : bool
        Whether the first axis varies fastest (Fortran order).
    """

    shape: tuple[int, ...]
    dtype: np.dtype[Any]
    by_column: bool = False

    @classmethod
    def read(cls, stream: ByteStream) -> "NpyHeader":
        """Read everything before the first element.

        Parameters
        ----------
        stream : ByteStream
            At its beginning.

        Returns
        -------
        NpyHeader

        Raises
        ------
        UserError
            It is no header.
        """
        beginning = stream.exactly(8)
        if beginning[:6] != npy_format.MAGIC_PREFIX or beginning[6] not in (1, 2):
            raise UserError(f"{stream.where} is no NumPy array of format 1 or 2")
        size = stream.exactly(2 * beginning[6])
        length = struct.unpack("<H" if beginning[6] == 1 else "<I", size)[0]
        if length > _MAX_HEADER_BYTES:
            raise UserError(
                f"{stream.where} has a NumPy header of {thousands(length)} bytes; it is damaged"
            )
        shape, by_column, dtype = _parsed(beginning[6], size + stream.exactly(length), stream.where)
        return cls(shape, dtype, by_column and len(shape) > 1)

    def blocks(self, stream: ByteStream) -> Iterator[NDArray[Any]]:
        """Read numbers that are stored row by row, and make sure that nothing follows.

        Parameters
        ----------
        stream : ByteStream
            Right behind the header.

        Yields
        ------
        ndarray of shape (n_rows, ...)
            Consecutive rows.

        Raises
        ------
        UserError
            They are no numbers, stored by columns, or there are too few or too many.
        """
        if self.by_column:
            raise UserError(f"{stream.where} is stored by columns; arrays in C order are accepted")
        if self.dtype.kind not in NUMERIC_KINDS or self.dtype.itemsize > 8 or not self.shape:
            raise UserError(f"{stream.where} holds {self.dtype}; arrays of numbers are accepted")
        yield from self.stored_blocks(stream)

    def stored_blocks(self, stream: ByteStream) -> Iterator[NDArray[Any]]:
        """Read elements of a fixed size as they are stored, and make sure that nothing follows.

        Parameters
        ----------
        stream : ByteStream
            Right behind the header.

        Yields
        ------
        ndarray of shape (n_rows, ...)
            Consecutive rows; of the transposed array where it is stored by columns.

        Raises
        ------
        UserError
            There are too few or too many.
        """
        shape = self.shape[::-1] if self.by_column else self.shape
        row_bytes = math.prod(shape[1:]) * self.dtype.itemsize
        rows_at_once = max(1, min(BLOCK_ROWS, _MAX_BLOCK_BYTES // max(1, row_bytes)))
        for start in range(0, shape[0], rows_at_once):
            rows = min(rows_at_once, shape[0] - start)
            data = np.empty(rows * row_bytes, np.uint8)
            stream.fill(data.data)
            yield data.view(self.dtype).reshape(rows, *shape[1:])
        stream.expect_end()


def _parsed(version: int, header: bytes, where: str) -> tuple[tuple[int, ...], bool, Any]:
    """Return shape, order by columns and dtype."""
    read = npy_format.read_array_header_1_0 if version == 1 else npy_format.read_array_header_2_0
    try:
        with warnings.catch_warnings():
            # Headers written by Python 2 are legitimate and the person cannot change them.
            warnings.simplefilter("ignore")
            return read(io.BytesIO(header), max_header_size=_MAX_HEADER_BYTES)
    except _FAULTS as fault:
        raise UserError(f"{where} has a damaged NumPy header") from fault
