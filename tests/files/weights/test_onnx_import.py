from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from mnistgui.errors import UserError
from mnistgui.files.models import load_model, save_model
from mnistgui.nn.activations import LeakyReLU
from mnistgui.nn.network import Network
from tests.files.networks import network, same

onnx = pytest.importorskip("onnx")
helper, numpy_helper = onnx.helper, onnx.numpy_helper


def saved(path: Path, nodes: list[Any], tensors: dict[str, Any], **model: Any) -> Path:
    """An ONNX file of any nodes, as other tools write it."""
    floats = onnx.TensorProto.FLOAT
    graph = helper.make_graph(
        nodes,
        "g",
        [helper.make_tensor_value_info("x", floats, [None, 784])],
        [helper.make_tensor_value_info("y", floats, [None, 10])],
        [numpy_helper.from_array(array, name) for name, array in tensors.items()],
    )
    path.write_bytes(helper.make_model(graph, **model).SerializeToString())
    return path


@pytest.fixture
def net() -> Network:
    return network((5,))


def test_matmul_and_add_as_other_tools_write_them(tmp_path: Path, net: Network) -> None:
    first, last = net.dense_layers()
    nodes = [
        helper.make_node("Flatten", ["x"], ["f"]),
        helper.make_node("MatMul", ["f", "W1"], ["m1"]),
        helper.make_node("Add", ["b1", "m1"], ["z1"]),
        helper.make_node("Relu", ["z1"], ["a1"]),
        helper.make_node("Constant", [], ["W2"], value=numpy_helper.from_array(last.W)),
        helper.make_node("MatMul", ["a1", "W2"], ["m2"]),
        helper.make_node("Add", ["m2", "b2"], ["z2"]),
        helper.make_node("Softmax", ["z2"], ["y"]),
    ]
    path = saved(tmp_path / "m.onnx", nodes, {"W1": first.W, "b1": first.b, "b2": last.b})
    assert same(load_model(path), net)


def test_transposed_weights_as_pytorch_writes_them(tmp_path: Path, net: Network) -> None:
    tensors: dict[str, Any] = {}
    nodes = []
    flow = "x"
    for i, layer in enumerate(net.dense_layers()):
        tensors |= {f"W{i}": np.ascontiguousarray(layer.W.T), f"b{i}": layer.b}
        nodes.append(helper.make_node("Gemm", [flow, f"W{i}", f"b{i}"], [f"z{i}"], transB=1))
        nodes.append(helper.make_node("LeakyRelu", [f"z{i}"], [f"a{i}"], alpha=0.3))
        flow = f"a{i}"
    loaded = load_model(saved(tmp_path / "m.onnx", nodes[:-1], tensors))
    assert loaded.sha256() == net.sha256()
    assert loaded.dense_layers()[0].activation == LeakyReLU(0.3)


def gemm(**attributes: Any) -> list[Any]:
    return [helper.make_node("Gemm", ["x", "W", "b"], ["y"], **attributes)]


W, B = np.zeros((784, 10), np.float32), np.zeros(10, np.float32)


@pytest.mark.parametrize(
    ("nodes", "tensors", "said"),
    [
        (gemm(alpha=2.0), {"W": W, "b": B}, "scales or transposes"),
        (gemm(transA=1), {"W": W, "b": B}, "scales or transposes"),
        (gemm(), {"W": W}, "uses Gemm"),
        (gemm(), {"W": W.astype(np.int64), "b": B}, "int64"),
        (gemm(), {"W": W[:, :9], "b": B[:9]}, "9 outputs"),
        (gemm(), {"W": W[0], "b": B}, "matrices"),
        ([helper.make_node("Conv", ["x", "W"], ["y"])], {"W": W}, "uses Conv"),
        ([helper.make_node("Relu", ["x"], ["y"])], {}, "no dense layer"),
        ([helper.make_node("MatMul", ["W", "W"], ["y"])], {"W": W}, "branches"),
        ([], {}, "no dense layers"),
    ],
)
def test_what_is_no_chain_of_dense_layers_is_told(
    tmp_path: Path, nodes: list[Any], tensors: dict[str, Any], said: str
) -> None:
    with pytest.raises(UserError, match=said):
        load_model(saved(tmp_path / "m.onnx", nodes, tensors))


def change(path: Path, alter: Callable[[Any], None]) -> None:
    model = onnx.load_model(path)
    alter(model)
    path.write_bytes(model.SerializeToString())


def outside(model: Any) -> None:
    tensor = model.graph.initializer[0]
    tensor.ClearField("raw_data")
    tensor.data_location = onnx.TensorProto.EXTERNAL
    tensor.external_data.add(key="location", value="../../secret")


def many_nodes(model: Any) -> None:
    for _ in range(600_000):
        model.graph.node.add()


def lying_shape(model: Any) -> None:
    model.graph.initializer[0].dims[0] = 10**12


@pytest.mark.parametrize(
    ("alter", "said"),
    [(outside, "another file"), (many_nodes, "more than a chain"), (lying_shape, "damaged")],
)
def test_hostile_models_are_refused(
    tmp_path: Path, net: Network, alter: Callable[[Any], None], said: str
) -> None:
    path = tmp_path / "m.onnx"
    save_model(net, path)
    change(path, alter)
    with pytest.raises(UserError, match=said):
        load_model(path)


def test_a_cut_off_model_is_told(tmp_path: Path, net: Network) -> None:
    path = tmp_path / "m.onnx"
    save_model(net, path)
    path.write_bytes(path.read_bytes()[:-10])
    with pytest.raises(UserError, match="cut off"):
        load_model(path)
