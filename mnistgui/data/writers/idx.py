"""Writes the four IDX files that MNIST was published as."""

import gzip
import struct
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import SIDE, Dataset
from mnistgui.data.readers.idx import IMAGES_MAGIC, LABELS_MAGIC


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


def _files(dataset: Dataset) -> dict[str, bytes]:
    """Name and content of each file."""
    files = {}
    for name, split in (("train", dataset.train), ("t10k", dataset.test)):
        images = split.images.reshape(-1, SIDE, SIDE)
        files[f"{name}-images-idx3-ubyte"] = _encoded(IMAGES_MAGIC, images)
        files[f"{name}-labels-idx1-ubyte"] = _encoded(LABELS_MAGIC, split.labels)
    return files


def _encoded(magic: bytes, values: NDArray[np.uint8]) -> bytes:
    return magic + struct.pack(f">{values.ndim}I", *values.shape) + values.tobytes()
