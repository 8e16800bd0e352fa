"""Keras' ``.keras`` files: a zip of the model's JSON and its ``.weights.h5``."""

import json
import zipfile
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from mnistgui.data.hdf5_guard import open_untrusted
from mnistgui.data.readers.archive import open_archive, open_member
from mnistgui.data.readers.stream import ByteStream
from mnistgui.errors import UserError
from mnistgui.files.json_text import MAX_BYTES, parse_object
from mnistgui.files.weights.chain import SOFTMAX
from mnistgui.files.weights.keras_config import keras_layers
from mnistgui.files.weights.keras_hdf5 import dense_name, from_keras_hdf5, to_keras_weights
from mnistgui.files.weights.stored import StoredNetwork
from mnistgui.nn.activations import Activation, Identity, LeakyReLU, Sigmoid
from mnistgui.nn.heads import Logistic
from mnistgui.nn.network import Network

CONFIG, WEIGHTS, METADATA = "config.json", "model.weights.h5", "metadata.json"
# The program's lowest supported version of the format; Keras only shows it.
_KERAS_VERSION = "3.0.0"
_PIECE_BYTES = 1 << 20


def holds_keras_archive(path: Path) -> bool:
    """Return whether a zip file is a Keras model.

    Parameters
    ----------
    path : pathlib.Path

    Returns
    -------
    bool
    """
    with open_archive(path) as archive:
        return {CONFIG, WEIGHTS} <= set(archive.namelist())


def from_keras_archive(path: Path) -> StoredNetwork:
    """Read a network.

    Parameters
    ----------
    path : pathlib.Path

    Returns
    -------
    Network

    Raises
    ------
    UserError
        It is damaged, dangerous, or holds other layers than dense ones.
    """
    accepted = f"{CONFIG} and {WEIGHTS}"
    with TemporaryDirectory(prefix="mnistgui-") as folder, open_archive(path) as archive:
        with open_member(archive, CONFIG, path, accepted) as stream:
            layers = keras_layers(parse_object(stream.up_to(MAX_BYTES + 1), str(path)), str(path))
        unpacked = Path(folder) / WEIGHTS
        with open_member(archive, WEIGHTS, path, accepted) as stream:
            # Real weights can hardly be compressed.
            _unpack(stream, unpacked, limit=max(64 << 20, 4 * path.stat().st_size))
        with open_untrusted(unpacked) as file:
            return from_keras_hdf5(file, path, layers)


def to_keras_archive(network: Network) -> bytes:
    """Write a network.

    Parameters
    ----------
    network : Network

    Returns
    -------
    bytes
        ``keras.models.load_model`` opens it; the input takes scaled pixels.
    """
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in (
            (METADATA, json.dumps({"keras_version": _KERAS_VERSION})),
            (CONFIG, json.dumps(_config(network))),
            (WEIGHTS, to_keras_weights(network)),
        ):
            # A fixed date makes the same network the same bytes.
            archive.writestr(zipfile.ZipInfo(name), data)
    return buffer.getvalue()


def _unpack(stream: ByteStream, target: Path, limit: int) -> None:
    """Copy a member to a file, but no more bytes than the limit."""
    with target.open("wb") as file:
        while data := stream.up_to(_PIECE_BYTES):
            limit -= len(data)
            if limit < 0:
                raise UserError(f"{stream.where} inflates to more than weights ever take")
            file.write(data)


def _config(network: Network) -> dict[str, Any]:
    """Return the model's JSON as Keras 3 reads it."""
    inputs = {"batch_shape": [None, network.widths[0]], "dtype": "float32", "name": "pixels"}
    layers = [_layer("InputLayer", inputs)]
    for number, layer in enumerate(network.dense_layers()):
        fan_in, units = layer.W.shape
        activation = _activation(layer.activation, network)
        config = {"name": dense_name(number), "units": units, "activation": activation}
        layers.append({**_layer("Dense", config), "build_config": {"input_shape": [None, fan_in]}})
        if isinstance(layer.activation, LeakyReLU):
            layers.append(_layer("LeakyReLU", {"negative_slope": layer.activation.slope}))
    return {
        "module": "keras",
        "class_name": "Sequential",
        "config": {"name": "digit_reader", "layers": layers},
        "registered_name": None,
        "build_config": {"input_shape": [None, network.widths[0]]},
    }


def _layer(kind: str, config: dict[str, Any]) -> dict[str, Any]:
    return {
        "module": "keras.layers",
        "class_name": kind,
        "config": config,
        "registered_name": None,
    }


def _activation(one: Activation, network: Network) -> str:
    """Keras' name; a leaky ReLU is a layer of its own there."""
    if one is network.dense_layers()[-1].activation and isinstance(one, Identity):
        return Sigmoid.keras_name if isinstance(network.head, Logistic) else SOFTMAX
    return Identity.keras_name if isinstance(one, LeakyReLU) else one.keras_name
