"""The importers of weights in every format, and of run files."""

import json
import pickle
from collections.abc import Callable
from pathlib import Path

import numpy as np

from mnistgui.files.lesson_card import load_card, save_card
from mnistgui.files.models import load_model, save_model
from mnistgui.files.my_digits_file import load_drawings, save_drawings
from mnistgui.files.run_file import load_run, save_run
from mnistgui.files.weights.columns import columns_of_file
from mnistgui.nn.heads import Logistic
from tests.files.networks import network
from tests.files.runs import trained
from tests.files.test_lesson_card import CARD
from tests.files.test_my_digits_file import TAUGHT
from tests.files.weights.other_files import move_numbers_beside, save_skops
from tests.files.weights.tensors import module, save_legacy_torch, save_torch
from tests.fuzz.target import Target

# One output makes small files, so that most changes hit something else than weights.
SMALL = network((), head=Logistic(3))
# Formats that name no digit need ten outputs.
TEN = network(())
# Opening HDF5 starts a process that tries the file first.
SECONDS = {".h5": 0.15, ".weights.h5": 0.15, ".keras": 0.15, ".onnx": 0.01}


def _written(suffix: str) -> Callable[[Path], None]:
    return lambda folder: save_model(SMALL, folder / f"model{suffix}")


def _model(folder: Path) -> object:
    return load_model(next(folder.iterdir()))


def _torch(folder: Path) -> None:
    layer = TEN.dense_layers()[0]
    linear = module("linear.Linear", {"weight": layer.W.T, "bias": layer.b})
    save_torch(module("container.Sequential", children={"0": linear}), folder / "net.pt")


def _legacy_torch(folder: Path) -> None:
    layer = TEN.dense_layers()[0]
    save_legacy_torch({"fc.weight": layer.W.T, "fc.bias": layer.b}, folder / "net.pth")


def _pickle(folder: Path) -> None:
    layer = TEN.dense_layers()[0]
    (folder / "w.pkl").write_bytes(pickle.dumps({"W1": layer.W, "b1": layer.b, "n": [1, "x"]}))


def _objects(folder: Path) -> None:
    layer, both = TEN.dense_layers()[0], np.empty(2, object)
    both[:] = [layer.W, layer.b]
    np.savez(folder / "w.npz", allow_pickle=True, weights=both)


def _json(folder: Path) -> None:
    layer = TEN.dense_layers()[0]
    weights, biases = layer.W.T.round(2).tolist(), layer.b[:, None].tolist()
    text = {"sizes": [784, 10], "weights": [weights], "biases": [biases]}
    (folder / "net.json").write_text(json.dumps(text))


def _onnx_beside(folder: Path) -> None:
    save_model(SMALL, folder / "a.onnx")
    move_numbers_beside(folder / "a.onnx")


def _named_onnx(folder: Path) -> object:
    return load_model(folder / "a.onnx")


def _columns(folder: Path) -> None:
    np.savez(folder / "c.npz", mean=np.ones(784), std=np.ones(784))


def _read_columns(folder: Path) -> object:
    return columns_of_file(folder / "c.npz")


def _run(folder: Path) -> object:
    return load_run(folder / "run.h5").restored_history()


def _my_digits(folder: Path) -> object:
    return load_drawings(folder / "my-digits.h5")


def _card(folder: Path) -> object:
    return load_card(folder / "card")


TARGETS = (
    *(
        Target(f"weights {suffix}", _written(suffix), _model, SECONDS.get(suffix, 0.002))
        for suffix in (".h5", ".npz", ".weights.h5", ".keras", ".safetensors", ".onnx")
    ),
    Target("PyTorch", _torch, _model, 0.002),
    Target("PyTorch before 1.6", _legacy_torch, _model, 0.002),
    Target("pickled weights", _pickle, _model, 0.002),
    Target("lists of weights in .npz", _objects, _model, 0.002),
    Target("Nielsen's JSON", _json, _model, 0.01),
    Target("ONNX with numbers beside it", _onnx_beside, _named_onnx, 0.01),
    Target("skops", save_skops, _model, 0.002),
    Target("means and deviations", _columns, _read_columns, 0.002),
    Target("run", lambda folder: save_run(folder / "run.h5", trained(steps=3)), _run, 0.15),
    Target("my digits", lambda f: save_drawings(f / "my-digits.h5", TAUGHT), _my_digits, 0.15),
    Target("lesson card", lambda folder: save_card(folder / "card", CARD), _card),
)
