"""Reads the layers of a Keras model from its JSON, as Keras 2 and 3 write it."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mnistgui.errors import UserError
from mnistgui.files.checks import member
from mnistgui.files.weights.chain import SOFTMAX
from mnistgui.files.weights.description import activation_text
from mnistgui.files.weights.pairing import convolution
from mnistgui.nn.activations import ACTIVATIONS, Identity, LeakyReLU, ReLU

_WITHOUT_EFFECT = (
    *("InputLayer", "Flatten", "Reshape", "Dropout", "ActivityRegularization", "GaussianNoise"),
    *("GaussianDropout", "RandomRotation", "RandomTranslation", "RandomZoom", "RandomContrast"),
)
NORMALISATIONS = ("BatchNormalization", "Normalization", "Rescaling")
_CONVOLUTIONS = ("Conv", "SeparableConv", "DepthwiseConv", "MaxPool", "AveragePool", "GlobalAv")
# The slope of the activation "leaky_relu"; that of the layer LeakyReLU is another.
_FUNCTION_SLOPE = 0.2
_NAMES = {
    **{one.keras_name: one.name for one in ACTIVATIONS.values()},
    LeakyReLU.keras_name: activation_text(LeakyReLU(_FUNCTION_SLOPE)),
}
# Slopes that Keras 2 (alpha) and Keras 3 (negative_slope) take where none is written.
_LAYER_SLOPE = 0.3


@dataclass(frozen=True)
class KerasLayer:
    """One layer of a Keras model.

    Parameters
    ----------
    name : str
        As the person or Keras named it; older files keep its arrays under this name.
    kind : str
        Its class, such as ``"Dense"``.
    saved_name : str
        Under which newer files keep its arrays: its class and how many of these came before.
    activation : str
        As files name it, ``"softmax"`` or ``"identity"``.
    config : mapping of str to object
        Its settings, unchecked.
    """

    name: str
    kind: str
    saved_name: str
    activation: str
    config: Mapping[str, Any]

    @property
    def is_dense(self) -> bool:
        """Whether it multiplies with weights; else it only applies its activation or normalises."""
        return self.kind == "Dense"


def keras_layers(config: Mapping[str, Any], where: str) -> list[KerasLayer]:
    """Return the layers that compute anything, in their order.

    Parameters
    ----------
    config : mapping of str to object
        Keras' ``model_config``, parsed.
    where : str
        The file's name, for sentences.

    Returns
    -------
    list of KerasLayer

    Raises
    ------
    UserError
        There is a layer of another kind than dense ones and activations.
    """
    counts: Counter[str] = Counter()
    found = []
    for one in _members(config, where):
        kind = member(one, "class_name", str, where)
        layer = _layer(one, _saved_name(kind, counts[kind]), where)
        counts[kind] += 1
        if layer is not None:
            found.append(layer)
    return found


def _saved_name(kind: str, before: int) -> str:
    """How Keras 3 names the group of a layer: ``batch_normalization_1``."""
    snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", kind).lower()
    return f"{snake}_{before}" if before else snake


def _members(config: Mapping[str, Any], where: str) -> list[Mapping[str, Any]]:
    inner = config.get("config")
    # Keras 2.2 and older wrote a sequential model's layers as a plain list.
    layers = inner if isinstance(inner, list) else _layers_of(inner, where)
    if not all(isinstance(one, dict) for one in layers):
        raise UserError(f"{where} describes its layers in an unknown way")
    return layers


def _layers_of(inner: object, where: str) -> list[Any]:
    if not isinstance(inner, dict):
        raise UserError(f"{where} describes no Keras model")
    return member(inner, "layers", list, where)


def _layer(one: Mapping[str, Any], saved_name: str, where: str) -> KerasLayer | None:
    kind = member(one, "class_name", str, where)
    config: Mapping[str, Any] = member(one, "config", dict, where)
    if kind.startswith(_CONVOLUTIONS):
        raise UserError(convolution(where))
    if kind in _WITHOUT_EFFECT:
        return None
    name = str(config.get("name", kind))
    return KerasLayer(name, kind, saved_name, _activation_of(kind, config, where), config)


def _activation_of(kind: str, config: Mapping[str, Any], where: str) -> str:
    match kind:
        case "Dense" | "Activation":
            return _activation(config.get("activation"), where)
        case "ReLU":
            return ReLU.name
        case "Softmax":
            return SOFTMAX
        case "LeakyReLU":
            return _leaky(config)
        case _ if kind in NORMALISATIONS:
            return Identity.name
    raise UserError(f"{where} has a layer of the kind {kind}; dense layers are accepted")


def _activation(value: object, where: str) -> str:
    """Return the name of an activation, which Keras 3 may nest in an object."""
    if isinstance(value, dict):
        inner = value.get("config")
        if value.get("class_name") == "LeakyReLU" and isinstance(inner, dict):
            return _leaky(inner)
        value = value.get("config") if isinstance(inner, str) else value.get("class_name")
    if value is None:
        return Identity.name
    if not isinstance(value, str):
        raise UserError(f"{where} has an activation of an unknown kind")
    return _NAMES.get(value.lower(), value.lower())


def _leaky(config: Mapping[str, Any]) -> str:
    slope = config.get("negative_slope", config.get("alpha", _LAYER_SLOPE))
    return f"{LeakyReLU.name}:{slope!r}"  # not checked yet: the file may hold anything
