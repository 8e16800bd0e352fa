from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from mnistgui.errors import UserError
from mnistgui.files.models import load_model, load_stored, save_model
from mnistgui.nn.activations import LeakyReLU
from mnistgui.nn.network import Network
from tests.files.networks import network, same
from tests.files.weights.other_files import move_numbers_beside

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
        (
            gemm(),
            {"W": np.zeros((784, 63), np.float32), "b": np.zeros(63, np.float32)},
            "63 outputs",
        ),
        (gemm(), {"W": W[0], "b": B}, "matrices"),
        ([helper.make_node("Conv", ["x", "W"], ["y"])], {"W": W}, "convolutional layers"),
        ([helper.make_node("Relu", ["x"], ["y"])], {}, "no dense layer"),
        ([helper.make_node("MatMul", ["W", "W"], ["y"])], {"W": W}, "no dense layers"),
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
    [
        (outside, "files of its own folder"),
        (many_nodes, "more than a chain"),
        (lying_shape, "damaged"),
    ],
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


def test_numbers_beside_the_model_are_read(tmp_path: Path, net: Network) -> None:
    path = tmp_path / "m.onnx"
    save_model(net, path)
    move_numbers_beside(path)
    assert {file.name for file in tmp_path.iterdir()} == {"m.onnx", "m.onnx.data"}
    assert same(load_model(path), net)
    beside = tmp_path / "m.onnx.data"
    beside.write_bytes(beside.read_bytes()[:-4])
    with pytest.raises(UserError, match=r"cut off: m\.onnx\.data is too short"):
        load_model(path)
    with pytest.raises(UserError, match=r"holds the numbers of m\.onnx alone"):
        load_model(beside)
    beside.rename(tmp_path / "other")
    with pytest.raises(UserError, match="which is not there"):
        load_model(path)
    beside.symlink_to(tmp_path / "other")
    with pytest.raises(UserError, match="is a link"):
        load_model(path)


def node(kind: str, inputs: str, output: str, **attributes: Any) -> Any:
    return helper.make_node(kind, inputs.split(), [output], **attributes)


def test_a_view_by_its_shape_is_followed(tmp_path: Path, net: Network) -> None:
    first, last = net.dense_layers()
    tensors = {f"W{n}": np.ascontiguousarray(one.W.T) for n, one in enumerate((first, last))}
    tensors |= {"b0": first.b, "b1": last.b, "zero": np.array(0), "rest": np.array([-1])}
    nodes = [
        node("Shape", "x", "s"),
        node("Gather", "s zero", "n", axis=0),
        node("Unsqueeze", "n", "n1"),
        node("Concat", "n1 rest", "shape", axis=0),
        node("Reshape", "x shape", "flat"),
        node("Transpose", "W0", "V0", perm=[1, 0]),
        node("MatMul", "flat V0", "m"),
        node("Add", "b0 m", "z0"),
        node("Relu", "z0", "a0"),
        node("Gemm", "a0 W1 b1", "z1", transB=1),
        node("LogSoftmax", "z1", "y"),
    ]
    assert same(load_model(saved(tmp_path / "m.onnx", nodes, tensors)), net)


def test_what_comes_after_the_probabilities_is_left(tmp_path: Path, net: Network) -> None:
    first, last = net.dense_layers()
    tensors: dict[str, Any] = {"W0": first.W, "b0": first.b[None], "W1": last.W, "b1": last.b}
    nodes = [
        node("Cast", "x", "c", to=1),
        node("MatMul", "c W0", "m0"),
        node("Add", "m0 b0", "z0"),
        node("Relu", "z0", "a0"),
        node("MatMul", "a0 W1", "m1"),
        node("Add", "m1 b1", "z1"),
        node("Softmax", "z1", "y", axis=1),
        node("ArgMax", "y", "best", axis=1),
        node("ZipMap", "y", "map", domain="ai.onnx.ml"),
    ]
    assert same(load_model(saved(tmp_path / "m.onnx", nodes, tensors)), net)


def test_normalisations_are_taken_over(tmp_path: Path, net: Network) -> None:
    first, last = net.dense_layers()
    rng = np.random.default_rng(1)
    gamma, beta, mean, variance = (rng.uniform(0.5, 2, 5).astype(np.float32) for _ in range(4))
    tensors: dict[str, Any] = {
        "k": np.array(1 / 255, np.float32),
        "mu": np.array([[0.1307]], np.float32),
        "sd": np.array(0.3081, np.float32),
        "W0": first.W,
        "b0": first.b,
        "W1": last.W,
        "b1": last.b,
        "g": gamma,
        "be": beta,
        "me": mean,
        "va": variance,
    }
    nodes = [
        node("Mul", "x k", "x1"),
        node("Sub", "x1 mu", "x2"),
        node("Div", "x2 sd", "x3"),
        node("Gemm", "x3 W0 b0", "z0"),
        node("BatchNormalization", "z0 g be me va", "n0", epsilon=1e-3),
        node("Relu", "n0", "a0"),
        node("Gemm", "a0 W1 b1", "y"),
    ]
    stored = load_stored(saved(tmp_path / "m.onnx", nodes, tensors))
    assert stored.left_open == ()
    x = rng.uniform(0, 255, (4, 784)).astype(np.float32)
    z = ((x / 255 - 0.1307) / 0.3081) @ first.W + first.b
    normal = (z - mean) / np.sqrt(variance + 1e-3) * gamma + beta
    expected = np.maximum(normal, 0) @ last.W + last.b
    np.testing.assert_allclose(stored.network.forward(x)[-1], expected, rtol=1e-3, atol=1e-3)


def test_scikit_learns_scaler_and_logistic_regression_are_read(tmp_path: Path) -> None:
    (layer,) = network(()).dense_layers()
    mean, scale = np.linspace(0, 9, 784), np.linspace(1, 2, 784)
    nodes = [
        node("Scaler", "x", "s", offset=mean, scale=scale, domain="ai.onnx.ml"),
        helper.make_node(
            "LinearClassifier",
            ["s"],
            ["label", "scores"],
            domain="ai.onnx.ml",
            coefficients=layer.W.T.reshape(-1),
            intercepts=layer.b,
            post_transform="SOFTMAX",
        ),
        node("Normalizer", "scores", "y", domain="ai.onnx.ml"),
    ]
    found = load_model(saved(tmp_path / "m.onnx", nodes, {}))
    x = np.random.default_rng(1).random((4, 784)).astype(np.float32)
    expected = ((x - mean) * scale) @ layer.W + layer.b
    np.testing.assert_allclose(found.forward(x)[-1], expected, rtol=1e-3, atol=1e-2)
