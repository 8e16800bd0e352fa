import io
import json
import zipfile
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

from mnistgui.errors import UserError
from mnistgui.files.models import load_stored
from mnistgui.files.weights.description import ACTIVATION, PIXEL_SCALING
from mnistgui.nn.arrays import Array
from tests.files.networks import network

NET = network((5,))
FIRST, LAST = NET.dense_layers()
RNG = np.random.default_rng(1)
X = RNG.uniform(0, 255, (6, 784)).astype(np.float32)
GAMMA, BETA, MEAN = (RNG.normal(1, 0.3, 5).astype(np.float32) for _ in range(3))
VARIANCE = RNG.uniform(0.5, 2, 5).astype(np.float32)
Layer = tuple[str, dict[str, Any], list[Any]]
DENSE = {"units": 1, "activation": "linear"}


def write(path: Path, layers: list[Layer]) -> None:
    """A ``.keras`` file; arrays lie under the class and the number of each layer."""
    image, counts = io.BytesIO(), dict[str, int]()
    with h5py.File(image, "w") as file:
        for kind, _config, arrays in layers:
            snake = {"BatchNormalization": "batch_normalization"}.get(kind, kind.lower())
            number = counts[kind] = counts.get(kind, -1) + 1
            name = f"{snake}_{number}" if number else snake
            for place, array in enumerate(arrays):
                file[f"layers/{name}/vars/{place}"] = array
    described = [{"class_name": kind, "config": config} for kind, config, _ in layers]
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("config.json", json.dumps({"config": {"layers": described}}))
        archive.writestr("model.weights.h5", image.getvalue())


def logits(z: Array) -> Array:
    """What the network answers, from the first layer's normalised sums."""
    hidden = np.maximum(z, 0)
    answer: Array = hidden @ LAST.W + LAST.b
    return answer


def test_rescaling_says_that_pixels_come_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "m.keras"
    dense = ("Dense", DENSE | {"activation": "relu"}, [FIRST.W, FIRST.b])
    rescaling: Layer = ("Rescaling", {"scale": 1 / 127.5, "offset": -1}, [])
    write(path, [rescaling, ("Flatten", {}, []), dense, ("Dense", DENSE, [LAST.W, LAST.b])])
    stored = load_stored(path)
    assert stored.left_open == ()
    assert stored.network.pixel_scaling.name == "raw"
    expected = logits((X / 127.5 - 1) @ FIRST.W + FIRST.b)
    np.testing.assert_allclose(stored.network.forward(X)[-1], expected, rtol=1e-3, atol=1e-3)


@pytest.mark.parametrize("shape", [(), (784,), (28,)])
def test_a_normalisation_of_pixels_is_taken_over(tmp_path: Path, shape: tuple[int, ...]) -> None:
    path = tmp_path / "m.keras"
    mean, variance = RNG.uniform(20, 40, shape), RNG.uniform(900, 4000, shape)
    dense = ("Dense", DENSE | {"activation": "relu"}, [FIRST.W, FIRST.b])
    adapted: Layer = ("Normalization", {}, [mean, variance, np.zeros((), np.int64)])
    write(path, [adapted, dense, ("Dense", DENSE, [LAST.W, LAST.b])])
    scaled = (X.reshape(6, 28, 28) - _square(mean)) / np.sqrt(_square(variance))
    expected = logits(scaled.reshape(6, 784).astype(np.float32) @ FIRST.W + FIRST.b)
    found = load_stored(path).network.forward(X)[-1]
    np.testing.assert_allclose(found, expected, rtol=1e-3, atol=1e-3)


def _square(numbers: Any) -> Any:
    return numbers.reshape(28, 28) if numbers.size == 784 else numbers


def test_batch_normalisations_are_taken_over_on_either_side_of_an_activation(
    tmp_path: Path,
) -> None:
    path = tmp_path / "m.keras"
    normal = ("BatchNormalization", {"epsilon": 1e-3}, [GAMMA, BETA, MEAN, VARIANCE])
    plain = ("BatchNormalization", {"scale": False, "center": False}, [MEAN, VARIANCE])
    relu: Layer = ("Activation", {"activation": "relu"}, [])
    last = ("Dense", DENSE, [LAST.W, LAST.b])
    write(path, [("Dense", DENSE, [FIRST.W, FIRST.b]), normal, relu, plain, last])
    stored = load_stored(path)
    assert stored.left_open == (PIXEL_SCALING,)
    x = X / 255
    z = x @ FIRST.W + FIRST.b
    before = (z - MEAN) / np.sqrt(VARIANCE + 1e-3) * GAMMA + BETA
    after = (np.maximum(before, 0) - MEAN) / np.sqrt(VARIANCE + 1e-3)
    expected = after @ LAST.W + LAST.b
    np.testing.assert_allclose(stored.network.forward(x)[-1], expected, rtol=1e-3, atol=1e-3)


def test_arrays_that_do_not_fit_the_model_are_told(tmp_path: Path) -> None:
    path = tmp_path / "m.keras"
    wrong: Layer = ("BatchNormalization", {}, [GAMMA])
    dense, last = ("Dense", DENSE, [FIRST.W, FIRST.b]), ("Dense", DENSE, [LAST.W, LAST.b])
    write(path, [dense, wrong, last])
    with pytest.raises(UserError, match="1 arrays for a batch normalisation"):
        load_stored(path)
    write(path, [dense, ("BatchNormalization", {}, [GAMMA[:3], BETA, MEAN, VARIANCE]), last])
    with pytest.raises(UserError, match=r"fit no layer|cannot be read|fit"):
        load_stored(path)


def test_weights_alone_leave_the_activation_open(tmp_path: Path) -> None:
    path = tmp_path / "m.weights.h5"
    with h5py.File(path, "w") as file:
        for name, layer in {"dense": FIRST, "dense_1": LAST}.items():
            file[f"layers/{name}/vars/0"], file[f"layers/{name}/vars/1"] = layer.W, layer.b
    assert load_stored(path).left_open == (PIXEL_SCALING, ACTIVATION)
    with h5py.File(path, "a") as file:
        file["layers/conv2d/vars/0"] = np.zeros((3, 3, 1, 8), np.float32)
    with pytest.raises(UserError, match="convolutional layers"):
        load_stored(path)
