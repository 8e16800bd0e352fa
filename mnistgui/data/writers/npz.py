"""Writes Keras' ``mnist.npz``."""

from pathlib import Path

import numpy as np

from mnistgui.data.dataset import SIDE, Dataset


def write(dataset: Dataset, path: Path) -> None:
    """Write the archive.

    Parameters
    ----------
    dataset : Dataset
        What to write.
    path : pathlib.Path
        The file.
    """
    # An open file, as NumPy would add a suffix to a path without one.
    with path.open("wb") as file:
        np.savez_compressed(
            file,
            x_train=dataset.train.images.reshape(-1, SIDE, SIDE),
            y_train=dataset.train.labels,
            x_test=dataset.test.images.reshape(-1, SIDE, SIDE),
            y_test=dataset.test.labels,
        )
