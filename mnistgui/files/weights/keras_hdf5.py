"""Weights of Keras' dense layers in HDF5: the older ``.h5`` and the newer ``.weights.h5``.

Older files (Keras 2, and Keras 3 when asked for ``.h5``) list their layers in the attribute
``layer_names``, at the root or below ``model_weights``, and each layer's arrays in
``weight_names``. Newer ones hold ``layers/dense/vars/0 (fan_in, fan_out)`` and ``/1``, then
``layers/dense_1``, ..., in the order of the layers. Files without a description mean ReLU and
softmax.
"""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from mnistgui.data.guarded_array import GuardedArray
from mnistgui.data.hdf5_guard import GuardedFile
from mnistgui.errors import UserError
from mnistgui.files.hdf5_image import hdf5_image
from mnistgui.files.json_text import parse_object
from mnistgui.files.weights.assembly import LayerArrays, check_shapes, stored
from mnistgui.files.weights.chain import Chain
from mnistgui.files.weights.description import to_texts
from mnistgui.files.weights.keras_config import KerasLayer, keras_layers
from mnistgui.files.weights.keras_layer import add_layer
from mnistgui.files.weights.ordering import natural_key
from mnistgui.files.weights.pairing import convolution
from mnistgui.files.weights.plain_hdf5 import texts_at
from mnistgui.files.weights.stored import StoredNetwork
from mnistgui.nn.network import Network

_NEWER = ("layers/", "_layer_checkpoint_dependencies/")
_OLDER = ("/", "model_weights")
_LIST = "layer_names"
_MAX_BYTES = 256 << 20


def holds_keras(file: GuardedFile) -> bool:
    """Whether an HDF5 file is of one of these layouts.

    Parameters
    ----------
    file : GuardedFile

    Returns
    -------
    bool
    """
    newer = any(name.startswith(_NEWER) for name in file.arrays)
    return newer or _older_root(file) is not None


def from_keras_hdf5(
    file: GuardedFile, path: Path, layers: Sequence[KerasLayer] | None = None
) -> StoredNetwork:
    """Read a network.

    Parameters
    ----------
    file : GuardedFile
    path : pathlib.Path
        Where it lies, for sentences.
    layers : sequence of KerasLayer or None
        What the model's JSON says; None to look for it in the file.

    Returns
    -------
    Network

    Raises
    ------
    UserError
        It holds other layers than dense ones, or they are no digit reader.
    """
    root = _older_root(file)
    groups = _newer_groups(file) if root is None else _older_groups(file, root, path)
    texts, config = texts_at(file, "/"), file.texts("model_config")
    if layers is None and config is not None:
        layers = keras_layers(parse_object(config[0].encode(), str(path)), str(path))
    if layers is None:
        return stored(_alone(groups, path), texts, str(path))
    newer = root is None
    held = [(layer, groups.pop(layer.saved_name if newer else layer.name, [])) for layer in layers]
    if any(groups.values()):
        raise UserError(f"{path} describes other layers than it holds weights for")
    check_shapes([arrays[0].shape for layer, arrays in held if layer.is_dense], str(path))
    chain = Chain(str(path))
    for layer, arrays in held:
        add_layer(layer, [_read(array, path) for array in arrays], chain, str(path))
    return chain.network(texts)


def to_keras_weights(network: Network) -> bytes:
    """Write a network as ``.weights.h5``.

    Parameters
    ----------
    network : Network

    Returns
    -------
    bytes
        Keras' ``load_weights`` takes it for a model of as many dense layers.
    """
    with hdf5_image() as image:
        for number, layer in enumerate(network.dense_layers()):
            group = image.file.create_group(f"layers/{dense_name(number)}/vars")
            group.attrs["name"] = dense_name(number)
            group["0"], group["1"] = layer.W, layer.b
        for key, text in to_texts(network).items():
            image.file.attrs[key] = text
    return image.data


def dense_name(number: int) -> str:
    """How Keras names the dense layers of a model: ``dense``, ``dense_1``, ...

    Parameters
    ----------
    number : int
        Counted from 0.

    Returns
    -------
    str
    """
    return f"dense_{number}" if number else "dense"


def _alone(groups: Mapping[str, Sequence[GuardedArray]], path: Path) -> list[LayerArrays]:
    """The dense layers of weights without a model."""
    for name, arrays in groups.items():
        if len(arrays) > 2 or (arrays and len(arrays[0].shape) == 1):
            raise UserError(
                f"{path} holds normalisations ({name}) and does not say between which layers; "
                "the whole model is accepted, as model.save('model.keras') writes it"
            )
        if any(len(array.shape) > 2 for array in arrays):
            raise UserError(convolution(str(path)))
    check_shapes([arrays[0].shape for arrays in groups.values()], str(path))
    pairs = [[_read(array, path) for array in arrays] for arrays in groups.values()]
    return [LayerArrays(W, *(b or [0 * W[0]])) for W, *b in pairs]


def _read(array: GuardedArray, path: Path) -> NDArray[Any]:
    """An array of floats that is no larger than weights ever are."""
    if array.dtype.kind not in "fiu" or array.dtype.itemsize > 8:
        raise UserError(f"{path} holds {array.dtype}, not the kind of number accepted there")
    if math.prod(array.shape) * array.dtype.itemsize > _MAX_BYTES:
        raise UserError(f"{path} declares {array.shape}, over the {_MAX_BYTES:,} bytes accepted")
    return array.read()


def _has_group(file: GuardedFile, name: str) -> bool:
    """Whether there is a group of this path with at least one array in it."""
    return any(array.startswith(f"{name}/") for array in file.arrays)


def _older_root(file: GuardedFile) -> str | None:
    """Where the older layout's list of layers is."""
    for root in _OLDER:
        if (root == "/" or _has_group(file, root)) and file.texts(_LIST, root) is not None:
            return root
    return None


def _older_groups(file: GuardedFile, root: str, path: Path) -> dict[str, list[GuardedArray]]:
    """Arrays of each layer that has any, in the order of the list."""
    found: dict[str, list[GuardedArray]] = {}
    for layer in file.texts(_LIST, root) or ():
        group = f"{root.strip('/')}/{layer}".strip("/")
        if not _has_group(file, group):
            continue
        names = file.texts("weight_names", group)
        if names is None:
            raise UserError(f"{path} does not name the weights of its layer {layer}")
        missing = [name for name in names if f"{group}/{name}" not in file.arrays]
        if missing:
            raise UserError(f"{path} has no array {group}/{missing[0]}")
        found[layer] = [file.described(f"{group}/{name}") for name in names]
    return {layer: arrays for layer, arrays in found.items() if arrays}


def _newer_groups(file: GuardedFile) -> dict[str, list[GuardedArray]]:
    """Arrays of each layer, in the order of the numbers in their names."""
    prefixes = {name.rpartition("/")[0] for name in file.arrays if name.startswith(_NEWER)}
    return {
        prefix.split("/")[1]: [
            file.described(name)
            for name in sorted(n for n in file.arrays if n.rpartition("/")[0] == prefix)
        ]
        for prefix in sorted(prefixes, key=natural_key)
    }
