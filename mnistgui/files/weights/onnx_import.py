"""Reads ONNX models that are one chain of dense layers, as exporters of today write them.

A model is followed from its pixels to its probabilities. What does not depend on the pixels is
worked out on the way (transposed weights, shapes); what comes after the probabilities is left.
"""

import mmap
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from mnistgui.errors import UserError
from mnistgui.files.extras import extra_module
from mnistgui.files.weights.chain import SOFTMAX, Chain
from mnistgui.files.weights.description import activation_text
from mnistgui.files.weights.onnx_constants import constant, folded
from mnistgui.files.weights.onnx_operators import (
    arithmetic,
    batch_normalisation,
    gemm_weights,
    keeps_pixels,
    linear_classifier,
    scaler,
    slope,
)
from mnistgui.files.weights.onnx_size import check_size
from mnistgui.files.weights.onnx_tensors import tensor_array
from mnistgui.files.weights.pairing import convolution
from mnistgui.files.weights.stored import StoredNetwork
from mnistgui.nn.activations import HIDDEN_ACTIVATIONS, Identity, LeakyReLU

_SOFTMAXES = ("Softmax", "LogSoftmax")
_ACTIVATIONS = {one.onnx_name: one.name for one in HIDDEN_ACTIVATIONS}
_WITHOUT_EFFECT = (
    *("Flatten", "Reshape", "Squeeze", "Unsqueeze", Identity.onnx_name, "Dropout", "Cast"),
)
_CONVOLUTIONS = ("Conv", "ConvTranspose", "QLinearConv")
# Operators that are taken over, with as many arrays as each has.
_TAKEN = {
    *(("Gemm", 1), ("Gemm", 2), ("MatMul", 1), ("BatchNormalization", 4), ("Scaler", 0)),
    *((kind, 1) for kind in ("Add", "Sub", "Mul", "Div")),
}

Known = dict[str, NDArray[Any] | None]  # None for what depends on shapes alone


def from_onnx(path: Path) -> StoredNetwork:
    """Read a network.

    Parameters
    ----------
    path : pathlib.Path

    Returns
    -------
    StoredNetwork

    Raises
    ------
    UserError
        It is damaged, no chain of dense layers, or onnx is not installed.
    """
    where = str(path)
    model = _parsed(path)
    if any(node.op_type in _CONVOLUTIONS for node in model.graph.node):
        raise UserError(convolution(where))
    known: Known = {t.name: tensor_array(t, path) for t in model.graph.initializer}
    flow = next((i.name for i in model.graph.input if i.name not in known), None)
    follower = _Follower(path, known, flow)
    for node in model.graph.node:
        follower.follow(node)
    # What is no UTF-8 comes as bytes.
    texts = {e.key: e.value for e in model.metadata_props if isinstance(e.value, str)}
    return follower.chain.network(texts)


def _parsed(path: Path) -> Any:
    """The parsed model, once its size is known to be harmless."""
    onnx, protobuf = extra_module("onnx"), extra_module("google.protobuf.message")
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        check_size(data, str(path))
        content = data[:]
    try:
        return onnx.load_model_from_string(content)
    except (protobuf.DecodeError, ValueError) as fault:
        raise UserError(f"{path} cannot be read: no ONNX, cut off or damaged") from fault


class _Follower:
    """Follows the nodes of a graph.

    Parameters
    ----------
    path : Path
        The file.
    known : dict of str to (ndarray or None)
        What does not depend on the pixels.
    flow : str or None
        What does: at first the name of the pixels.
    """

    def __init__(self, path: Path, known: Known, flow: str | None) -> None:
        self._path = path
        self._known = known
        self._flow = flow
        self._answers: set[str] = set()  # the probabilities, and what comes after them
        self.chain = Chain(str(path))

    def follow(self, node: Any) -> None:
        """Take one node over."""
        inputs = [name for name in node.input if name]
        if node.op_type == "Constant":
            self._known |= constant(node, self._path)
        elif self._answers & {*inputs}:
            self._answers |= {*node.output}
        elif all(name in self._known for name in inputs):
            self._fold(node, inputs)
        elif node.op_type in ("Shape", "Size") and inputs == [self._flow]:
            self._known |= dict.fromkeys(node.output)
        elif self._flow is None or self._flow not in inputs or not node.output:
            raise UserError(f"{self._path} branches; one chain of dense layers is accepted")
        else:
            others = [self._known.get(name) for name in inputs if name != self._flow]
            pixels_first = inputs[0] == self._flow
            self._flow = node.output[0]
            self._apply(node, others, pixels_first=pixels_first)

    def _fold(self, node: Any, inputs: Sequence[str]) -> None:
        """Work out what does not depend on the pixels."""
        arrays = [array for name in inputs if (array := self._known[name]) is not None]
        whole = len(arrays) == len(inputs)
        value = folded(node, arrays, str(self._path)) if whole else None
        self._known |= dict.fromkeys(node.output, value)

    def _apply(
        self, node: Any, others: Sequence[NDArray[Any] | None], *, pixels_first: bool
    ) -> None:
        """Take a node over that depends on the pixels."""
        kind, attributes = node.op_type, {a.name: a for a in node.attribute}
        arrays = [array for array in others if array is not None]
        if kind in _WITHOUT_EFFECT or (kind == "Transpose" and keeps_pixels(attributes)):
            return
        if kind in (*_ACTIVATIONS, *_SOFTMAXES):
            self._activate(node, attributes)
        elif kind == "LinearClassifier":
            self.chain.dense(*linear_classifier(attributes, str(self._path)))
            self.chain.activate(SOFTMAX)
            self._answers |= {*node.output}
        elif len(arrays) < len(others) or (kind, len(arrays)) not in _TAKEN:
            raise UserError(f"{self._path} uses {kind}; chains of dense layers are accepted")
        elif kind in ("Gemm", "MatMul"):
            weights = gemm_weights(arrays[0], attributes, str(self._path))
            self.chain.dense(weights, *(bias.reshape(-1) for bias in arrays[1:]))
        elif kind == "Scaler":
            self.chain.affine(*scaler(attributes))
        elif kind == "BatchNormalization":
            self.chain.affine(*batch_normalisation(arrays, attributes))
        else:
            where = str(self._path)
            self.chain.affine(*arithmetic(kind, arrays[0], where, pixels_first=pixels_first))

    def _activate(self, node: Any, attributes: Mapping[str, Any]) -> None:
        kind = node.op_type
        if kind in _SOFTMAXES:
            self._answers |= {*node.output}
            self.chain.activate(SOFTMAX)
        elif kind == LeakyReLU.onnx_name:
            self.chain.activate(activation_text(LeakyReLU(slope(attributes))))
        else:
            self.chain.activate(_ACTIVATIONS[kind])
