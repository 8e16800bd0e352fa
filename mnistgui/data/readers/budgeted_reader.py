"""Reads the numbers and texts of a pickle, and refuses those that need too much memory."""

import struct

from mnistgui.data.readers.stream import ByteStream
from mnistgui.errors import UserError
from mnistgui.notation import thousands

# 70,000 images of 784 four-byte floats and their labels take 221 MB, the largest array 157 MB.
MAX_PICKLE_BYTES = 230_000_000
MAX_UNCONVERTED_BYTES = 160_000_000
_LARGE_BYTES = 4096
_MAX_LINE_BYTES = 256


class BudgetedReader:
    """Reads the operands of a pickle's instructions.

    Parameters
    ----------
    stream : ByteStream
        At the beginning of the pickle.
    """

    def __init__(self, stream: ByteStream) -> None:
        self.where = stream.where
        self._stream = stream
        self._bytes_read = 0
        self._large: list[bytearray] = []

    def bytes(self, size: int) -> bytes:
        """Return the next bytes.

        Parameters
        ----------
        size : int
            How many; at most 255.

        Returns
        -------
        bytes

        Raises
        ------
        UserError
            The pickle ends before.
        """
        return self._stream.exactly(size)

    def number(self, layout: str) -> int:
        """Return the next number.

        Parameters
        ----------
        layout : str
            As :mod:`struct` names it, such as ``"<I"``.

        Returns
        -------
        int

        Raises
        ------
        UserError
            The pickle ends before.
        """
        value: int = struct.unpack(layout, self.bytes(struct.calcsize(layout)))[0]
        return value

    def line(self) -> str:
        """Return the next line without its end.

        Returns
        -------
        str

        Raises
        ------
        UserError
            It is longer than any name.
        """
        return self._stream.line(_MAX_LINE_BYTES)[:-1].decode()

    def literal(self, size: int) -> bytearray:
        """Return bytes or text, which may be the elements of an array.

        Parameters
        ----------
        size : int
            How many bytes.

        Returns
        -------
        bytearray
            Cleared by the array that takes its elements over.

        Raises
        ------
        UserError
            Too many bytes would lie in memory that no array has taken over yet.
        """
        self._bytes_read += size
        waiting = size + sum(map(len, self._large))
        if self._bytes_read > MAX_PICKLE_BYTES or waiting > MAX_UNCONVERTED_BYTES:
            raise UserError(
                f"{self.where} is too large; pickles of at most {thousands(MAX_PICKLE_BYTES)} "
                "bytes with arrays of at most "
                f"{thousands(MAX_UNCONVERTED_BYTES)} bytes are accepted"
            )
        data = bytearray(size)
        self._stream.fill(memoryview(data))
        if size > _LARGE_BYTES:
            self._large.append(data)
        return data
