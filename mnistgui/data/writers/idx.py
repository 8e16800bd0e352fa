"""Writes IDX: the four files that MNIST was published as, or a pair of images and labels."""

import gzip
import struct
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mnistgui.atomic import replacing
from mnistgui.data.dataset import Dataset, Split
from mnistgui.data.readers.idx import IMAGES_MAGIC, LABELS_MAGIC

_PAIR = ("-images-idx3-ubyte", "-labels-idx1-ubyte")


def write(dataset: Dataset, folder: Path) -> None:
    """Write raw files.

    Parameters
    ----------
    dataset : Dataset
        What to write.
    folder : pathlib.Path
        An existing, empty folder.
    """
    for name, data in _files(dataset).items():
        (folder / name).write_bytes(data)


def write_packed(dataset: Dataset, folder: Path) -> None:
    """Write gzip files; the same digits always give the same bytes.

    Parameters
    ----------
    dataset : Dataset
        What to write.
    folder : pathlib.Path
        An existing, empty folder.
    """
    for name, data in _files(dataset).items():
        (folder / f"{name}.gz").write_bytes(gzip.compress(data, 6, mtime=0))


def pair_of(path: Path) -> tuple[Path, Path]:
    """Return the two files that hold one split.

    Parameters
    ----------
    path : pathlib.Path
        What comes before ``-images-idx3-ubyte`` and ``-labels-idx1-ubyte``; such an ending, or
        ``-ubyte`` alone, is left out.

    Returns
    -------
    tuple of pathlib.Path
        The images and the labels.
    """
    stem = path.name
    for ending in (*_PAIR, "-ubyte"):
        stem = stem.removesuffix(ending)
    images, labels = (path.with_name(f"{stem}{ending}") for ending in _PAIR)
    return images, labels


def write_pair(split: Split, path: Path) -> list[Path]:
    """Write one split as two raw files, whole or not at all.

    Parameters
    ----------
    split : Split
        What to write.
    path : pathlib.Path
        As :func:`pair_of` takes it.

    Returns
    -------
    list of pathlib.Path
        The images and the labels.

    Raises
    ------
    UserError
        They cannot be written.
    """
    images, labels = pair_of(path)
    # Both are on the disk before either takes the place of an older one.
    with replacing(images) as new_images, replacing(labels) as new_labels:
        new_images.write_bytes(
            _encoded(IMAGES_MAGIC, split.images.reshape(-1, split.side, split.side))
        )
        new_labels.write_bytes(_encoded(LABELS_MAGIC, split.labels))
    return [images, labels]


def _files(dataset: Dataset) -> dict[str, bytes]:
    """Return the content of each file by its name."""
    files = {}
    for name, split in (("train", dataset.train), ("t10k", dataset.test)):
        images = split.images.reshape(-1, split.side, split.side)
        files[f"{name}-images-idx3-ubyte"] = _encoded(IMAGES_MAGIC, images)
        files[f"{name}-labels-idx1-ubyte"] = _encoded(LABELS_MAGIC, split.labels)
    return files


def _encoded(magic: bytes, values: NDArray[np.uint8]) -> bytes:
    return magic + struct.pack(f">{values.ndim}I", *values.shape) + values.tobytes()
