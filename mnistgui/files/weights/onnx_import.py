"""Reads ONNX models that are one chain of dense layers: ``Gemm``, or ``MatMul`` and ``Add``."""

import mmap
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistgui.errors import UserError
from mnistgui.files.extras import extra_module
from mnistgui.files.weights.chain import SOFTMAX, Chain
from mnistgui.files.weights.description import activation_text
from mnistgui.files.weights.onnx_size import check_size
from mnistgui.files.weights.stored import StoredNetwork
from mnistgui.nn.activations import HIDDEN_ACTIVATIONS, Identity, LeakyReLU

_SOFTMAXES = ("Softmax", "LogSoftmax")
_ACTIVATIONS = {one.onnx_name: one.name for one in HIDDEN_ACTIVATIONS}
_WITHOUT_EFFECT = ("Flatten", "Reshape", Identity.onnx_name, "Dropout", "Cast")


def from_onnx(path: Path) -> StoredNetwork:
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
        It is damaged, no chain of dense layers, or onnx is not installed.
    """
    where = str(path)
    model = _parsed(path)
    tensors = {t.name: _array(t, where) for t in model.graph.initializer}
    flow = next((i.name for i in model.graph.input if i.name not in tensors), None)
    chain = Chain(where)
    for node in model.graph.node:
        if node.op_type == "Constant":
            tensors |= _constant(node, where)
        elif flow is None or flow not in node.input or not node.output:
            raise UserError(f"{where} branches; one chain of dense layers is accepted")
        else:
            others = [tensors.get(name) for name in node.input if name != flow]
            _apply(node, others, chain, where)
            flow = node.output[0]
    # What is no UTF-8 comes as bytes.
    texts = {e.key: e.value for e in model.metadata_props if isinstance(e.value, str)}
    return chain.network(texts)


def _parsed(path: Path) -> Any:
    """Return the parsed model, after checking that its size is harmless."""
    onnx, protobuf = extra_module("onnx"), extra_module("google.protobuf.message")
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        check_size(data, str(path))
        content = data[:]
    try:
        return onnx.load_model_from_string(content)
    except (protobuf.DecodeError, ValueError) as fault:
        raise UserError(f"{path} cannot be read: no ONNX, cut off or damaged") from fault


def _array(tensor: Any, where: str) -> NDArray[Any]:
    """Return the numbers of a tensor that is in the file itself."""
    onnx, numpy_helper = extra_module("onnx"), extra_module("onnx.numpy_helper")
    if tensor.data_location == onnx.TensorProto.EXTERNAL:
        raise UserError(f"{where}: {tensor.name} lies in another file; that is not accepted")
    try:
        return np.asarray(numpy_helper.to_array(tensor))
    except (ValueError, TypeError, KeyError, OverflowError, MemoryError) as fault:
        raise UserError(f"{where}: {tensor.name} is damaged") from fault


def _constant(node: Any, where: str) -> dict[str, NDArray[Any]]:
    """Return the tensor of a constant, by the name of its output."""
    values = [a.t for a in node.attribute if a.name == "value"]
    if len(values) != 1 or len(node.output) != 1:
        raise UserError(f"{where} holds a constant that is no tensor")
    return {node.output[0]: _array(values[0], where)}


def _apply(node: Any, others: list[NDArray[Any] | None], chain: Chain, where: str) -> None:
    """Add the operation of a node to the chain."""
    arrays = [array for array in others if array is not None]
    attributes = {a.name: a for a in node.attribute}
    if node.op_type in _WITHOUT_EFFECT:
        return
    if node.op_type == LeakyReLU.onnx_name:
        chain.activate(activation_text(LeakyReLU(_slope(attributes))))
    elif node.op_type in _ACTIVATIONS:
        chain.activate(_ACTIVATIONS[node.op_type])
    elif node.op_type in _SOFTMAXES:
        chain.activate(SOFTMAX)
    elif node.op_type == "Gemm" and len(arrays) == len(others) in (1, 2):
        chain.dense(_gemm_weights(arrays[0], attributes, where), *arrays[1:])
    elif node.op_type == "MatMul" and len(arrays) == len(others) == 1:
        chain.dense(arrays[0])
    elif node.op_type == "Add" and len(arrays) == len(others) == 1:
        chain.add(arrays[0])
    else:
        raise UserError(f"{where} uses {node.op_type}; chains of dense layers are accepted")


def _gemm_weights(array: NDArray[Any], attributes: dict[str, Any], where: str) -> NDArray[Any]:
    """Return weights as (fan_in, fan_out)."""
    if any(attributes[name].f != 1 for name in ("alpha", "beta") if name in attributes) or (
        "transA" in attributes and attributes["transA"].i
    ):
        raise UserError(f"{where} scales or transposes what goes into a layer")
    transposed = "transB" in attributes and attributes["transB"].i
    return array.T if transposed else array


def _slope(attributes: dict[str, Any]) -> float:
    """Return the slope of a leaky ReLU, as the shortest number that is the same in float32."""
    return float(str(np.float32(attributes["alpha"].f))) if "alpha" in attributes else 0.01
