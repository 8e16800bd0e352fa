"""Weights of Keras' dense layers in HDF5: the older ``.h5`` and the newer ``.weights.h5``.

Older files (Keras 2, and Keras 3 when asked for ``.h5``) list their layers in the attribute
``layer_names``, at the root or below ``model_weights``, and each layer's arrays in
``weight_names``. Newer ones hold ``layers/dense/vars/0 (fan_in, fan_out)`` and ``/1``, then
``layers/dense_1``, ..., in the order of the layers. Files without a description mean ReLU and
softmax.
"""

from collections.abc import Sequence
from pathlib import Path

from mnistgui.data.guarded_array import GuardedArray
from mnistgui.data.hdf5_guard import GuardedFile
from mnistgui.errors import UserError
from mnistgui.files.hdf5_image import hdf5_image
from mnistgui.files.json_text import parse_object
from mnistgui.files.weights.assembly import MAX_LAYERS, LayerArrays, check_shapes, stored
from mnistgui.files.weights.chain import Chain
from mnistgui.files.weights.description import to_texts
from mnistgui.files.weights.keras_config import KerasLayer, keras_layers
from mnistgui.files.weights.ordering import natural_key
from mnistgui.files.weights.plain_hdf5 import texts_at, weight_array
from mnistgui.files.weights.stored import StoredNetwork
from mnistgui.nn.activations import Identity
from mnistgui.nn.network import Network

_NEWER = ("layers/", "_layer_checkpoint_dependencies/")
_OLDER = ("/", "model_weights")
_LIST = "layer_names"
_MAX_BYTES = 256 << 20


def holds_keras(file: GuardedFile) -> bool:
    """Return whether an HDF5 file has one of these layouts.

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
    arrays = _newer_arrays(file) if root is None else _older_arrays(file, root, path)
    weights = [pair[0] for pair in arrays]
    if len(weights) > MAX_LAYERS or any(not 1 <= len(pair) <= 2 for pair in arrays):
        raise UserError(f"{path} holds other layers than dense ones")
    check_shapes([array.shape for array in weights], str(path))
    return _assembled(file, path, [_read(pair) for pair in arrays], layers)


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
    """Return Keras' name of a dense layer: ``dense``, ``dense_1``, ...

    Parameters
    ----------
    number : int
        Counted from 0.

    Returns
    -------
    str
    """
    return f"dense_{number}" if number else "dense"


def _assembled(
    file: GuardedFile,
    path: Path,
    arrays: Sequence[LayerArrays],
    layers: Sequence[KerasLayer] | None,
) -> StoredNetwork:
    """Combine the arrays with what JSON or attributes say of them."""
    texts = texts_at(file, "/")
    config = file.texts("model_config")
    if layers is None and config is not None:
        layers = keras_layers(parse_object(config[0].encode(), str(path)), str(path))
    if layers is None:
        return stored(arrays, texts, str(path))
    if sum(layer.is_dense for layer in layers) != len(arrays):
        raise UserError(f"{path} describes other layers than it holds weights for")
    chain, left = Chain(str(path)), iter(arrays)
    for layer in layers:
        if layer.is_dense:
            chain.dense(*next(left))
        if layer.activation != Identity.name:
            chain.activate(layer.activation)
    return chain.network(texts)


def _read(pair: Sequence[GuardedArray]) -> LayerArrays:
    """Read kernel and bias; ``use_bias=False`` means biases of 0."""
    kernel = pair[0].read()
    return LayerArrays(kernel, pair[1].read() if len(pair) == 2 else 0 * kernel[0])


def _has_group(file: GuardedFile, name: str) -> bool:
    """Return whether there is a group of this path with at least one array in it."""
    return any(array.startswith(f"{name}/") for array in file.arrays)


def _older_root(file: GuardedFile) -> str | None:
    """Return the group that holds the older layout's list of layers."""
    for root in _OLDER:
        if (root == "/" or _has_group(file, root)) and file.texts(_LIST, root) is not None:
            return root
    return None


def _older_arrays(file: GuardedFile, root: str, path: Path) -> list[list[GuardedArray]]:
    """Return the arrays of each layer that has any, in the order of the list."""
    found = []
    for layer in file.texts(_LIST, root) or ():
        group = f"{root.strip('/')}/{layer}".strip("/")
        if not _has_group(file, group):
            continue
        names = file.texts("weight_names", group)
        if names is None:
            raise UserError(f"{path} does not name the weights of its layer {layer}")
        found.append([_array(file, f"{group}/{name}", i) for i, name in enumerate(names)])
    return [arrays for arrays in found if arrays]


def _newer_arrays(file: GuardedFile) -> list[list[GuardedArray]]:
    """Return the arrays of each layer, in the order of the numbers in their names."""
    prefixes = {name.rpartition("/")[0] for name in file.arrays if name.startswith(_NEWER)}
    return [
        [
            _array(file, name, i)
            for i, name in enumerate(
                sorted(n for n in file.arrays if n.rpartition("/")[0] == prefix)
            )
        ]
        for prefix in sorted(prefixes, key=natural_key)
    ]


def _array(file: GuardedFile, name: str, index: int) -> GuardedArray:
    """Return the array at an index: 0 is the kernel and 1 the bias."""
    return weight_array(file, name, 2 if index == 0 else 1, _MAX_BYTES)
