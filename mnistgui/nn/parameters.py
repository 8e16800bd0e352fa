"""The parameters of a network by name: what an optimizer's state, a file and a check call them."""

from dataclasses import dataclass

from mnistgui.nn.arrays import Array
from mnistgui.nn.network import Network


@dataclass(frozen=True)
class NamedParameter:
    """A parameter with the name its state is kept under.

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
