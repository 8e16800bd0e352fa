"""Reads Keras' ``mnist.npz``: a zip of ``x_train``, ``y_train``, ``x_test`` and ``y_test``."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import CLASSES, Split
from mnistgui.data.readers.labels import to_labels
from mnistgui.data.readers.limits import check_count
from mnistgui.data.readers.npy import NpyHeader
from mnistgui.data.readers.paths import require_file
from mnistgui.data.readers.pixels import check_shape, to_pixels
from mnistgui.data.readers.stream import ByteStream
from mnistgui.errors import UserError

_MAX_PIECE_BYTES = 1 << 20
_ENCRYPTED = 1
# What zipfile is seen to raise on damaged archives.
_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    LookupError,
    NotImplementedError,
    OverflowError,
)


def read(path: Path) -> tuple[Split, Split]:
    """Read both splits.

    Parameters
    ----------
    path : pathlib.Path
        A zip file.

    Returns
    -------
    tuple of Split
        ``(train, test)``.

    Raises
    ------
    UserError
        It is damaged, or not the archive described above.
    """
    require_file(path)
    with path.open("rb") as file, _told(path), zipfile.ZipFile(_Bounded(file)) as archive:
        return _split(archive, "train", path), _split(archive, "test", path)


def _split(archive: zipfile.ZipFile, name: str, path: Path) -> Split:
    """Read the labels, then the images, of one split."""
    with _member(archive, f"y_{name}", path) as stream:
        labels = _labels(stream)
    with _member(archive, f"x_{name}", path) as stream:
        header = NpyHeader.read(stream)
        n = check_shape(header.shape, stream.where)
        if n != len(labels):
            raise UserError(f"{stream.where} holds {n:,} images for {len(labels):,} labels")
        return Split(to_pixels(header.blocks(stream), n, stream.where), labels)


def _labels(stream: ByteStream) -> NDArray[np.uint8]:
    """Read digits or one-hot rows."""
    header = NpyHeader.read(stream)
    if len(header.shape) not in (1, 2) or header.shape[1:] not in ((), (CLASSES,)):
        raise UserError(f"{stream.where} has shape {header.shape}; (n,) is accepted for labels")
    check_count(header.shape[0], stream.where)
    values = np.concatenate(list(header.blocks(stream)))
    return to_labels(values, len(values), stream.where)


@contextmanager
def _member(archive: zipfile.ZipFile, name: str, path: Path) -> Iterator[ByteStream]:
    """Open one array of the archive for reading in bounded steps."""
    try:
        entry = archive.getinfo(f"{name}.npy")
    except KeyError:
        raise UserError(
            f"{path} has no array {name}; x_train, y_train, x_test and y_test are accepted"
        ) from None
    # Other methods can be told to use gigabytes while inflating.
    methods = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    if entry.compress_type not in methods or entry.flag_bits & _ENCRYPTED:
        raise UserError(f"{path}: {name} is packed in a way that is not accepted; deflate is")
    with archive.open(entry) as member:
        yield ByteStream(member, f"{path}: {name}")


class _Bounded:
    """A file that refuses to be read in huge pieces, such as a directory of a million entries.

    Parameters
    ----------
    file : file object
        Open for reading.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.seek = file.seek
        self.tell = file.tell
        self.seekable = file.seekable

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(
            _MAX_PIECE_BYTES + 1 if size < 0 else min(size, _MAX_PIECE_BYTES + 1)
        )
        if len(data) > _MAX_PIECE_BYTES:
            raise zipfile.BadZipFile("its directory is too long")
        return data


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn what zipfile raises on a bad file into the one error for people."""
    try:
        yield
    except _FAULTS as fault:
        raise UserError(f"{path} cannot be read: no zip file, cut off or damaged") from fault
