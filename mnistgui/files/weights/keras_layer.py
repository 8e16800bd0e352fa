"""What a layer of a Keras model does to numbers, with its arrays in the order Keras saves them."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import SIDE
from mnistgui.errors import UserError
from mnistgui.files.weights.chain import Chain
from mnistgui.files.weights.keras_config import KerasLayer
from mnistgui.nn.activations import Identity

# Keras' own where none is written, see https://keras.io/api/layers/normalization_layers/.
_BATCH_EPSILON = 1e-3
_LEAST_DEVIATION = 1e-7

Affine = tuple[NDArray[Any], NDArray[Any]]


def add_layer(layer: KerasLayer, arrays: Sequence[NDArray[Any]], chain: Chain, where: str) -> None:
    """Take a layer over into a chain.

    Parameters
    ----------
    layer : KerasLayer
    arrays : sequence of ndarray
    chain : Chain
        Of the layers before; changed.
    where : str
        The file's name, for sentences.

    Raises
    ------
    UserError
        The arrays do not fit the layer.
    """
    if layer.is_dense:
        if not 1 <= len(arrays) <= 2:
            raise UserError(f"{where} holds {len(arrays)} arrays for its layer {layer.name}")
        chain.dense(*arrays)
    elif layer.kind == "BatchNormalization":
        chain.affine(*_batch(layer.config, arrays, where))
    elif layer.kind == "Normalization":
        chain.affine(*_normalisation(layer.config, arrays, where))
    elif layer.kind == "Rescaling":
        scale = _numbers(layer.config.get("scale", 1), where)
        chain.affine(scale, _numbers(layer.config.get("offset", 0), where))
    if layer.activation != Identity.name:
        chain.activate(layer.activation)


def _batch(config: Mapping[str, Any], arrays: Sequence[NDArray[Any]], where: str) -> Affine:
    """Gamma and beta, each only where it is used, then mean and variance."""
    left = list(arrays)
    scaled, centred = (config.get(name, True) is not False for name in ("scale", "center"))
    if len(left) != 2 + scaled + centred:
        raise UserError(f"{where} holds {len(left)} arrays for a batch normalisation")
    gamma = left.pop(0) if scaled else np.ones(1)
    beta = left.pop(0) if centred else np.zeros(1)
    mean, variance = left
    epsilon = float(_numbers(config.get("epsilon", _BATCH_EPSILON), where).reshape(-1)[0])
    factor = gamma / np.sqrt(np.maximum(variance.astype(np.float64), 0) + epsilon)
    return factor, beta - mean * factor


def _normalisation(config: Mapping[str, Any], arrays: Sequence[NDArray[Any]], where: str) -> Affine:
    """Mean and variance, from the settings or, where the layer was adapted, from its arrays."""
    given = (config.get("mean"), config.get("variance"))
    mean, variance = arrays[:2] if len(arrays) >= 2 else (_numbers(one, where) for one in given)
    deviation = np.maximum(np.sqrt(np.maximum(_flat(variance), 0)), _LEAST_DEVIATION)
    if config.get("invert"):
        return deviation, _flat(mean)
    return 1 / deviation, -_flat(mean) / deviation


def _flat(array: NDArray[Any]) -> NDArray[np.float64]:
    """One number, or one for each pixel; one for each column of the images is repeated."""
    numbers = array.astype(np.float64).reshape(-1)
    return np.tile(numbers, SIDE) if numbers.size == SIDE else numbers


def _numbers(value: Any, where: str) -> NDArray[np.float64]:
    """A number or nested lists of numbers in JSON."""
    try:
        return np.asarray(value, np.float64)
    except (TypeError, ValueError) as fault:
        raise UserError(f"{where} normalises with what are no numbers") from fault
