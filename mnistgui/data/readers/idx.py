"""Reads IDX, the layout MNIST was published in: a big-endian header, then the numbers."""

import math
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.parts import ReadParts
from mnistgui.data.readers.array_set import digits_of
from mnistgui.data.readers.limits import BLOCK_ROWS, check_count
from mnistgui.data.readers.named_array import NamedArray, image_forms
from mnistgui.data.readers.stream import ByteStream, open_stream
from mnistgui.errors import UserError

# Two zero bytes, the code of the type, the number of dimensions.
_DTYPES = {8: ">u1", 9: ">i1", 0x0B: ">i2", 0x0C: ">i4", 0x0D: ">f4", 0x0E: ">f8"}
_MAX_DIMENSIONS = 4
BEGINNINGS = tuple(bytes((0, 0, code)) for code in _DTYPES)
IMAGES_MAGIC = bytes((0, 0, 8, 3))
LABELS_MAGIC = bytes((0, 0, 8, 1))
# QMNIST's labels are rows of eight numbers, of which the first is the digit.
_QMNIST_COLUMNS = 8


@dataclass(frozen=True)
class IdxFile:
    """The header of an IDX file.

    Parameters
    ----------
    path : pathlib.Path
        The file, raw or gzip.
    shape : tuple of int
        ``(n, 28, 28)`` for images, ``(n,)`` for labels.
    dtype : numpy.dtype
        Of its numbers.
    """

    path: Path
    shape: tuple[int, ...]
    dtype: np.dtype[Any]

    @classmethod
    def inspect(cls, path: Path) -> Self:
        """Read the header.

        Parameters
        ----------
        path : pathlib.Path
            A file that begins like IDX.

        Returns
        -------
        IdxFile

        Raises
        ------
        UserError
            It is not the header of digits or of labels.
        """
        with open_stream(path) as stream:
            return cls(path, *_header(stream))

    def read(self) -> NDArray[Any]:
        """Read everything.

        Returns
        -------
        ndarray
            Of the shape and type that the header declares.

        Raises
        ------
        UserError
            The header lies about the size.
        """
        return np.concatenate(list(self.blocks()))

    def blocks(self) -> Iterator[NDArray[Any]]:
        """Read everything, a thousand images at a time.

        Yields
        ------
        ndarray of shape (n_rows, ...)

        Raises
        ------
        UserError
            The header lies about the size.
        """
        row_bytes = math.prod(self.shape[1:]) * self.dtype.itemsize
        with open_stream(self.path) as stream:
            if _header(stream) != (self.shape, self.dtype):
                raise UserError(f"{self.path} changed while it was read; try again")
            for start in range(0, self.shape[0], BLOCK_ROWS):
                rows = min(BLOCK_ROWS, self.shape[0] - start)
                data = np.empty(rows * row_bytes, np.uint8)
                stream.fill(data.data)
                yield data.view(self.dtype).reshape(rows, *self.shape[1:])
            stream.expect_end()

    def array(self) -> NamedArray:
        """The images or labels, not read yet.

        Returns
        -------
        NamedArray
        """
        if len(self.shape) == 2 and self.shape[1] == _QMNIST_COLUMNS:
            return NamedArray(
                self.path.name, str(self.path), self.shape[:1], self.dtype, self._digits
            )
        return NamedArray(self.path.name, str(self.path), self.shape, self.dtype, self.blocks)

    def _digits(self) -> Iterator[NDArray[Any]]:
        """The first column of QMNIST's labels."""
        return (block[:, 0] for block in self.blocks())


def _header(stream: ByteStream) -> tuple[tuple[int, ...], np.dtype[Any]]:
    """Read everything up to the first value."""
    magic = stream.exactly(4)
    if magic[:3] not in BEGINNINGS or not 1 <= magic[3] <= _MAX_DIMENSIONS:
        raise UserError(
            f"{stream.where} has the IDX magic number {magic.hex()}; "
            f"{IMAGES_MAGIC.hex()} (images) or {LABELS_MAGIC.hex()} (labels) are accepted"
        )
    shape = struct.unpack(f">{magic[3]}I", stream.exactly(4 * magic[3]))
    dtype = np.dtype(_DTYPES[magic[2]])
    if len(shape) > 2 and not image_forms(shape, dtype):
        raise UserError(
            f"{stream.where} holds images of {' x '.join(map(str, shape[1:]))} pixels; "
            "square ones, such as 28 x 28, are accepted"
        )
    check_count(shape[0], stream.where)
    return shape, dtype


def read_parts(files: Sequence[Path], folder: Path) -> ReadParts:
    """Read the IDX files of a data set: images and labels of each part.

    Parameters
    ----------
    files : sequence of pathlib.Path
        IDX files of one folder, in any order.
    folder : pathlib.Path
        Their folder, for sentences.

    Returns
    -------
    ReadParts

    Raises
    ------
    UserError
        A file is damaged, or images lack their labels.
    """
    arrays = [(IdxFile.inspect(path).array(), path.name) for path in files]
    return digits_of(arrays, str(folder), all_belong=True)
