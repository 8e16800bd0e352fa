"""Writes Keras' ``mnist.npz``."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import DIGITS, Dataset, Split
from mnistgui.data.readers.array_set import CLASS_NAMES


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
            allow_pickle=False,
            x_train=squares(dataset.train),
            y_train=dataset.train.labels,
            x_test=squares(dataset.test),
            y_test=dataset.test.labels,
            **_named(dataset.kind.class_names),
        )


def squares(split: Split) -> NDArray[np.uint8]:
    """The images of a split as squares, of shape (n_samples, side, side)."""
    return split.images.reshape(-1, split.side, split.side)


def _named(class_names: tuple[str, ...]) -> dict[str, NDArray[np.str_]]:
    """The names of classes, which digits do not need."""
    return {} if class_names == DIGITS else {CLASS_NAMES: np.array(class_names)}
