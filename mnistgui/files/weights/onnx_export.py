"""Writes a network as ONNX: one ``Gemm`` a layer, from ``pixels`` to ``probabilities``."""

from typing import Any

import numpy as np

from mnistgui.files.extras import extra_module
from mnistgui.files.weights.description import to_texts
from mnistgui.nn.activations import Activation, Identity, LeakyReLU, Sigmoid
from mnistgui.nn.heads import Logistic
from mnistgui.nn.network import Network

OPSET = 17
IR_VERSION = 8
INPUT, OUTPUT = "pixels", "probabilities"


def to_onnx(network: Network) -> bytes:
    """Write a network.

    Parameters
    ----------
    network : Network

    Returns
    -------
    bytes
        A whole ONNX file. Its input ``pixels (batch, 784)`` takes *scaled* pixels - the document
        string says how - and its output ``probabilities`` is ``(batch, 10)``, or ``(batch, 1)``
        for logistic regression: the probability that it is the digit.

    Raises
    ------
    UserError
        onnx is not installed.
    """
    helper = extra_module("onnx.helper")
    nodes, initializers, flow = [], [], INPUT
    for number, layer in enumerate(network.dense_layers(), 1):
        initializers += [_tensor(f"W{number}", layer.W), _tensor(f"b{number}", layer.b)]
        nodes.append(helper.make_node("Gemm", [flow, f"W{number}", f"b{number}"], [f"z{number}"]))
        flow = f"z{number}"
        if not isinstance(layer.activation, Identity):
            nodes.append(_activation(layer.activation, flow, f"a{number}"))
            flow = f"a{number}"
    nodes.append(_head(network, flow))
    model = helper.make_model(
        _graph(network, nodes, initializers),
        opset_imports=[helper.make_opsetid("", OPSET)],
        ir_version=IR_VERSION,
        producer_name="mnistgui",
        doc_string=_explanation(network),
    )
    helper.set_model_props(model, to_texts(network))
    data: bytes = model.SerializeToString(deterministic=True)
    return data


def _graph(network: Network, nodes: list[Any], initializers: list[Any]) -> Any:
    """Return the whole graph with its named input and output; the batch dimension is free."""
    onnx, helper = extra_module("onnx"), extra_module("onnx.helper")
    kind = onnx.TensorProto.FLOAT
    return helper.make_graph(
        nodes,
        "digit_reader",
        [helper.make_tensor_value_info(INPUT, kind, ["batch", network.widths[0]])],
        [helper.make_tensor_value_info(OUTPUT, kind, ["batch", network.widths[-1]])],
        initializers,
    )


def _tensor(name: str, array: Any) -> Any:
    values = np.ascontiguousarray(array, np.float32)
    return extra_module("onnx.numpy_helper").from_array(values, name)


def _activation(one: Activation, flow: str, name: str) -> Any:
    slope = {"alpha": one.slope} if isinstance(one, LeakyReLU) else {}
    return extra_module("onnx.helper").make_node(one.onnx_name, [flow], [name], **slope)


def _head(network: Network, logits: str) -> Any:
    make_node = extra_module("onnx.helper").make_node
    if isinstance(network.head, Logistic):
        return make_node(Sigmoid.onnx_name, [logits], [OUTPUT])
    return make_node("Softmax", [logits], [OUTPUT], axis=1)


def _explanation(network: Network) -> str:
    """Return what a person needs to know who opens the file in another program."""
    answer = "".join(network.head.class_names[-1:])
    meaning = f"P(digit == {answer})" if isinstance(network.head, Logistic) else "P(0) to P(9)"
    return (
        f"Reads handwritten digits. {INPUT}: 28 x 28 grey values x (0 paper, 255 ink), row by "
        f"row, given as {network.pixel_scaling.formula}. {OUTPUT}: {meaning}."
    )
