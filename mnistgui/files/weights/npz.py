"""Weights as NumPy's ``.npz``: ``W1 (fan_out, fan_in)``, ``b1``, ... and a description."""

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.readers.archive import open_archive, open_member
from mnistgui.data.readers.npy import NpyHeader
from mnistgui.data.readers.stream import ByteStream
from mnistgui.errors import UserError
from mnistgui.files.weights.assembly import (
    MAX_LAYERS,
    MAX_WIDTH,
    LayerArrays,
    check_shapes,
    stored,
)
from mnistgui.files.weights.description import KEYS, to_texts
from mnistgui.files.weights.stored import StoredNetwork
from mnistgui.nn.network import Network

_ACCEPTED = "W1, b1, W2, b2, ..."
_MAX_TEXT_BYTES = 4000
_WEIGHT = re.compile(r"W\d+\.npy")


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
    """Return whether a zip file holds weights in this layout.

    Parameters
    ----------
    path : pathlib.Path

    Returns
    -------
    bool
    """
    with open_archive(path) as archive:
        return any(_WEIGHT.fullmatch(name) for name in archive.namelist())


def from_npz(path: Path) -> StoredNetwork:
    """Read a network.

    Parameters
    ----------
    path : pathlib.Path
        A ``.npz`` file.

    Returns
    -------
    Network

    Raises
    ------
    UserError
        It is damaged, dangerous, or holds no weights.
    """
    with open_archive(path) as archive:
        names = set(archive.namelist())
        numbers = [n for n in range(1, MAX_LAYERS + 2) if f"W{n}.npy" in names]
        if not numbers or numbers != list(range(1, len(numbers) + 1)):
            raise UserError(f"{path} lacks one of the weights W1 to W{max(numbers, default=1)}")
        check_shapes([_shape(archive, f"W{n}", path) for n in numbers], str(path))
        layers = [
            LayerArrays(_array(archive, f"W{n}", path).T, _array(archive, f"b{n}", path))
            for n in numbers
        ]
        texts = {key: _text(archive, key, path) for key in KEYS if f"{key}.npy" in names}
    return stored(layers, texts, str(path))


def _shape(archive: zipfile.ZipFile, name: str, path: Path) -> tuple[int, ...]:
    """Return the shape ``(fan_in, fan_out)`` that an array declares."""
    with open_member(archive, f"{name}.npy", path, _ACCEPTED) as stream:
        return NpyHeader.read(stream).shape[::-1]


def _array(archive: zipfile.ZipFile, name: str, path: Path) -> NDArray[Any]:
    """Read a whole array; the shapes of the weights were checked before."""
    with open_member(archive, f"{name}.npy", path, _ACCEPTED) as stream:
        header = NpyHeader.read(stream)
        if len(header.shape) == 1 and header.shape[0] > MAX_WIDTH:
            raise UserError(f"{stream.where} declares {header.shape[0]:,} biases")
        return np.concatenate(list(header.blocks(stream)) or [np.empty(0)])


def _text(archive: zipfile.ZipFile, name: str, path: Path) -> str:
    """Read a short text, stored like ``numpy.array("...")``."""
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
