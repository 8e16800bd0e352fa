"""Reads the instructions of a pickle, and refuses those that need too much memory."""

import pickletools
import struct
from collections.abc import Iterator
from typing import Any

from mnistgui.data.readers.stream import ByteStream
from mnistgui.errors import UserError
from mnistgui.notation import thousands

# 70,000 images of 784 four-byte floats and their labels take 221 MB, the largest array 157 MB.
MAX_PICKLE_BYTES = 230_000_000
MAX_UNCONVERTED_BYTES = 160_000_000
_LARGE_BYTES = 4096
_MAX_LINE_BYTES = 256

_OPERATIONS = {one.code.encode("latin1"): one for one in pickletools.opcodes}
# How operands are laid out, by the names that pickletools gives them.
_NUMBERS = {"uint1": "<B", "uint2": "<H", "int4": "<i", "uint4": "<I", "uint8": "<Q"}
# Bytes and texts that follow their own length.
_LITERALS = {
    "string1": "<B",
    "string4": "<I",
    "unicodestring1": "<B",
    "unicodestring4": "<I",
    "bytes1": "<B",
    "bytes4": "<I",
    "bytes8": "<Q",
    "bytearray8": "<Q",
}


class BudgetedReader:
    """Reads the instructions of a pickle of arrays, each with its operand.

    Texts stay bytes: they may be the elements of an array, and take their memory only once.

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

    def instructions(self) -> Iterator[tuple[str, Any]]:
        """Yield the name of each instruction as :mod:`pickletools` gives it, and its operand.

        Raises
        ------
        UserError
            The pickle ends before, needs too much memory, or uses an instruction that no pickle
            of arrays needs.
        """
        while True:
            operation = _OPERATIONS.get(self.bytes(1))
            if operation is None:
                raise UserError(f"{self.where} is no pickle: it uses an unknown instruction")
            argument = operation.arg
            yield operation.name, None if argument is None else self._operand(argument.name)

    def _operand(self, layout: str) -> Any:
        if layout in _NUMBERS:
            return self.number(_NUMBERS[layout])
        if layout in _LITERALS:
            return self.literal(self.number(_LITERALS[layout]))
        if layout == "long1":
            return int.from_bytes(self.bytes(self.number("<B")), "little", signed=True)
        if layout in ("decimalnl_short", "decimalnl_long"):
            return int(self.line().rstrip("L"))
        if layout == "stringnl_noescape_pair":
            return f"{self.line()} {self.line()}"
        raise UserError(f"{self.where} is no pickle of NumPy arrays alone (of protocol 1 to 5)")

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
