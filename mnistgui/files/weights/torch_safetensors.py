"""Weights as PyTorch's state dict in safetensors, named as ``nn.Sequential(Linear, ReLU, ...)``.

Layer l is ``2 (l - 1)``: ``0.weight (fan_out, fan_in)``, ``0.bias``, ``2.weight``, ... The file's
metadata carry the description; files without it mean ReLU, softmax and x / 255.
"""

from pathlib import Path
from typing import Any

import numpy as np

from mnistgui.errors import UserError
from mnistgui.files.extras import extra_module
from mnistgui.files.weights.assembly import LayerArrays, check_shapes, stored
from mnistgui.files.weights.description import to_texts
from mnistgui.files.weights.ordering import natural_key
from mnistgui.files.weights.stored import StoredNetwork
from mnistgui.nn.network import Network

_MAX_HEADER_BYTES = 1 << 20
_WEIGHT, _BIAS = ".weight", ".bias"


def looks_like_safetensors(beginning: bytes) -> bool:
    """Return whether a file may be of this format.

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
    try:
        with safetensors.safe_open(path, framework="numpy") as tensors:
            layers = _layers(tensors, path)
            texts = tensors.metadata() or {}
    except (safetensors.SafetensorError, OSError, TypeError, ValueError) as fault:
        # TypeError and ValueError are raised for element types that NumPy does not know.
        raise UserError(f"{path} cannot be read: cut off, damaged or of other numbers") from fault
    return stored(layers, texts, str(path))


def _layers(tensors: Any, path: Path) -> list[LayerArrays]:
    """Pair weights with biases, in the order of their names."""
    names = set(tensors.keys())
    prefixes = sorted(
        (name.removesuffix(_WEIGHT) for name in names if name.endswith(_WEIGHT)), key=natural_key
    )
    known = {f"{prefix}{end}" for prefix in prefixes for end in (_WEIGHT, _BIAS)}
    if not names <= known:
        raise UserError(f"{path} holds {min(names - known)}; weights and biases are accepted")
    shapes = [tuple(tensors.get_slice(f"{prefix}{_WEIGHT}").get_shape()) for prefix in prefixes]
    check_shapes([shape[::-1] for shape in shapes], str(path))
    return [_layer(tensors, prefix, has_bias=f"{prefix}{_BIAS}" in names) for prefix in prefixes]


def _layer(tensors: Any, prefix: str, *, has_bias: bool) -> LayerArrays:
    """Return one layer; PyTorch's ``bias=False`` means biases of 0."""
    W = tensors.get_tensor(f"{prefix}{_WEIGHT}").T
    b = tensors.get_tensor(f"{prefix}{_BIAS}") if has_bias else np.zeros(W.shape[1], W.dtype)
    return LayerArrays(W, b)
