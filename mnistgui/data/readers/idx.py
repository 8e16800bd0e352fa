"""Reads IDX, the layout MNIST was published in: a big-endian header, then one byte a pixel."""

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import PIXELS, SIDE
from mnistgui.data.readers.labels import to_labels
from mnistgui.data.readers.limits import check_count
from mnistgui.data.readers.stream import ByteStream, open_stream
from mnistgui.errors import UserError

# Two zero bytes, the code of unsigned bytes (8), the number of dimensions.
IMAGES_MAGIC = bytes((0, 0, 8, 3))
LABELS_MAGIC = bytes((0, 0, 8, 1))


@dataclass(frozen=True)
class IdxFile:
    """What the header of an IDX file declares.

    Parameters
    ----------
    path : pathlib.Path
        The file, raw or gzip.
    shape : tuple of int
        ``(n, 28, 28)`` for images, ``(n,)`` for labels.
    """

    path: Path
    shape: tuple[int, ...]

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
            return cls(path, _shape(stream))

    @property
    def holds_images(self) -> bool:
        """Whether these are images; labels otherwise."""
        return len(self.shape) == 3

    def read(self) -> NDArray[np.uint8]:
        """Read everything.

        Returns
        -------
        ndarray of shape (n_samples, 784) or (n_samples,), dtype uint8
            Images or labels.

        Raises
        ------
        UserError
            The header lies about the size, or a label is no digit.
        """
        with open_stream(self.path) as stream:
            if _shape(stream) != self.shape:
                raise UserError(f"{self.path} changed while it was read; try again")
            values = np.empty((self.shape[0], PIXELS) if self.holds_images else self.shape, "u1")
            stream.fill(values.data)
            stream.expect_end()
        return values if self.holds_images else to_labels(values, len(values), str(self.path))


def _shape(stream: ByteStream) -> tuple[int, ...]:
    """Read the header up to the first value."""
    magic = stream.exactly(4)
    if magic not in (IMAGES_MAGIC, LABELS_MAGIC):
        raise UserError(
            f"{stream.where} has the IDX magic number {magic.hex()}; "
            f"{IMAGES_MAGIC.hex()} (images) or {LABELS_MAGIC.hex()} (labels) are accepted"
        )
    shape = struct.unpack(f">{magic[3]}I", stream.exactly(4 * magic[3]))
    if len(shape) == 3 and shape[1:] != (SIDE, SIDE):
        raise UserError(
            f"{stream.where} holds images of {shape[1]} x {shape[2]} pixels; "
            f"{SIDE} x {SIDE} are accepted"
        )
    check_count(shape[0], stream.where)
    return shape
