"""Weights as NumPy's ``.npz``: ``W1 (fan_out, fan_in)``, ``b1``, ... and a description.

Other names and orientations, and lists of arrays that NumPy has pickled, are read, too.
"""

import io
import math
import zipfile
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.readers.archive import open_archive, open_member
from mnistgui.data.readers.npy import NpyHeader
from mnistgui.data.readers.stream import ByteStream
from mnistgui.errors import UserError
from mnistgui.files.weights.assembly import MAX_PARAMETERS, stored
from mnistgui.files.weights.description import KEYS, to_texts
from mnistgui.files.weights.file_array import FileArray
from mnistgui.files.weights.pairing import holds_layers, paired
from mnistgui.files.weights.pickled_arrays import arrays_in, unpickle_small
from mnistgui.files.weights.stored import StoredNetwork
from mnistgui.nn.network import Network

_ACCEPTED = "W1, b1, W2, b2, ..."
_MAX_TEXT_BYTES = 1 << 16
_MAX_ARRAYS = 200
_NPY = ".npy"


def to_npz(network: Network) -> bytes:
    """Write a network.

    Parameters
    ----------
    network : Network

    Returns
    -------
    bytes
        A whole ``.npz`` file; ``numpy.load`` reads it.
    """
    arrays: dict[str, NDArray[Any]] = {
        key: np.array(text) for key, text in to_texts(network).items()
    }
    for number, layer in enumerate(network.dense_layers(), 1):
        arrays[f"W{number}"] = np.ascontiguousarray(layer.W.T)
        arrays[f"b{number}"] = layer.b
    buffer = io.BytesIO()
    np.savez(buffer, allow_pickle=False, **arrays)
    return buffer.getvalue()


def holds_npz(path: Path) -> bool:
    """Whether a zip file holds weights, not digits.

    Parameters
    ----------
    path : pathlib.Path

    Returns
    -------
    bool
    """
    with open_archive(path) as archive:
        return holds_layers(_arrays(archive, path))


def from_npz(path: Path) -> StoredNetwork:
    """Read a network.

    Parameters
    ----------
    path : pathlib.Path
        A ``.npz`` file.

    Returns
    -------
    StoredNetwork

    Raises
    ------
    UserError
        It is damaged, dangerous, or holds no weights.
    """
    with open_archive(path) as archive:
        names = set(archive.namelist())
        layers = paired(_arrays(archive, path), str(path))
        texts = {key: _text(archive, key, path) for key in KEYS if f"{key}{_NPY}" in names}
    return stored(layers, texts, str(path))


def read_whole(header: NpyHeader, stream: ByteStream) -> NDArray[Any]:
    """Read an array of numbers that may be stored by columns.

    Parameters
    ----------
    header : NpyHeader
    stream : ByteStream
        Right behind the header.

    Returns
    -------
    ndarray

    Raises
    ------
    UserError
        It holds no numbers, more than weights ever are, or is cut off.
    """
    if header.dtype.kind != "f" or header.dtype.itemsize > 8 or not header.shape:
        raise UserError(f"{stream.where} holds {header.dtype}; arrays of floats are accepted")
    if math.prod(header.shape) > MAX_PARAMETERS:
        raise UserError(f"{stream.where} declares {header.shape}, more than weights ever take")
    stored_shape = header.shape[::-1] if header.by_column else header.shape
    blocks = list(header.stored_blocks(stream)) or [np.empty(0, header.dtype)]
    values: NDArray[Any] = np.concatenate(blocks).reshape(stored_shape)
    return values.T if header.by_column else values


def _arrays(archive: zipfile.ZipFile, path: Path) -> list[FileArray]:
    """The arrays of floats, and those in pickled lists."""
    found: list[FileArray] = []
    members = [name for name in archive.namelist() if name.endswith(_NPY)]
    for member in members[:_MAX_ARRAYS]:
        with open_member(archive, member, path, _ACCEPTED) as stream:
            header, name = NpyHeader.read(stream), member.removesuffix(_NPY)
            if header.dtype.hasobject:
                found += arrays_in(unpickle_small(stream), name, stream.where)
            elif header.dtype.kind == "f" and header.shape:
                found.append(FileArray(name, header.shape, partial(_read, archive, member, path)))
    return found


def _read(archive: zipfile.ZipFile, member: str, path: Path) -> NDArray[Any]:
    with open_member(archive, member, path, _ACCEPTED) as stream:
        return read_whole(NpyHeader.read(stream), stream)


def _text(archive: zipfile.ZipFile, name: str, path: Path) -> str:
    """A short text, as ``numpy.array("...")`` is stored."""
    with open_member(archive, f"{name}.npy", path, _ACCEPTED) as stream:
        header = NpyHeader.read(stream)
        size = header.dtype.itemsize
        if header.dtype.kind != "U" or header.shape or not 0 < size <= _MAX_TEXT_BYTES:
            raise UserError(f"{stream.where} is no short text")
        return _decoded(stream, header.dtype, size)


def _decoded(stream: ByteStream, dtype: np.dtype[Any], size: int) -> str:
    data = stream.exactly(size)
    stream.expect_end()
    order = "be" if dtype.byteorder == ">" else "le"
    try:
        return data.decode(f"utf-32-{order}").rstrip("\0")
    except UnicodeDecodeError as fault:
        raise UserError(f"{stream.where} is no text") from fault
