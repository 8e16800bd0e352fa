"""The tensors of an ONNX model: in the file itself, or in one that lies beside it."""

import math
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.readers.paths import require_file
from mnistgui.errors import UserError
from mnistgui.files.extras import extra_module
from mnistgui.files.weights.assembly import MAX_PARAMETERS

_MAX_KEYS = 8


def tensor_array(tensor: Any, path: Path) -> NDArray[Any]:
    """The numbers of a tensor.

    Parameters
    ----------
    tensor : onnx.TensorProto
    path : pathlib.Path
        The model's file.

    Returns
    -------
    ndarray

    Raises
    ------
    UserError
        It is damaged, or lies anywhere but in this file or in one of the same folder.
    """
    onnx, numpy_helper = extra_module("onnx"), extra_module("onnx.numpy_helper")
    if tensor.data_location == onnx.TensorProto.EXTERNAL:
        return _beside(tensor, path)
    try:
        return np.asarray(numpy_helper.to_array(tensor))
    except (ValueError, TypeError, KeyError, OverflowError, MemoryError) as fault:
        raise UserError(f"{path}: {tensor.name} is damaged") from fault


def _beside(tensor: Any, path: Path) -> NDArray[Any]:
    """Read a tensor from the file that PyTorch's exporter writes beside the model."""
    where = f"{path}: {tensor.name}"
    entries = {one.key: one.value for one in tensor.external_data[:_MAX_KEYS]}
    dtype, count = _layout(tensor, where)
    file = _neighbour(str(entries.get("location", "")), path)
    try:
        offset = int(entries.get("offset") or 0)
        length = int(entries.get("length") or count * dtype.itemsize)
    except ValueError as fault:
        raise UserError(f"{where} is damaged") from fault
    if length != count * dtype.itemsize or not 0 <= offset <= file.stat().st_size - length:
        raise UserError(f"{where} is cut off: {file.name} is too short for it")
    with file.open("rb") as stream:
        stream.seek(offset)
        data = stream.read(length)
    return np.frombuffer(data, dtype).reshape(tuple(tensor.dims))


def _layout(tensor: Any, where: str) -> tuple[np.dtype[Any], int]:
    """The type of the numbers, and how many there are."""
    helper = extra_module("onnx.helper")
    try:
        dtype = np.dtype(helper.tensor_dtype_to_np_dtype(tensor.data_type))
    except (KeyError, ValueError, TypeError) as fault:
        raise UserError(f"{where} holds numbers of an unknown kind") from fault
    dims = tuple(tensor.dims)
    if dtype.kind not in "fiu" or any(size < 0 for size in dims):
        raise UserError(f"{where} holds {dtype} of shape {dims}; arrays of numbers are accepted")
    if math.prod(dims) > MAX_PARAMETERS:
        raise UserError(f"{where} has shape {dims}, more than weights ever take")
    return dtype.newbyteorder("<"), math.prod(dims)


def _neighbour(location: str, path: Path) -> Path:
    """A file of the same folder; a model must not make other files be read."""
    if not location or location in (".", "..") or any(sign in location for sign in "/\\:\0"):
        raise UserError(f"{path} wants to read {location!r}; files of its own folder are accepted")
    file = path.parent / location
    if file.is_symlink():
        raise UserError(f"{file} is a link; the file itself is accepted beside {path.name}")
    if not file.exists():
        raise UserError(
            f"{path} keeps its numbers in {location}, which is not there; both files belong into "
            "one folder"
        )
    require_file(file)
    return file
