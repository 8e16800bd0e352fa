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
    row_per_pixel : bool
        Whether row i belongs to pixel i of an image and to no other.
    """

    key: str
    layer: int
    array: Array
    penalised: bool
    row_per_pixel: bool


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
        NamedParameter(
            f"{one.name}{number}",
            number,
            one.array,
            one.penalised,
            row_per_pixel=number == 1 and one.row_per_input,
        )
        for number, layer in enumerate(network.layers, 1)
        for one in layer.parameters()
    ]


def l2_penalty(network: Network, l2: float) -> float:
    """Compute the L2 penalty ``l2 * sum(W**2)`` over all parameters that are penalised.

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
    arrays = (p.array for layer in network.layers for p in layer.parameters() if p.penalised)
    return l2 * sum(float(np.vdot(array, array)) for array in arrays)
