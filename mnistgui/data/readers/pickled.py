"""Reads ``(train, valid, test)``, pickled as ``mnist.pkl.gz`` or saved as an object ``.npy``.

Each of the three is ``(images, labels)``. Training and validation digits come back together as
the training split, in this order: how many to hold back is a setting of the training.
"""

from pathlib import Path
from typing import Any

import numpy as np

from mnistgui.data.dataset import Split
from mnistgui.data.readers.limits import check_count
from mnistgui.data.readers.npy import NpyHeader
from mnistgui.data.readers.pickled_arrays import PickledArray
from mnistgui.data.readers.stream import ByteStream, open_stream
from mnistgui.data.readers.unpickle import unpickle_arrays
from mnistgui.errors import UserError


def read_pickle(path: Path) -> tuple[Split, Split]:
    """Read a pickle, raw or gzip.

    Parameters
    ----------
    path : pathlib.Path
        The file.

    Returns
    -------
    tuple of Split
        ``(train, test)``.

    Raises
    ------
    UserError
        It is damaged, dangerous, or holds something else.
    """
    with open_stream(path) as stream:
        return _splits(stream)


def read_npy(path: Path) -> tuple[Split, Split]:
    """Read an array of objects, raw or gzip.

    Parameters
    ----------
    path : pathlib.Path
        The file.

    Returns
    -------
    tuple of Split
        ``(train, test)``.

    Raises
    ------
    UserError
        It is damaged, dangerous, or holds something else.
    """
    with open_stream(path) as stream:
        header = NpyHeader.read(stream)
        if not header.dtype.hasobject:
            raise UserError(
                f"{path} is one array of {header.dtype}; "
                "an object array of (train, valid, test) is accepted"
            )
        return _splits(stream)


def _splits(stream: ByteStream) -> tuple[Split, Split]:
    """Unpickle what is left and join training and validation digits."""
    unpickled = unpickle_arrays(stream)
    stream.expect_end()
    train, valid, test = (_split(part, stream.where) for part in _items(unpickled, 3, stream.where))
    check_count(len(train) + len(valid), stream.where)
    joined = Split(
        np.concatenate((train.images, valid.images)), np.concatenate((train.labels, valid.labels))
    )
    return joined, test


def _split(part: Any, where: str) -> Split:
    """Return one of the three splits, after checking it."""
    images, labels = (_content(item) for item in _items(part, 2, where))
    if not isinstance(images, np.ndarray) or not isinstance(labels, np.ndarray):
        raise UserError(f"{where} does not hold arrays of images and of labels")
    if (images.ndim, labels.ndim) != (2, 1) or len(images) != len(labels):
        raise UserError(
            f"{where} holds images of shape {images.shape} with labels of shape {labels.shape}"
        )
    return Split(images, labels)


def _items(value: Any, count: int, where: str) -> Any:
    """Return the items of a tuple, a list or an array of objects."""
    items = _content(value)
    # numpy.save wraps a tuple that it cannot make a table of into an array of one object.
    if isinstance(items, list) and len(items) == 1:
        items = _content(items[0])
    if not isinstance(items, tuple | list) or len(items) != count:
        raise UserError(f"{where} does not hold (train, valid, test), each (images, labels)")
    return items


def _content(value: Any) -> Any:
    return value.content if isinstance(value, PickledArray) else value
