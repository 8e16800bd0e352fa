"""Reads the layers of a Keras model from its JSON, as Keras 2 and 3 write it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mnistgui.errors import UserError
from mnistgui.files.checks import member
from mnistgui.files.weights.chain import SOFTMAX
from mnistgui.files.weights.description import activation_text
from mnistgui.nn.activations import ACTIVATIONS, Identity, LeakyReLU, ReLU

_WITHOUT_EFFECT = ("InputLayer", "Flatten", "Reshape", "Dropout")
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
    activation : str
        As files name it, ``"softmax"`` or ``"identity"``.
    is_dense : bool
        Else it only applies its activation.
    """

    name: str
    activation: str
    is_dense: bool = False


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
    found = (_layer(one, where) for one in _members(config, where))
    return [layer for layer in found if layer is not None]


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


def _layer(one: Mapping[str, Any], where: str) -> KerasLayer | None:
    kind = member(one, "class_name", str, where)
    config: Mapping[str, Any] = member(one, "config", dict, where)
    name = str(config.get("name", kind))
    match kind:
        case "Dense":
            return KerasLayer(name, _activation(config.get("activation"), where), is_dense=True)
        case "Activation":
            return KerasLayer(name, _activation(config.get("activation"), where))
        case "ReLU":
            return KerasLayer(name, ReLU.name)
        case "Softmax":
            return KerasLayer(name, SOFTMAX)
        case "LeakyReLU":
            return KerasLayer(name, _leaky(config))
        case _ if kind in _WITHOUT_EFFECT:
            return None
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
