"""Reads pickled arrays: ``(train, valid, test)`` as in ``mnist.pkl.gz``, dicts, object ``.npy``.

Nested lists, tuples and dicts of images and labels are read. Training and validation digits come
back together as the training part, in this order: how many to hold back is a setting.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.parts import ReadParts
from mnistgui.data.pickles.arrays import PickledArray
from mnistgui.data.readers.array_set import digits_of
from mnistgui.data.readers.limits import BLOCK_ROWS
from mnistgui.data.readers.named_array import NamedArray
from mnistgui.data.readers.npy import NpyHeader
from mnistgui.data.readers.npz import read_npy as read_numbers
from mnistgui.data.readers.stream import ByteStream, open_stream
from mnistgui.data.readers.unpickle import unpickle_arrays
from mnistgui.data.refusals import NoDigitsError

# What the items of a tuple are called by their place.
_PLACES = {2: ("train", "test"), 3: ("train", "valid", "test")}
_MAX_DEPTH = 4
_MOST_LABELS = 400_000

Named = tuple[str, NDArray[Any], tuple[str, ...]]


def read_pickle(files: Sequence[Path], _folder: Path) -> ReadParts:
    """Read a pickle, raw or gzip.

    Parameters
    ----------
    files : sequence of pathlib.Path
        The file.

    Returns
    -------
    ReadParts

    Raises
    ------
    UserError
        It is damaged, dangerous, or holds something else.
    """
    with open_stream(files[0]) as stream:
        return _parts(stream)


def read_npy(files: Sequence[Path], folder: Path) -> ReadParts:
    """Read an array of objects, or arrays of numbers in a file each; raw or gzip.

    Parameters
    ----------
    files : sequence of pathlib.Path
        Of one data set.
    folder : pathlib.Path
        Theirs, for sentences.

    Returns
    -------
    ReadParts

    Raises
    ------
    UserError
        One is damaged, dangerous, or holds something else.
    """
    for path in files:
        with open_stream(path) as stream:
            if NpyHeader.read(stream).dtype.hasobject:
                return _parts(stream)
    return read_numbers(files, folder)


def _parts(stream: ByteStream) -> ReadParts:
    """Unpickle what is left, and find the digits in it."""
    unpickled = unpickle_arrays(stream)
    stream.expect_end()
    found = list(_named("", unpickled, _MAX_DEPTH))
    if not found:
        raise NoDigitsError(
            f"{stream.where} does not hold arrays of images and of labels, such as "
            "(train, valid, test), each (images, labels)"
        )
    arrays = [(_array(name, values, stream.where), stream.where) for name, values, _ in found]
    parts = digits_of(arrays, stream.where)
    notes = [note for _, _, told in found for note in told]
    return replace(parts, notes=(*dict.fromkeys(notes), *parts.notes))


def _named(name: str, value: Any, depth: int) -> Iterator[Named]:
    """Every array with the way to it, such as ``train/images``."""
    content = value.content if isinstance(value, PickledArray) else value
    if isinstance(content, np.ndarray):
        yield name, content, value.notes
    elif isinstance(content, dict) and depth:
        for key, item in content.items():
            yield from _named(f"{name}/{_text(key)}".lstrip("/"), item, depth - 1)
    elif isinstance(content, list | tuple) and depth:
        yield from _of_items(name, content, depth)


def _of_items(name: str, items: Sequence[Any], depth: int) -> Iterator[Named]:
    """The arrays in a list, which may itself be labels."""
    if len(items) == 1:  # numpy.save wraps a tuple that it cannot make a table of into one object
        yield from _named(name, items[0], depth)
    elif 2 < len(items) <= _MOST_LABELS and all(isinstance(item, int) for item in items):
        yield name, np.array(items, np.int64), ()
    elif len(items) <= 8:
        pairs = all(not _is_array(item) for item in items)
        places = _PLACES.get(len(items), ()) if pairs else ()
        for place, item in enumerate(items):
            part = places[place] if places else str(place)
            yield from _named(f"{name}/{part}".lstrip("/"), item, depth - 1)


def _is_array(value: Any) -> bool:
    return isinstance(value, PickledArray) and isinstance(value.content, np.ndarray)


def _text(key: object) -> str:
    return key.decode("latin1") if isinstance(key, bytes) else str(key)


def _array(name: str, values: NDArray[Any], where: str) -> NamedArray:
    """An array that is in memory already."""

    def blocks() -> Iterator[NDArray[Any]]:
        for start in range(0, len(values), BLOCK_ROWS):
            yield values[start : start + BLOCK_ROWS]

    return NamedArray(
        name, f"{where}: {name}" if name else where, values.shape, values.dtype, blocks
    )
