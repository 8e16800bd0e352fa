import zipfile
from pathlib import Path

import h5py
import numpy as np
import pytest

from mnistgui.errors import UserError
from mnistgui.files.models import load_model, save_model
from mnistgui.nn.activations import ReLU
from mnistgui.nn.network import Network
from tests.files.networks import network


def write_keras_2(path: Path, net: Network, root: str) -> None:
    """The layout of Keras 2: names as bytes, arrays named after the graph's variables."""
    with h5py.File(path, "w") as file:
        group = file.require_group(root)
        names = [f"dense_{10 - i}" for i, _ in enumerate(net.dense_layers())]
        group.attrs["layer_names"] = np.array([b"flatten", *(n.encode() for n in names)])
        group.create_group("flatten").attrs["weight_names"] = np.array([], "S1")
        for name, layer in zip(names, net.dense_layers(), strict=True):
            variables = [f"{name}/kernel:0", f"{name}/bias:0"]
            inner = group.create_group(name)
            inner.attrs["weight_names"] = np.array([v.encode() for v in variables])
            inner[variables[0]], inner[variables[1]] = layer.W, layer.b


@pytest.mark.parametrize("root", ["/", "model_weights"])
def test_the_layout_of_keras_2_is_read_in_the_order_of_its_list(tmp_path: Path, root: str) -> None:
    net = network((5, 4))
    write_keras_2(tmp_path / "model.h5", net, root)
    loaded = load_model(tmp_path / "model.h5")
    assert loaded.sha256() == net.sha256()
    assert loaded.dense_layers()[0].activation == ReLU()


def test_a_layer_that_names_absent_weights_is_told(tmp_path: Path) -> None:
    write_keras_2(tmp_path / "model.h5", network(), "/")
    with h5py.File(tmp_path / "model.h5", "a") as file:
        del file["dense_9/dense_9/bias:0"]
    with pytest.raises(UserError, match="no array dense_9"):
        load_model(tmp_path / "model.h5")


def test_layers_that_are_not_dense_are_told(tmp_path: Path) -> None:
    with h5py.File(tmp_path / "model.h5", "w") as file:
        for number in range(4):
            file[f"layers/batch_normalization/vars/{number}"] = np.zeros(
                (3, 3) if not number else 3
            )
    with pytest.raises(UserError, match="normalisations"):
        load_model(tmp_path / "model.h5")


def test_ten_layers_and_more_stay_in_order(tmp_path: Path) -> None:
    net = network((4,) * 12)
    save_model(net, tmp_path / "model.weights.h5")
    assert load_model(tmp_path / "model.weights.h5").sha256() == net.sha256()


def test_a_mile_of_nested_json_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "model.keras", "w") as archive:
        archive.writestr("config.json", "[" * 1_000_000)
        archive.writestr("model.weights.h5", b"")
    with pytest.raises(UserError, match="nested too deeply"):
        load_model(tmp_path / "model.keras")
