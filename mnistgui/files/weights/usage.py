"""How weights are used: the scaling of the pixels, and the activations of the hidden layers."""

from dataclasses import replace
from typing import NamedTuple

from mnistgui.errors import UserError
from mnistgui.files.weights.columns import Columns
from mnistgui.files.weights.description import (
    ACTIVATION,
    PIXEL_SCALING,
    Description,
    from_texts,
    to_texts,
)
from mnistgui.nn.activations import Identity
from mnistgui.nn.layers import Dense
from mnistgui.nn.network import Network
from mnistgui.nn.scaling import SCALINGS

COLUMNS = "columns"
SCALING_CHOICES = (*SCALINGS, COLUMNS)
_WHERE = "how the network is used"


class Usage(NamedTuple):
    """How weights are used.

    Parameters
    ----------
    scaling : str
        One of :data:`SCALING_CHOICES`.
    activation : str
        One name for each hidden layer, such as ``"relu,tanh"``, or one for all of them; empty
        without hidden layers.
    """

    scaling: str
    activation: str


def usage_of(network: Network) -> Usage:
    """Return how a network uses its weights.

    Parameters
    ----------
    network : Network

    Returns
    -------
    Usage
        With one name where all hidden layers have the same activation.
    """
    texts = to_texts(network)
    names = dict.fromkeys(texts[ACTIVATION].split(","))
    return Usage(texts[PIXEL_SCALING], texts[ACTIVATION] if len(names) > 1 else next(iter(names)))


def used(network: Network, usage: Usage, columns: Columns | None = None) -> Network:
    """Use the weights of a network in another way.

    Parameters
    ----------
    network : Network
        Not changed; arrays that stay the same are shared.
    usage : Usage
        How.
    columns : Columns or None
        Means and deviations of the pixels, for the scaling by columns.

    Returns
    -------
    Network

    Raises
    ------
    UserError
        There is no such scaling or activation, or there are too many or too few activations.
    """
    if usage.scaling not in SCALING_CHOICES:
        names = ", ".join(SCALING_CHOICES)
        raise UserError(
            f"the scaling {usage.scaling!r} is none of {names}, nor a .npz file of mean and std"
        )
    by_columns = usage.scaling == COLUMNS
    scaling = {} if by_columns else {PIXEL_SCALING: usage.scaling}
    description = from_texts({ACTIVATION: usage.activation, **scaling}, _WHERE)
    changed = replace(
        network, layers=_activated(network, description), pixel_scaling=description.pixel_scaling
    )
    if not by_columns:
        return changed
    if columns is None:
        raise UserError("the scaling by columns needs digits whose columns can be measured")
    return columns.taken_over_by(changed)


def _activated(network: Network, description: Description) -> list[Dense]:
    """The layers with other activations."""
    named, hidden = description.activations, len(network.layers) - 1
    if hidden and len(named) not in (1, hidden):
        raise UserError(f"{len(named)} activations are named for {hidden} hidden layers")
    chosen = [*(named if len(named) == hidden else [*named] * hidden), Identity()]
    return [Dense(one.W, one.b, by) for one, by in zip(network.dense_layers(), chosen, strict=True)]
