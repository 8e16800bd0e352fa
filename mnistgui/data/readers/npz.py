"""Reads ``.npz``, a zip of arrays such as Keras' ``x_train`` and ``y_train``, and ``.npy``."""

import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from mnistgui.data.parts import ReadParts
from mnistgui.data.readers.archive import open_archive, open_member
from mnistgui.data.readers.array_set import digits_of
from mnistgui.data.readers.named_array import NamedArray
from mnistgui.data.readers.npy import NpyHeader
from mnistgui.data.readers.stream import ByteStream, open_stream
from mnistgui.errors import UserError

_ACCEPTED = "arrays of images and of labels"
Opened = Callable[[], AbstractContextManager[ByteStream]]


def read(files: Sequence[Path], folder: Path) -> ReadParts:
    """Read the digits in zip files of arrays.

    Parameters
    ----------
    files : sequence of pathlib.Path
        Of one data set; mostly one.
    folder : pathlib.Path
        Theirs, for sentences.

    Returns
    -------
    ReadParts

    Raises
    ------
    UserError
        One is damaged, or there are no digits in them.
    """
    with ExitStack() as stack:
        archives = [(path, stack.enter_context(open_archive(path))) for path in files]
        arrays = [
            (array, path.name) for path, archive in archives for array in _arrays(archive, path)
        ]
        return digits_of(arrays, str(files[0] if len(files) == 1 else folder))


def read_npy(files: Sequence[Path], folder: Path) -> ReadParts:
    """Read the digits in files of one array each, such as ``x_train.npy`` and ``y_train.npy``.

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
        One is damaged, or there are no digits in them.
    """
    arrays = [
        (array_in(path.name, str(path), partial(open_stream, path)), path.name) for path in files
    ]
    return digits_of(arrays, str(files[0] if len(files) == 1 else folder))


@contextmanager
def arrays_in_archive(path: Path, source: Path) -> Iterator[list[NamedArray]]:
    """Open the arrays that were written for another file.

    Parameters
    ----------
    path : pathlib.Path
        A ``.npz`` file.
    source : pathlib.Path
        The file that sentences name.

    Yields
    ------
    list of NamedArray

    Raises
    ------
    UserError
        It is damaged.
    """
    with open_archive(path) as archive:
        yield list(_arrays(archive, source))


def _arrays(archive: zipfile.ZipFile, path: Path) -> Iterator[NamedArray]:
    for name in archive.namelist():
        if name.endswith(".npy"):
            opened = _opener(archive, name, path)
            yield array_in(
                name.removesuffix(".npy"), f"{path}: {name.removesuffix('.npy')}", opened
            )


def _opener(archive: zipfile.ZipFile, name: str, path: Path) -> Opened:
    return lambda: open_member(archive, name, path, _ACCEPTED)


def array_in(name: str, where: str, opened: Opened) -> NamedArray:
    """Describe the array in a stream of NumPy's ``.npy`` format.

    Parameters
    ----------
    name : str
        What it is called.
    where : str
        The file, for sentences.
    opened : callable
        Opens the stream anew with every call.

    Returns
    -------
    NamedArray

    Raises
    ------
    UserError
        It is no such stream.
    """
    with opened() as stream:
        header = NpyHeader.read(stream)

    def blocks() -> Iterator[NDArray[Any]]:
        with opened() as stream:
            again = NpyHeader.read(stream)
            if again != header:
                raise UserError(f"{where} changed while it was read; try again")
            yield from header.stored_blocks(stream)

    return NamedArray(name, where, header.shape, header.dtype, blocks, header.by_column)
