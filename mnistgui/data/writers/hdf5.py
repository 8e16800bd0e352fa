"""Writes the pair of HDF5 files: fractions of 255 as float32, labels one-hot."""

from pathlib import Path

import h5py
import numpy as np

from mnistgui.data.dataset import CLASSES, PIXELS, Dataset, Split
from mnistgui.data.readers.hdf5 import IMAGES, LABELS
from mnistgui.data.readers.limits import BLOCK_ROWS


def write(dataset: Dataset, folder: Path) -> None:
    """Write both files.

    Parameters
    ----------
    dataset : Dataset
        What to write.
    folder : pathlib.Path
        An existing, empty folder.
    """
    _write_split(dataset.train, folder / "mnist_traindata.hdf5")
    _write_split(dataset.test, folder / "mnist_testdata.hdf5")


def _write_split(split: Split, path: Path) -> None:
    """Write block by block, so that the floats are never all in memory."""
    with h5py.File(path, "w") as file:
        images = file.create_dataset(
            IMAGES,
            (len(split), PIXELS),
            np.float32,
            chunks=(min(len(split), 256), PIXELS),
            compression="gzip",
            shuffle=True,
        )
        for start in range(0, len(split), BLOCK_ROWS):
            block = split.images[start : start + BLOCK_ROWS]
            images[start : start + len(block)] = block / np.float32(255)
        file[LABELS] = np.eye(CLASSES, dtype=np.float32)[split.labels]
