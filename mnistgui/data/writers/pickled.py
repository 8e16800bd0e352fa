"""Writes ``(train, valid, test)`` of float32 images and int64 labels, pickled as is customary.

The pixels are multiples of 1/256, as in the ``mnist.pkl.gz`` that many tutorials use. The last
sixth of the training digits becomes the validation part: 10,000 of 60,000.
"""

import gzip
import pickle
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import Dataset, Split
from mnistgui.errors import UserError

_Pair = tuple[NDArray[np.float32], NDArray[np.int64]]


def write_pickle(dataset: Dataset, path: Path) -> None:
    """Write a raw pickle.

    Parameters
    ----------
    dataset : Dataset
        What to write.
    path : pathlib.Path
        The file.

    Raises
    ------
    UserError
        There are too few digits to split.
    """
    with path.open("wb") as file:
        pickle.dump(_parts(dataset), file, protocol=4)


def write_packed_pickle(dataset: Dataset, path: Path) -> None:
    """Write a gzip pickle.

    Parameters
    ----------
    dataset : Dataset
        What to write.
    path : pathlib.Path
        The file.

    Raises
    ------
    UserError
        There are too few digits to split.
    """
    with path.open("wb") as file, gzip.GzipFile("", "wb", 6, file, mtime=0) as packed:
        pickle.dump(_parts(dataset), packed, protocol=4)


def write_npy(dataset: Dataset, path: Path) -> None:
    """Write an array of three objects.

    Parameters
    ----------
    dataset : Dataset
        What to write.
    path : pathlib.Path
        The file.

    Raises
    ------
    UserError
        There are too few digits to split.
    """
    parts: NDArray[Any] = np.empty(3, object)
    parts[:] = _parts(dataset)
    with path.open("wb") as file:
        np.save(file, parts, allow_pickle=True)


def _parts(dataset: Dataset) -> list[_Pair]:
    """Return the three parts."""
    if len(dataset.train) < 2:
        raise UserError("this layout needs at least two training digits, one of them to validate")
    train, valid = dataset.held_back(max(1, len(dataset.train) // 6))
    return [_pair(train), _pair(valid), _pair(dataset.test)]


def _pair(split: Split) -> _Pair:
    fractions = np.divide(split.images, 256, dtype=np.float32)
    return fractions, split.labels.astype(np.int64)
