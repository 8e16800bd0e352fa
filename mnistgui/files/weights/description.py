"""What weights alone do not tell: activations, head and pixel scaling, as short texts.

``activation`` is one name per hidden layer, such as ``relu,tanh`` or ``leaky_relu:0.01`` (a
single name stands for all), ``head`` is ``softmax`` or ``logistic:2``, ``pixel_scaling`` one of
``unit``, ``legacy256`` and ``signed``. Files that say nothing mean ReLU, softmax and x / 255.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from mnistgui.errors import UserError
from mnistgui.nn.activations import ACTIVATIONS, Activation, LeakyReLU, ReLU, activation
from mnistgui.nn.heads import Head, Logistic, Softmax
from mnistgui.nn.network import Network
from mnistgui.nn.scaling import SCALINGS, UNIT, PixelScaling

ACTIVATION, HEAD, PIXEL_SCALING = "activation", "head", "pixel_scaling"
KEYS = (ACTIVATION, HEAD, PIXEL_SCALING)


@dataclass(frozen=True)
class Description:
    """How a network's weights are to be used.

    Parameters
    ----------
    activations : tuple of Activation
        Of the hidden layers, first layer first; a single one stands for all of them.
    head : Head
    pixel_scaling : PixelScaling
    """

    activations: tuple[Activation, ...] = (ReLU(),)
    head: Head = Softmax()  # noqa: RUF009 - frozen
    pixel_scaling: PixelScaling = UNIT


def to_texts(network: Network) -> dict[str, str]:
    """Describe a network.

    Parameters
    ----------
    network : Network

    Returns
    -------
    dict of str to str
        With the keys ``activation``, ``head`` and ``pixel_scaling``.
    """
    hidden = [activation_text(layer.activation) for layer in network.dense_layers()[:-1]]
    head = network.head
    return {
        ACTIVATION: ",".join(hidden),
        HEAD: f"logistic:{head.digit}" if isinstance(head, Logistic) else "softmax",
        PIXEL_SCALING: network.pixel_scaling.name,
    }


def from_texts(texts: Mapping[str, str], where: str) -> Description:
    """Read a description; what is absent takes its default.

    Parameters
    ----------
    texts : mapping of str to str
        Other keys than the three are left alone.
    where : str
        What they come from, for sentences.

    Returns
    -------
    Description

    Raises
    ------
    UserError
        A text is none of the known ones.
    """
    names = [name for name in texts.get(ACTIVATION, ReLU.name).split(",") if name]
    scaling = texts.get(PIXEL_SCALING, UNIT.name)
    if scaling not in SCALINGS:
        raise UserError(f"{where}: pixel_scaling {scaling!r} is none of {', '.join(SCALINGS)}")
    return Description(
        tuple(_activation(name, where) for name in names),
        _head(texts.get(HEAD, "softmax"), where),
        SCALINGS[scaling],
    )


def activation_text(one: Activation) -> str:
    """Return the name of an activation in files, such as ``relu`` or ``leaky_relu:0.01``.

    Parameters
    ----------
    one : Activation

    Returns
    -------
    str
    """
    return f"{one.name}:{one.slope!r}" if isinstance(one, LeakyReLU) else one.name


def _activation(text: str, where: str) -> Activation:
    name, colon, slope = text.partition(":")
    if name in ACTIVATIONS and not colon:
        return activation(name)
    if name == LeakyReLU.name and re.fullmatch(r"0?\.\d{1,20}|\d(\.\d{1,20})?e-\d\d?", slope):
        return LeakyReLU(float(slope))
    raise UserError(f"{where}: activation {text!r} is none of {', '.join(ACTIVATIONS)}")


def _head(text: str, where: str) -> Head:
    if text == "softmax":
        return Softmax()
    if match := re.fullmatch(r"logistic:([0-9])", text):
        return Logistic(int(match[1]))
    raise UserError(f"{where}: head {text!r} is neither softmax nor such as logistic:2")
