"""Small data sets in every layout, written without the code under test."""

import gzip
import struct
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import Dataset, Split


def small_dataset(n_train: int = 36, n_test: int = 12, seed: int = 0) -> Dataset:
    """Digits that are no digits: smooth random blots with every grey level."""
    rng = np.random.default_rng(seed)

    def split(n: int) -> Split:
        images = rng.integers(0, 256, (n, 784), dtype=np.uint8)
        images[rng.random((n, 784)) < 0.7] = 0
        images[:, :2] = 0, 255
        return Split(images, (np.arange(n) % 10).astype(np.uint8))

    return Dataset("small", "made for a test", split(n_train), split(n_test))


def idx_bytes(values: NDArray[np.uint8]) -> bytes:
    if values.ndim == 2:
        return struct.pack(">4B3I", 0, 0, 8, 3, len(values), 28, 28) + values.tobytes()
    return struct.pack(">4BI", 0, 0, 8, 1, len(values)) + values.tobytes()


def write_idx(folder: Path, dataset: Dataset, *, packed: bool = False) -> Path:
    """The four files under their usual names."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, split in (("train", dataset.train), ("t10k", dataset.test)):
        for part, values in (("images-idx3", split.images), ("labels-idx1", split.labels)):
            data = idx_bytes(values)
            file = folder / f"{name}-{part}-ubyte{'.gz' if packed else ''}"
            file.write_bytes(gzip.compress(data) if packed else data)
    return folder


def assert_same_digits(left: Dataset, right: Dataset) -> None:
    for a, b in ((left.train, right.train), (left.test, right.test)):
        np.testing.assert_array_equal(a.images, b.images)
        np.testing.assert_array_equal(a.labels, b.labels)
