"""What weights alone do not tell: activations, head and pixel scaling, as short texts.

``activation`` is one name per hidden layer, such as ``relu,tanh`` or ``leaky_relu:0.01`` (a
single name stands for all), ``head`` is ``softmax`` or ``logistic:2``, ``pixel_scaling`` one of
``unit``, ``legacy256`` and ``signed``. ``class_names``, a list in JSON, names what other networks
than those of digits tell apart: all classes, or the one of ``logistic``. Files
that say nothing mean ReLU, softmax and x / 255.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from mnistgui.data.picture_kind import DIGITS, PictureKind
from mnistgui.errors import UserError
from mnistgui.nn.activations import ACTIVATIONS, Activation, LeakyReLU, ReLU, activation
from mnistgui.nn.heads import Head, Logistic, Softmax
from mnistgui.nn.network import Network
from mnistgui.nn.scaling import SCALINGS, UNIT, PixelScaling

ACTIVATION, HEAD, PIXEL_SCALING = "activation", "head", "pixel_scaling"
CLASS_NAMES = "class_names"
KEYS = (ACTIVATION, HEAD, PIXEL_SCALING, CLASS_NAMES)


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
        **_names_text(head),
    }


def _names_text(head: Head) -> dict[str, str]:
    """The names of classes as JSON; nothing for digits."""
    names = [head.name] if isinstance(head, Logistic) else list(head.class_names)
    if names in ([""], list(DIGITS)):
        return {}
    return {CLASS_NAMES: json.dumps(names)}


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
        _head(texts.get(HEAD, "softmax"), _names(texts.get(CLASS_NAMES), where), where),
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


def _names(text: str | None, where: str) -> tuple[str, ...]:
    """The names of classes; none where the file has none."""
    if text is None:
        return ()
    try:
        names = json.loads(text)
    except ValueError:
        names = None
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise UserError(f"{where}: class_names {text[:40]!r} is no list of names in JSON")
    return tuple(names)


def _head(text: str, names: tuple[str, ...], where: str) -> Head:
    if text == "softmax":
        return Softmax(PictureKind(class_names=names).class_names) if names else Softmax()
    if match := re.fullmatch(r"logistic:([0-9])", text):
        return Logistic(int(match[1]), names[0] if names else "")
    raise UserError(f"{where}: head {text!r} is neither softmax nor such as logistic:2")
