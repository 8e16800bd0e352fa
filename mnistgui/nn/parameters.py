"""The parameters of a network by name, as files and optimizers know them, and their penalty."""

from dataclasses import dataclass

import numpy as np

from mnistgui.nn.arrays import Array
from mnistgui.nn.network import Network


@dataclass(frozen=True)
class NamedParameter:
    """A parameter, and the name under which files and optimizers store what belongs to it.

    Parameters
    ----------
    key : str
        Such as ``"W1"`` or ``"b1"``, layers counted from 1.
    layer : int
        Number of its layer, counted from 1.
    array : ndarray of shape (fan_in, fan_out) or (fan_out,)
    penalised : bool
        Whether the L2 penalty applies; it leaves biases alone.
    """

    key: str
    layer: int
    array: Array
    penalised: bool


def named_parameters(network: Network) -> list[NamedParameter]:
    """Name the parameters of a network.

    Parameters
    ----------
    network : Network

    Returns
    -------
    list of NamedParameter
        In the order of ``network.parameters()``; an array shares its memory with the network's.
    """
    return [
        NamedParameter(f"{name}{number}", number, array, penalised)
        for number, layer in enumerate(network.layers, 1)
        for name, array, penalised in layer.parameters()
    ]


def l2_penalty(network: Network, l2: float) -> float:
    """Compute the L2 penalty ``l2 * sum(W**2)`` over all weights; biases are not penalised.

    Parameters
    ----------
    network : Network
    l2 : float
        Strength of the penalty; 0 for none.

    Returns
    -------
    float
    """
    if not l2:
        return 0.0
    return l2 * sum(float(np.vdot(layer.W, layer.W)) for layer in network.layers)
