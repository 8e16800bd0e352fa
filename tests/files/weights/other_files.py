"""Writes files of weights as other programs do, without these programs."""

import io
import json
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx.external_data_helper import convert_model_to_external_data

from mnistgui.nn.layers import Dense
from tests.files.networks import network


def move_numbers_beside(path: Path) -> None:
    """Keep a model's numbers in ``NAME.onnx.data``, as PyTorch's exporter does."""
    model = onnx.load_model(path)
    name = f"{path.name}.data"
    convert_model_to_external_data(model, location=name, size_threshold=0)
    onnx.save_model(model, path)


def node(value: Any, arrays: dict[str, Any]) -> dict[str, Any]:
    """A value as skops writes it: arrays go into files of their own."""
    if isinstance(value, np.ndarray):
        name = f"{len(arrays)}.npy"
        arrays[name] = value
        return {"__loader__": "NdArrayNode", "type": "numpy", "file": name, "__id__": len(arrays)}
    if isinstance(value, dict):
        content = {key: node(inner, arrays) for key, inner in value.items()}
        return {"__loader__": "DictNode", "content": content}
    if isinstance(value, list):
        return {"__loader__": "ListNode", "content": [node(inner, arrays) for inner in value]}
    if isinstance(value, Model):
        kind = {"__class__": value.name, "__module__": "sklearn.x", "__loader__": "ObjectNode"}
        return kind | {"content": node(value.attributes, arrays)}
    return {"__loader__": "JsonNode", "content": json.dumps(value), "is_json": True}


class Model:
    """An object of scikit-learn."""

    def __init__(self, name: str, **attributes: Any) -> None:
        self.name, self.attributes = name, attributes


def classifier(layers: Sequence[Dense], activation: str = "relu") -> Model:
    return Model(
        "MLPClassifier",
        activation=activation,
        coefs_=[layer.W for layer in layers],
        intercepts_=[layer.b for layer in layers],
        classes_=np.arange(10),
        out_activation_="softmax",
    )


def write_skops(model: Model, path: Path) -> None:
    arrays: dict[str, Any] = {}
    schema = node(model, arrays)
    with zipfile.ZipFile(path, "w") as archive:
        for name, array in arrays.items():
            buffer = io.BytesIO()
            np.save(buffer, array, allow_pickle=False)
            archive.writestr(name, buffer.getvalue())
        archive.writestr("schema.json", json.dumps(schema))


def save_skops(folder: Path) -> None:
    write_skops(classifier(network(()).dense_layers()), folder / "m.skops")
