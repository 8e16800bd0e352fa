import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from mnistgui.errors import UserError
from mnistgui.files.content import Content
from mnistgui.files.models import load_model, load_stored
from mnistgui.files.recognize import recognize
from mnistgui.files.weights.description import ACTIVATION, PIXEL_SCALING
from mnistgui.nn.network import Network
from tests.files.networks import network, same
from tests.files.weights.tensors import Call, Module, Named, module, save_legacy_torch, save_torch

SAVERS = [save_torch, save_legacy_torch]
Save = Callable[[Any, Path], None]


def state(net: Network) -> dict[str, Any]:
    """A state dict; its weights are views, as PyTorch transposes nothing."""
    found: dict[str, Any] = {}
    for number, layer in enumerate(net.dense_layers(), 1):
        found |= {f"fc{number}.weight": layer.W.T, f"fc{number}.bias": layer.b}
    return found


def linear(layer: Any) -> Module:
    return module("linear.Linear", {"weight": layer.W.T, "bias": layer.b})


@pytest.mark.parametrize("save", SAVERS)
def test_a_state_dict_is_read(tmp_path: Path, save: Save) -> None:
    net, path = network(), tmp_path / "net.pt"
    save(state(net), path)
    assert recognize(path) is Content.WEIGHTS
    assert same(load_model(path), net)
    assert load_stored(path).left_open == (PIXEL_SCALING, ACTIVATION)


@pytest.mark.parametrize("save", SAVERS)
def test_a_checkpoint_is_read_without_its_optimizer(tmp_path: Path, save: Save) -> None:
    net, path = network(), tmp_path / "checkpoint.tar"
    moments = {
        number: {"exp_avg": layer.W.T + 1} for number, layer in enumerate(net.dense_layers())
    }
    whole = {"epoch": 3, "optimizer": {"state": moments}, "model_state_dict": state(net)}
    save(whole, path)
    assert same(load_model(path), net)
    others = {"optimizer_state": {"state": moments}, **state(net), "best": 0.97, "args": [1]}
    save(others, path)
    assert same(load_model(path), net)


def test_a_module_whose_code_is_not_here_gives_its_tensors(tmp_path: Path) -> None:
    net, path = network((5,)), tmp_path / "net.pt"
    layers = {f"fc{n}": linear(layer) for n, layer in enumerate(net.dense_layers(), 1)}
    attributes = {"_parameters": {}, "_buffers": {}, "_modules": layers}
    save_torch(Module("__main__", "Net", attributes), path)
    assert same(load_model(path), net)
    assert load_stored(path).left_open == (PIXEL_SCALING, ACTIVATION)


def test_a_sequence_of_modules_says_its_activations(tmp_path: Path) -> None:
    net, path = network((5, 4)), tmp_path / "net.pt"
    first, second, third = (linear(layer) for layer in net.dense_layers())
    children = {
        "0": module("flatten.Flatten", start_dim=1, end_dim=-1),
        "1": first,
        "2": module("activation.Tanh"),
        "3": module("container.Sequential", children={"0": second, "1": module("dropout.Dropout")}),
        "4": module("activation.LeakyReLU", negative_slope=0.25),
        "5": third,
        "6": module("activation.LogSoftmax", dim=1),
    }
    save_torch(module("container.Sequential", children=children), path)
    stored = load_stored(path)
    assert stored.left_open == (PIXEL_SCALING,)
    names = [type(layer.activation).__name__ for layer in stored.network.dense_layers()]
    assert names == ["Tanh", "LeakyReLU", "Identity"]
    assert stored.network.dense_layers()[1].activation.slope == 0.25  # type: ignore[attr-defined]


def normalisation(width: int) -> dict[str, Any]:
    rng = np.random.default_rng(4)
    return {
        "weight": rng.normal(1, 0.2, width).astype(np.float32),
        "bias": rng.normal(0, 0.2, width).astype(np.float32),
        "running_mean": rng.normal(0, 1, width).astype(np.float32),
        "running_var": rng.uniform(0.5, 2, width).astype(np.float32),
    }


def test_batch_normalisations_of_a_state_dict_are_taken_over(tmp_path: Path) -> None:
    net, path, parts = network((5,)), tmp_path / "net.pt", normalisation(5)
    plain = state(net)
    held = {f"bn.{name}": array for name, array in parts.items()}
    held["bn.num_batches_tracked"] = np.ones(1, np.int64)
    order = ["fc1.weight", "fc1.bias", *held, "fc2.weight", "fc2.bias"]
    save_torch({name: (plain | held)[name] for name in order}, path)
    stored = load_stored(path)
    x = np.random.default_rng(5).random((7, 784)).astype(np.float32)
    z = x @ net.dense_layers()[0].W + net.dense_layers()[0].b
    deviation = np.sqrt(parts["running_var"] + 1e-5)
    normal = (z - parts["running_mean"]) / deviation * parts["weight"] + parts["bias"]
    expected = np.maximum(normal, 0) @ net.dense_layers()[1].W + net.dense_layers()[1].b
    np.testing.assert_allclose(stored.network.forward(x)[-1], expected, rtol=1e-3, atol=1e-4)
    assert "before the activations" in stored.remarks[0]


