"""Weights as people have them, all of one small network that reads made digits."""

import json
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from tests.cases.case import Case
from tests.files.weights.other_files import classifier, write_skops
from tests.files.weights.tensors import Module, module, save_torch
from tests.files.weights.trained import digits, trained

FAN_OUT_FIRST, ROWS, COLUMNS = "fan_out first", "rows", "columns"


def write_digits(folder: Path) -> Path:
    """Write the digits that the networks are tried on."""
    train, test = digits().train, digits().test
    names = ("x_train", "y_train", "x_test", "y_test")
    arrays = (train.images, train.labels, test.images, test.labels)
    np.savez(folder / "digits.npz", allow_pickle=False, **dict(zip(names, arrays, strict=True)))
    return folder / "digits.npz"


def _arrays(weights: str, biases: str, first: int = 1, form: str = "") -> dict[str, Any]:
    named: dict[str, Any] = {}
    for number, layer in enumerate(trained().dense_layers(), first):
        bias = {ROWS: layer.b[None], COLUMNS: layer.b[:, None]}.get(form, layer.b)
        weight = layer.W.T if form in (FAN_OUT_FIRST, COLUMNS) else layer.W
        named |= {f"{weights}{number}": weight, f"{biases}{number}": bias}
    return named


def _npz(*named: Any, **form: Any) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        np.savez(folder / "w.npz", allow_pickle=False, **_arrays(*named, **form))
        return folder / "w.npz"

    return make


def _trained_on(scaling: str, activation: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        layers = enumerate(trained(scaling, activation).dense_layers(), 1)
        arrays = {name: a for n, one in layers for name, a in ((f"W{n}", one.W), (f"b{n}", one.b))}
        np.savez(folder / "w.npz", allow_pickle=False, **arrays)
        return folder / "w.npz"

    return make


def _state() -> dict[str, Any]:
    layers = enumerate(trained().dense_layers(), 1)
    return {
        name: array
        for n, layer in layers
        for name, array in ((f"fc{n}.weight", layer.W.T), (f"fc{n}.bias", layer.b))
    }


def _module() -> Module:
    linear = {
        f"fc{n}": module("linear.Linear", {"weight": layer.W.T, "bias": layer.b})
        for n, layer in enumerate(trained().dense_layers(), 1)
    }
    attributes = {"_parameters": {}, "_buffers": {}, "_modules": linear}
    return Module("__main__", "Net", attributes)


def _torch(wrap: Callable[[dict[str, Any]], Any], name: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        save_torch(wrap(_state()), folder / name)
        return folder / name

    return make


def _nielsen(folder: Path) -> Path:
    layers = trained("unit", "sigmoid").dense_layers()
    content = {
        "sizes": [784, *(len(layer.b) for layer in layers)],
        "weights": [layer.W.T.tolist() for layer in layers],
        "biases": [layer.b[:, None].tolist() for layer in layers],
        "cost": "CrossEntropyCost",
    }
    (folder / "net.json").write_text(json.dumps(content))
    return folder / "net.json"


def _list_of_arrays(folder: Path) -> Path:
    arrays = [array for layer in trained().dense_layers() for array in (layer.W, layer.b)]
    held = np.empty(len(arrays), object)
    held[:] = arrays
    np.save(folder / "params.npy", held, allow_pickle=True)
    return folder / "params.npy"


def _pickle(folder: Path) -> Path:
    (folder / "weights.pkl").write_bytes(pickle.dumps(_arrays("W", "b")))
    return folder / "weights.pkl"


def _skops(folder: Path) -> Path:
    write_skops(classifier(trained().dense_layers()), folder / "m.skops")
    return folder / "m.skops"


def _convolutions(folder: Path) -> Path:
    kernel = np.zeros((32, 1, 3, 3), np.float32)
    save_torch({"conv1.weight": kernel, "conv1.bias": np.zeros(32, np.float32)}, folder / "cnn.pt")
    return folder / "cnn.pt"


def _web_page(folder: Path) -> Path:
    (folder / "net.pt").write_text("<!DOCTYPE html><html><body>Sign in</body></html>")
    return folder / "net.pt"


CASES = (
    Case("npz: `W1` (784, n), `b1` (n,)", _npz("W", "b")),
    Case("npz: `W1` (n, 784), `b1` (n,)", _npz("W", "b", form=FAN_OUT_FIRST)),
    Case("npz: `W1` (784, n), `b1` (1, n)", _npz("W", "b", form=ROWS)),
    Case("npz: `W1` (n, 784), `b1` (n, 1)", _npz("W", "b", form=COLUMNS)),
    Case("npz: `W0` and `B0`", _npz("W", "B", 0)),
    Case("npz: `weights1` and `bias1`", _npz("weights", "bias")),
    Case("npy: one list of arrays", _list_of_arrays),
    Case("a pickled dict of arrays", _pickle),
    Case("weights for pixels 0 to 255", _trained_on("raw", "relu"), note=r"x and ReLU are assumed"),
    Case(
        "weights for pixels -1 to 1",
        _trained_on("signed", "relu"),
        note=r"2 \(x - 127\.5\) / 255 and ReLU are assumed",
    ),
    Case(
        "weights for black on white",
        _trained_on("inverted", "relu"),
        note=r"1 - x / 255 and ReLU are assumed",
    ),
    Case("PyTorch: state dict", _torch(dict, "net.pt")),
    Case(
        "PyTorch: checkpoint with optimizer",
        _torch(lambda state: {"epoch": 3, "model_state_dict": state, "optimizer": {}}, "c.pth"),
    ),
    Case(
        "PyTorch: a whole module, whose code is not here",
        _torch(lambda _state: _module(), "model.pt"),
    ),
    Case("Nielsen's JSON", _nielsen),
    Case("scikit-learn's `MLPClassifier` as skops", _skops),
    Case("a convolutional state dict", _convolutions, refusal="convolution"),
    Case("a web page named `net.pt`", _web_page, refusal="web page"),
)
