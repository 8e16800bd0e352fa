"""Works out what in an ONNX model does not depend on the pixels, such as transposed weights."""

import math
from collections.abc import Callable, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistgui.errors import UserError
from mnistgui.files.weights.assembly import MAX_PARAMETERS
from mnistgui.files.weights.onnx_tensors import tensor_array

Arrays = Sequence[NDArray[Any]]
_BY_NUMBER = ("Add", "Sub", "Mul", "Div")


def constant(node: Any, path: Path) -> dict[str, NDArray[Any] | None]:
    """The value of a Constant node, by the name of its output.

    Parameters
    ----------
    node : onnx.NodeProto
    path : pathlib.Path
        The model's file.

    Returns
    -------
    dict of str to (ndarray or None)
        None for a value that is no tensor or number.

    Raises
    ------
    UserError
        Its tensor is damaged.
    """
    found: NDArray[Any] | None = None
    for attribute in node.attribute:
        if attribute.name == "value":
            found = tensor_array(attribute.t, path)
        elif attribute.name in ("value_float", "value_int"):
            found = np.array(attribute.f if attribute.name == "value_float" else attribute.i)
        elif attribute.name in ("value_floats", "value_ints"):
            found = np.array([*attribute.floats, *attribute.ints])
    return dict.fromkeys(node.output, found)


def folded(node: Any, arrays: Arrays, where: str) -> NDArray[Any] | None:
    """What a node makes of constants.

    Parameters
    ----------
    node : onnx.NodeProto
    arrays : sequence of ndarray
        All of its inputs.
    where : str
        The file's name, for sentences.

    Returns
    -------
    ndarray or None
        None where this is not worked out, which matters only if weights come of it.

    Raises
    ------
    UserError
        The arrays do not fit each other.
    """
    work = _FOLDED.get(node.op_type)
    if work is None or not arrays:
        return None
    if node.op_type in _BY_NUMBER and _too_large(arrays):
        raise UserError(f"{where} makes arrays larger than weights ever are")
    try:
        with np.errstate(all="ignore"):
            return work(arrays, {a.name: a for a in node.attribute})
    except (ValueError, TypeError, IndexError, OverflowError, MemoryError) as fault:
        raise UserError(f"{where} is damaged: the inputs of {node.op_type} do not fit") from fault


def _too_large(arrays: Arrays) -> bool:
    """Whether arrays grow together, as a column with a row makes a table."""
    axes = zip_longest(*(one.shape[::-1] for one in arrays), fillvalue=1)
    sizes: list[int] = [max(axis) for axis in axes]
    return math.prod(sizes) > MAX_PARAMETERS


def _transposed(arrays: Arrays, attributes: Mapping[str, Any]) -> NDArray[Any]:
    return arrays[0].transpose(list(attributes["perm"].ints) if "perm" in attributes else None)


def _reshaped(arrays: Arrays, _attributes: Mapping[str, Any]) -> NDArray[Any]:
    return arrays[0].reshape([int(size) for size in arrays[1]])


_FOLDED: Mapping[str, Callable[[Arrays, Mapping[str, Any]], NDArray[Any]]] = MappingProxyType(
    {
        "Identity": lambda arrays, _: arrays[0],
        "Cast": lambda arrays, _: arrays[0],
        "Transpose": _transposed,
        "Reshape": _reshaped,
        "Squeeze": lambda arrays, _: arrays[0].reshape([n for n in arrays[0].shape if n != 1]),
        "Sqrt": lambda arrays, _: np.sqrt(arrays[0]),
        "Reciprocal": lambda arrays, _: 1 / arrays[0],
        "Neg": lambda arrays, _: -arrays[0],
        "Add": lambda arrays, _: arrays[0] + arrays[1],
        "Sub": lambda arrays, _: arrays[0] - arrays[1],
        "Mul": lambda arrays, _: arrays[0] * arrays[1],
        "Div": lambda arrays, _: arrays[0] / arrays[1],
    }
)