@pytest.mark.parametrize("dtype", ["f2", "f8"])
def test_other_floats_are_read(tmp_path: Path, dtype: str) -> None:
    net, path = network(), tmp_path / "net.pt"
    save_torch({name: array.astype(dtype) for name, array in state(net).items()}, path)
    found = load_model(path)
    np.testing.assert_allclose(found.dense_layers()[0].W, net.dense_layers()[0].W, atol=1e-3)


@pytest.mark.parametrize("save", SAVERS)
@pytest.mark.parametrize(
    "name", [("posix", "system"), ("builtins", "eval"), ("subprocess", "Popen"), ("os", "remove")]
)
def test_code_is_never_run(tmp_path: Path, save: Save, name: tuple[str, str]) -> None:
    path, victim = tmp_path / "net.pt", tmp_path / "victim"
    save({"x": Call(Named(*name), f"touch {victim}"), **state(network())}, path)
    with pytest.raises(UserError, match=f"wants to call {name[0]}.{name[1]}"):
        load_model(path)
    assert not victim.exists()


def test_harmless_objects_beside_tensors_are_left_as_names(tmp_path: Path) -> None:
    net, path = network(), tmp_path / "net.pt"
    beside = {"at": Call(Named("datetime", "datetime"), b"1"), "net": state(net)}
    save_torch({"args": Module("argparse", "Namespace", {"lr": 0.1}), **beside}, path)
    assert same(load_model(path), net)


def test_convolutions_are_named(tmp_path: Path) -> None:
    weights = {"conv1.weight": np.zeros((8, 1, 3, 3), np.float32), **state(network())}
    save_torch(weights, tmp_path / "net.pt")
    with pytest.raises(UserError, match="convolutional layers"):
        load_model(tmp_path / "net.pt")
    layers = {"0": module("conv.Conv2d", {"weight": np.zeros((8, 1, 3, 3), np.float32)})}
    layers["1"] = linear(network(()).dense_layers()[0])
    save_torch(module("container.Sequential", children=layers), tmp_path / "net.pt")
    with pytest.raises(UserError, match="convolutional layers"):
        load_model(tmp_path / "net.pt")


def rewritten(path: Path, change: Callable[[bytes], bytes], member: str = "data.pkl") -> None:
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, change(data) if name.endswith(member) else data)


def test_a_tensor_that_reaches_beyond_its_storage_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "net.pt"
    save_torch(state(network(())), path)
    # The sizes (10, 784) are written as one byte and two; 10 becomes 200.
    rewritten(path, lambda data: data.replace(b"K\nM\x10\x03\x86", b"K\xc8M\x10\x03\x86", 1))
    with pytest.raises(UserError, match="damaged"):
        load_model(path)


def test_a_storage_that_is_cut_off_is_told(tmp_path: Path) -> None:
    path = tmp_path / "net.pt"
    save_torch(state(network(())), path)
    rewritten(path, lambda data: data[:-8], "data/0")
    with pytest.raises(UserError, match="cut off"):
        load_model(path)
    save_legacy_torch(state(network(())), path)
    path.write_bytes(path.read_bytes()[:-8])
    with pytest.raises(UserError, match="damaged or cut off"):
        load_model(path)


def test_a_storage_that_would_fill_the_memory_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "net.pt"
    save_torch(state(network(())), path)
    lie = b"\x8a\x06" + (10**12).to_bytes(6, "little")  # instead of 7,840 numbers
    rewritten(path, lambda data: data.replace(b"M\xa0\x1e", lie, 1))
    with pytest.raises(UserError, match="more numbers than it can hold"):
        load_model(path)


def test_a_pickle_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "net.pt"
    save_torch(state(network(())), path)
    rewritten(path, lambda data: b"\x80\x02" + b"N0" * 250_000 + data[2:])
    with pytest.raises(UserError, match="too long"):
        load_model(path)


@pytest.mark.filterwarnings("ignore")
def test_what_pytorch_itself_saves_is_read(tmp_path: Path) -> None:
    torch = pytest.importorskip("torch")
    net = torch.nn.Sequential(torch.nn.Linear(784, 5), torch.nn.ReLU(), torch.nn.Linear(5, 10))
    images = np.random.default_rng(2).integers(0, 256, (5, 784), dtype=np.uint8)
    with torch.no_grad():
        logits = net(torch.from_numpy(images.astype(np.float32) / 255))
        expected = logits.softmax(dim=1).numpy()
    for name, value in {
        "whole": net,
        "state": net.state_dict(),
        "list": [*net.parameters()],
    }.items():
        for zipped in (True, False):
            path = tmp_path / f"{name}-{zipped}.pt"
            torch.save(value, path, _use_new_zipfile_serialization=zipped)
            found = load_model(path).probabilities(images)
            np.testing.assert_allclose(found, expected, rtol=0, atol=1e-5)
