"""The orders in which the units of a layer can be listed."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mnistgui.inspection.units import layer_activity, movements, outgoing, weight_norms
from mnistgui.nn.arrays import Indices
from mnistgui.nn.network import Network


@dataclass(frozen=True, eq=False)
class OrderedLayer:
    """A layer whose units are to be ordered, with what orders may need.

    Parameters
    ----------
    network : Network
    layer : int
        Counted from 1.
    first : Network or None
        The network that its run began with, where that is known.
    digit : int
        The logit that is asked about.
    image : ndarray of shape (784,), uint8, or None
        The drawing, where there is one.
    """

    network: Network
    layer: int
    first: Network | None = None
    digit: int = 0
    image: NDArray[np.uint8] | None = None


@dataclass(frozen=True, eq=False)
class UnitOrder:
    """One order.

    Parameters
    ----------
    name : str
        On the command line.
    title : str
        For people.
    values : callable
        Given an :class:`OrderedLayer`, returns the value of each unit, of shape (units,), the
        largest of which comes first; None where something is missing.
    missing : str
        What is missing then, as a sentence.
    """

    name: str
    title: str
    values: Callable[[OrderedLayer], NDArray[np.floating] | None]
    missing: str = ""

    def sort(self, layer: OrderedLayer) -> Indices:
        """Order the units.

        Parameters
        ----------
        layer : OrderedLayer

        Returns
        -------
        ndarray of shape (units,), intp
            Units counted from 0, those of the largest values first, what is NaN last; by their
            numbers where something is missing.
        """
        values = self.values(layer)
        if values is None:
            return np.arange(layer.network.dense_layers()[layer.layer - 1].W.shape[1])
        return np.argsort(-values.astype(np.float64), kind="stable")


def _number(layer: OrderedLayer) -> NDArray[np.float64]:
    return -np.arange(layer.network.dense_layers()[layer.layer - 1].W.shape[1], dtype=np.float64)


def _norm(layer: OrderedLayer) -> NDArray[np.float64]:
    return weight_norms(layer.network, layer.layer)


def _outgoing(layer: OrderedLayer) -> NDArray[np.floating]:
    return np.asarray(outgoing(layer.network, layer.layer)[:, layer.digit])


def _drawing(layer: OrderedLayer) -> NDArray[np.floating] | None:
    if layer.image is None:
        return None
    return np.asarray(
        layer_activity(layer.network, layer.layer, layer.image[np.newaxis]).activations[0]
    )


def _movement(layer: OrderedLayer) -> NDArray[np.float64] | None:
    if layer.first is None:
        return None
    return movements(layer.network, layer.first, layer.layer)


UNIT_ORDERS = (
    UnitOrder("number", "By number", _number),
    UnitOrder("norm", "By length of the weights", _norm),
    UnitOrder("outgoing", "By weight to the digit", _outgoing),
    UnitOrder("drawing", "By activation for the drawing", _drawing, "There is no drawing."),
    UnitOrder(
        "movement",
        "By movement since the start",
        _movement,
        "The weights that this network began with are not known.",
    ),
)
