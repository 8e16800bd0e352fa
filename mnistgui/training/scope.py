"""The scope of a gradient check: which weights are checked, and on which digits."""

from dataclasses import dataclass
from enum import Enum

from mnistgui.errors import UserError
from mnistgui.nn.network import Network


class Layers(Enum):
    """Which layers of a network are checked; the values are the names on the command line."""

    ALL = "all"
    FIRST = "first"
    LAST_HIDDEN = "last-hidden"
    OUTPUT = "output"

    def number(self, network: Network) -> int | None:
        """Return the number of the layer in a network.

        Parameters
        ----------
        network : Network

        Returns
        -------
        int or None
            Counted from 1; None for all layers. The only layer where none is hidden.
        """
        match self:
            case Layers.ALL:
                return None
            case Layers.FIRST:
                return 1
            case Layers.LAST_HIDDEN:
                return max(len(network.layers) - 1, 1)
            case Layers.OUTPUT:
                return len(network.layers)


@dataclass(frozen=True)
class Scope:
    """Which weights of a network are checked, and on which digits.

    Parameters
    ----------
    layers : Layers
        All weights and biases, or the weights of one layer.
    unit : int or None
        Only the weights that lead away from this unit of the layer below, ``W[unit, :]``; None
        for a random choice of the layer's weights.
    digit : int or None
        Index of the one training digit that is used; None for ten digits drawn at random, clear
        of the bends of the network's ReLUs.
    """

    layers: Layers = Layers.ALL
    unit: int | None = None
    digit: int | None = None

    def checked_layer(self, network: Network) -> int | None:
        """Return the number of the checked layer, which must have the unit.

        Parameters
        ----------
        network : Network

        Returns
        -------
        int or None
            As :meth:`Layers.number` gives it.

        Raises
        ------
        UserError
            A unit is named without a layer, or the layer below has no such unit.
        """
        layer = self.layers.number(network)
        if self.unit is None:
            return layer
        if layer is None:
            raise UserError(
                "a unit alone names no weights; name their layer too: first, last-hidden or output"
            )
        fan_in = network.widths[layer - 1]
        if not 0 <= self.unit < fan_in:
            raise UserError(
                f"weights of layer {layer} lead away from units 0 to {fan_in - 1}, "
                f"and {self.unit} is none of them"
            )
        return layer


# What the write-up checked: the weights from hidden unit 0 to the ten outputs, on one digit.
OUTPUT_OF_UNIT_0 = Scope(Layers.OUTPUT, unit=0, digit=0)
