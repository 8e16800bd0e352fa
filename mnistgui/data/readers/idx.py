"""Reads IDX, the layout MNIST was published in: a big-endian header, then one byte a pixel."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import PIXELS, SIDE, Split
from mnistgui.data.readers.labels import to_labels
from mnistgui.data.readers.limits import check_count
from mnistgui.data.readers.parts import SplitFile, train_and_test
from mnistgui.data.readers.stream import ByteStream, open_stream
from mnistgui.errors import UserError

# Two zero bytes, the code of unsigned bytes (8), the number of dimensions.
IMAGES_MAGIC = bytes((0, 0, 8, 3))
LABELS_MAGIC = bytes((0, 0, 8, 1))


@dataclass(frozen=True)
class IdxFile:
    """The header of an IDX file.

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
        """Whether the file holds images; otherwise it holds labels."""
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


def read_parts(files: Sequence[Path], folder: Path) -> tuple[Split, Split]:
    """Read the four IDX files of a data set.

    Parameters
    ----------
    files : sequence of pathlib.Path
        IDX files of one folder, in any order.
    folder : pathlib.Path
        Their folder, for sentences.

    Returns
    -------
    tuple of Split
        ``(train, test)``.

    Raises
    ------
    UserError
        A file is damaged, or the four are not all there or do not fit each other.
    """
    headers = {path: IdxFile.inspect(path) for path in files}
    images = [SplitFile(p, h.shape[0]) for p, h in headers.items() if h.holds_images]
    labels = [SplitFile(p, h.shape[0]) for p, h in headers.items() if not h.holds_images]
    image_pair = train_and_test(images, "IDX images", folder)
    label_pair = train_and_test(labels, "IDX labels", folder)
    for image_part, label_part in zip(image_pair, label_pair, strict=True):
        if image_part.size != label_part.size:
            raise UserError(
                f"{image_part.path} holds {image_part.size:,} images but {label_part.path.name} "
                f"{label_part.size:,} labels; equally many are accepted"
            )
    train, test = (
        Split(labels=headers[label.path].read(), images=headers[image.path].read())
        for image, label in zip(image_pair, label_pair, strict=True)
    )
    return train, test
