"""Weights as PyTorch's state dict in safetensors, named as ``nn.Sequential(Linear, ReLU, ...)``.

Layer l is ``2 (l - 1)``: ``0.weight (fan_out, fan_in)``, ``0.bias``, ``2.weight``, ... The file's
metadata carry the description; files without it mean ReLU, softmax and x / 255.
"""

from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from mnistgui.errors import UserError
from mnistgui.files.extras import extra_module
from mnistgui.files.weights.assembly import stored
from mnistgui.files.weights.description import to_texts
from mnistgui.files.weights.file_array import FileArray
from mnistgui.files.weights.ordering import natural_key
from mnistgui.files.weights.pairing import paired
from mnistgui.files.weights.stored import StoredNetwork
from mnistgui.files.weights.torch_state import with_normalisations
from mnistgui.nn.network import Network

_MAX_HEADER_BYTES = 1 << 20
_FLOATS = ("F16", "F32", "F64")
_WEIGHT, _BIAS = ".weight", ".bias"


def looks_like_safetensors(beginning: bytes) -> bool:
    """Whether a file may be of this format.

    Parameters
    ----------
    beginning : bytes
        Its first nine bytes or more: the header's size, then a JSON object.

    Returns
    -------
    bool
    """
    return beginning[8:9] == b"{"


def to_safetensors(network: Network) -> bytes:
    """Write a network.

    Parameters
    ----------
    network : Network

    Returns
    -------
    bytes
        A whole safetensors file.

    Raises
    ------
    UserError
        safetensors is not installed.
    """
    tensors = {}
    for number, layer in enumerate(network.dense_layers()):
        tensors[f"{2 * number}{_WEIGHT}"] = np.ascontiguousarray(layer.W.T)
        tensors[f"{2 * number}{_BIAS}"] = np.ascontiguousarray(layer.b)
    data: bytes = extra_module("safetensors.numpy").save(tensors, metadata=to_texts(network))
    return data


def from_safetensors(path: Path) -> StoredNetwork:
    """Read a network.

    Parameters
    ----------
    path : pathlib.Path

    Returns
    -------
    Network

    Raises
    ------
    UserError
        It is damaged or no chain of dense layers, or safetensors is not installed.
    """
    safetensors = extra_module("safetensors")
    with path.open("rb") as file:
        if int.from_bytes(file.read(8), "little") > _MAX_HEADER_BYTES:
            raise UserError(f"{path} has a header over the {_MAX_HEADER_BYTES:,} bytes accepted")
    where = str(path)
    try:
        with safetensors.safe_open(path, framework="numpy") as tensors:
            arrays, remarks = with_normalisations(_arrays(tensors), where)
            layers = paired(arrays, where)
            texts = tensors.metadata() or {}
    except (safetensors.SafetensorError, OSError, TypeError, ValueError) as fault:
        # The last two stand for element types that NumPy does not know.
        raise UserError(f"{path} cannot be read: cut off, damaged or of other numbers") from fault
    return stored(layers, texts, where, remarks)


def _arrays(tensors: Any) -> list[FileArray]:
    """The tensors of floats, in the order in which people count."""
    found = []
    for name in sorted(tensors.keys(), key=natural_key):
        part = tensors.get_slice(name)
        if part.get_dtype() in _FLOATS and part.get_shape():
            read = partial(tensors.get_tensor, name)
            found.append(FileArray(name, tuple(part.get_shape()), read))
    return found
