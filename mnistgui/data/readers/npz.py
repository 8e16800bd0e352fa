"""Reads Keras' ``mnist.npz``: a zip of ``x_train``, ``y_train``, ``x_test`` and ``y_test``."""

import zipfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import CLASSES, Split
from mnistgui.data.readers.archive import open_archive, open_member
from mnistgui.data.readers.labels import to_labels
from mnistgui.data.readers.limits import check_count
from mnistgui.data.readers.npy import NpyHeader
from mnistgui.data.readers.pixels import check_shape, to_pixels
from mnistgui.data.readers.stream import ByteStream
from mnistgui.errors import UserError

_ACCEPTED = "x_train, y_train, x_test and y_test"


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
    with open_archive(path) as archive:
        return _split(archive, "train", path), _split(archive, "test", path)


def _split(archive: zipfile.ZipFile, name: str, path: Path) -> Split:
    """Read the labels, then the images, of one split."""
    with open_member(archive, f"y_{name}.npy", path, _ACCEPTED) as stream:
        labels = _labels(stream)
    with open_member(archive, f"x_{name}.npy", path, _ACCEPTED) as stream:
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
