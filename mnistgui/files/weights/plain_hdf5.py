"""Weights in HDF5 as ``W1 (fan_out, fan_in)``, ``b1 (fan_out,)``, ``W2``, ... at the root."""

from pathlib import Path

import numpy as np

from mnistgui.data.guarded_array import GuardedArray
from mnistgui.data.hdf5_guard import GuardedFile
from mnistgui.errors import UserError
from mnistgui.files.hdf5_image import hdf5_image
from mnistgui.files.weights.assembly import MAX_LAYERS, LayerArrays, check_shapes, stored
from mnistgui.files.weights.description import KEYS, to_texts
from mnistgui.files.weights.stored import StoredNetwork
from mnistgui.nn.network import Network

# Deflated zeros may be small on disk; beyond this an array must really be in the file.
_FREE_BYTES = 64 << 20


def holds_weights(file: GuardedFile) -> bool:
    """Return whether the file has this layout.

    Parameters
    ----------
    file : GuardedFile

    Returns
    -------
    bool
    """
    return "W1" in file.arrays


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
    Network
        With the very bits of a float32 file.

    Raises
    ------
    UserError
        Arrays are missing, of other shapes, or hold no finite numbers.
    """
    limit = max(_FREE_BYTES, 20 * path.stat().st_size)
    numbers = [n for n in range(1, MAX_LAYERS + 2) if f"W{n}" in file.arrays]
    if numbers != list(range(1, len(numbers) + 1)):
        raise UserError(f"{path} lacks one of the weights W1 to W{numbers[-1]}")
    weights = [weight_array(file, f"W{n}", 2, limit) for n in numbers]
    check_shapes([array.shape[::-1] for array in weights], str(path))
    biases = [weight_array(file, f"b{n}", 1, limit) for n in numbers]
    layers = [LayerArrays(W.read().T, b.read()) for W, b in zip(weights, biases, strict=True)]
    return stored(layers, texts_at(file, "/"), str(path))


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


def weight_array(file: GuardedFile, name: str, dimensions: int, max_bytes: int) -> GuardedArray:
    """Return an array of floats that may be weights, which is not read yet.

    Parameters
    ----------
    file : GuardedFile
    name : str
        Path in the file.
    dimensions : int
        2 for weights, 1 for biases.
    max_bytes : int
        The most it may take in memory.

    Returns
    -------
    GuardedArray

    Raises
    ------
    UserError
        It is missing, or of another kind.
    """
    return file.array(name, (None,) * dimensions, kinds="f", max_bytes=max_bytes)


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
