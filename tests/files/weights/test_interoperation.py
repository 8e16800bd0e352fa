"""Files of this program opened by the tools they are meant for, and theirs opened here."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from mnistgui.errors import UserError
from mnistgui.files.models import load_model, save_model
from mnistgui.nn.activations import LeakyReLU, Sigmoid, Tanh
from mnistgui.nn.heads import Logistic
from mnistgui.nn.scaling import SIGNED
from tests.files.networks import network, same

KERAS = Path(__file__).parent / "keras"
NETWORKS = {
    "relu": network(),
    "softmax regression": network(()),
    "logistic": network((), head=Logistic(7)),
    "mixed": network((3, 3, 3), [Tanh(), LeakyReLU(0.2), Sigmoid()], pixel_scaling=SIGNED),
}


def digits(n: int = 20) -> np.ndarray[Any, np.dtype[np.uint8]]:
    return np.random.default_rng(1).integers(0, 256, (n, 784), dtype=np.uint8)


@pytest.mark.parametrize("kind", NETWORKS)
def test_onnxruntime_computes_the_same_probabilities(tmp_path: Path, kind: str) -> None:
    onnx = pytest.importorskip("onnx")
    onnxruntime = pytest.importorskip("onnxruntime")
    net, path = NETWORKS[kind], tmp_path / "model.onnx"
    save_model(net, path)
    onnx.checker.check_model(str(path), full_check=True)
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    (given,), (asked,) = session.get_inputs(), session.get_outputs()
    assert (given.name, given.shape) == ("pixels", ["batch", 784])
    assert (asked.name, asked.shape) == ("probabilities", ["batch", net.head.units])
    for n in (1, 20):
        images = digits(n)
        (found,) = session.run(None, {"pixels": net.pixel_scaling.scaled(images)})
        expected = net.probabilities(images)[:, -net.head.units :]
        np.testing.assert_allclose(found, expected, rtol=0, atol=1e-5)


def test_an_onnx_file_says_how_pixels_are_scaled(tmp_path: Path) -> None:
    onnx = pytest.importorskip("onnx")
    save_model(NETWORKS["mixed"], tmp_path / "model.onnx")
    model = onnx.load(tmp_path / "model.onnx")
    assert "2 (x - 127.5) / 255" in model.doc_string
    assert {p.key: p.value for p in model.metadata_props}["pixel_scaling"] == "signed"
    assert model.opset_import[0].version == 17


@pytest.mark.parametrize("kind", ["relu", "softmax regression"])
def test_pytorch_computes_the_same_logits(tmp_path: Path, kind: str) -> None:
    torch = pytest.importorskip("torch")
    load_file = pytest.importorskip("safetensors.torch").load_file
    net = NETWORKS[kind]
    save_model(net, tmp_path / "model.safetensors")
    parts = []
    for layer in net.dense_layers():
        parts += [torch.nn.Linear(*layer.W.shape), torch.nn.ReLU()]
    model = torch.nn.Sequential(*parts[:-1])
    model.load_state_dict(load_file(tmp_path / "model.safetensors"))
    with torch.no_grad():
        found = model(torch.from_numpy(net.pixel_scaling.scaled(digits()))).numpy()
    np.testing.assert_allclose(found, net.logits(digits()), rtol=1e-4, atol=1e-5)


def test_a_state_dict_of_pytorch_is_read(tmp_path: Path) -> None:
    torch = pytest.importorskip("torch")
    save_file = pytest.importorskip("safetensors.torch").save_file
    model = torch.nn.Sequential(
        torch.nn.Flatten(), torch.nn.Linear(784, 5), torch.nn.ReLU(), torch.nn.Linear(5, 10)
    )
    save_file(model.state_dict(), tmp_path / "model.safetensors")
    with torch.no_grad():
        scaled = torch.from_numpy(digits().astype(np.float32) / 255)
        expected = model(scaled).softmax(dim=1).numpy()
    found = load_model(tmp_path / "model.safetensors").probabilities(digits())
    np.testing.assert_allclose(found, expected, rtol=0, atol=1e-5)


@pytest.mark.parametrize("name", ["sequential.keras", "sequential.h5", "leaky.keras"])
def test_a_model_that_keras_saved_reads_as_keras_did(name: str) -> None:
    expected = np.load(KERAS / "outputs.npz")[name.partition(".")[0]]
    found = load_model(KERAS / name).probabilities(digits())
    np.testing.assert_allclose(found, expected, rtol=0, atol=1e-5)


def test_weights_that_keras_saved_alone_are_its_models() -> None:
    alone, whole = load_model(KERAS / "relu.weights.h5"), load_model(KERAS / "relu.keras")
    assert same(alone, whole)
    assert alone.widths == (784, 2, 3, 10)


def test_a_convolution_is_refused_by_name() -> None:
    with pytest.raises(UserError, match="convolutional layers"):
        load_model(KERAS / "convolution.keras")


# Keras and PyTorch warn of each other.
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("kind", ["relu", "mixed", "softmax regression"])
def test_keras_computes_the_same_probabilities(
    tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KERAS_BACKEND", "torch")
    keras = pytest.importorskip("keras")
    net = NETWORKS[kind]
    save_model(net, tmp_path / "model.keras")
    model = keras.models.load_model(tmp_path / "model.keras")
    found = model.predict(net.pixel_scaling.scaled(digits()), verbose=0)
    np.testing.assert_allclose(found, net.probabilities(digits()), rtol=0, atol=1e-5)
    other = NETWORKS[kind].copy()
    other.dense_layers()[0].W += 1
    save_model(other, tmp_path / "other.weights.h5")
    model.load_weights(tmp_path / "other.weights.h5")
    np.testing.assert_array_equal(model.get_weights()[0], other.dense_layers()[0].W)
