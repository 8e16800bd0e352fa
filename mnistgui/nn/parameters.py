"""The parameters of a network by name: what an optimizer's state, a file and a check call them."""

from collections.abc import Iterable
from dataclasses import dataclass

from mnistgui.nn.arrays import Array


@dataclass(frozen=True)
class Named:
    """A parameter with the name its state is kept under.

    Parameters
    ----------
    key : str
        Such as ``"W1"`` or ``"b1"``, layers counted from 1.
    array : ndarray of shape (fan_in, fan_out) or (fan_out,)
    penalised : bool
        Whether the L2 penalty applies; it leaves biases alone.
    """

    key: str
    array: Array
    penalised: bool

    @property
    def layer(self) -> int:
        """Number of its layer, counted from 1."""
        return int(self.key[1:])


def named(parameters: Iterable[Array]) -> list[Named]:
    """Name the parameters of a network.

    Parameters
    ----------
    parameters : iterable of ndarray, of shapes (fan_in, fan_out) and (fan_out,) in turn
        W1, b1, W2, b2, ... as ``Network.parameters()`` yields them.

    Returns
    -------
    list of Named
    """
    return [
        Named(f"{'Wb'[i % 2]}{i // 2 + 1}", array, penalised=i % 2 == 0)
        for i, array in enumerate(parameters)
    ]
