"""Weights in HDF5 as ``W1 (fan_out, fan_in)``, ``b1 (fan_out,)``, ``W2``, ... at the root.

Other names and orientations are read, too.
"""

from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.hdf5_guard import GuardedFile
from mnistgui.files.hdf5_image import hdf5_image
from mnistgui.files.weights.assembly import stored
from mnistgui.files.weights.description import KEYS, to_texts
from mnistgui.files.weights.file_array import FileArray
from mnistgui.files.weights.pairing import holds_layers, paired
from mnistgui.files.weights.stored import StoredNetwork
from mnistgui.nn.network import Network

# Deflated zeros may be small on disk; beyond this an array must really be in the file.
_FREE_BYTES = 64 << 20
_MAX_ARRAYS = 200


def holds_weights(file: GuardedFile) -> bool:
    """Return whether the file has this layout.

    Parameters
    ----------
    file : GuardedFile

    Returns
    -------
    bool
    """
    return holds_layers(_arrays(file, _FREE_BYTES))


def from_hdf5(file: GuardedFile, path: Path) -> StoredNetwork:
    """Read a network.

    Parameters
    ----------
    file : GuardedFile
        The opened file.
    path : pathlib.Path
        Where it lies, for sentences.

    Returns
    -------
    StoredNetwork
        With the very bits of a float32 file.

    Raises
    ------
    UserError
        The arrays make no chain of dense layers, or hold no finite numbers.
    """
    limit = max(_FREE_BYTES, 20 * path.stat().st_size)
    layers = paired(_arrays(file, limit), str(path))
    return stored(layers, texts_at(file, "/"), str(path))


def _arrays(file: GuardedFile, limit: int) -> list[FileArray]:
    """The arrays that can be weights; one that takes too much memory is refused when it is read."""
    found = []
    for name in file.arrays[:_MAX_ARRAYS]:
        array = file.described(name)
        if array.dtype.kind == "f" and 1 <= len(array.shape) <= 5:
            read = partial(_read, file, name, limit)
            found.append(FileArray(name, array.shape, read))
    return found


def _read(file: GuardedFile, name: str, limit: int) -> NDArray[Any]:
    return file.any_array(name, kinds="f", max_bytes=limit).read()


def to_hdf5(network: Network, *, halved: bool = False) -> bytes:
    """Write a network.

    Parameters
    ----------
    network : Network
    halved : bool
        Keep the numbers in float16, which takes half the space and rounds them to 11 bits.

    Returns
    -------
    bytes
        A whole HDF5 file.
    """
    dtype = np.float16 if halved else network.dtype
    with hdf5_image() as image:
        for number, layer in enumerate(network.dense_layers(), 1):
            image.file[f"W{number}"] = layer.W.T.astype(dtype)
            image.file[f"b{number}"] = layer.b.astype(dtype)
        for key, text in to_texts(network).items():
            image.file.attrs[key] = text
    return image.data


def texts_at(file: GuardedFile, at: str) -> dict[str, str]:
    """Return the attributes of a file that describe the network.

    Parameters
    ----------
    file : GuardedFile
    at : str
        Path of the group that carries them.

    Returns
    -------
    dict of str to str
    """
    found = {key: file.texts(key, at) for key in KEYS}
    return {key: ",".join(texts) for key, texts in found.items() if texts is not None}
