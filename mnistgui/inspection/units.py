"""What single units look for: their weights as pictures, and what they do with digits."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mnistgui.inspection.unit_states import UnitStates, unit_states
from mnistgui.nn.activations import Identity
from mnistgui.nn.arrays import Array, Indices
from mnistgui.nn.network import CHUNK_DIGITS, Network


@dataclass(frozen=True, eq=False)
class LayerActivity:
    """What the units of one layer do with some digits.

    Parameters
    ----------
    layer : int
        Counted from 1.
    activations : ndarray of shape (n_samples, units)
        Logits of the output layer.
    states : UnitStates
    """

    layer: int
    activations: Array
    states: UnitStates

    def strongest(self, unit: int, count: int) -> Indices:
        """Find the digits that excite a unit most.

        Parameters
        ----------
        unit : int
            Counted from 0.
        count : int

        Returns
        -------
        ndarray of shape (at most count,), intp
            Rows, the strongest first; equal ones in their order.
        """
        return np.argsort(-self.activations[:, unit], kind="stable")[:count]

    def weakest(self, unit: int, count: int) -> Indices:
        """Find the digits that excite a unit least; see :meth:`strongest`."""
        return np.argsort(self.activations[:, unit], kind="stable")[:count]

    def state_name(self, unit: int) -> str:
        """Return ``"dead"``, ``"saturated"`` or ``"alive"``."""
        if self.states.dead[unit]:
            return "dead"
        return "saturated" if self.states.saturated[unit] else "alive"


def layer_activity(network: Network, layer: int, images: NDArray[np.uint8]) -> LayerActivity:
    """Compute what the units of a layer do with images.

    Parameters
    ----------
    network : Network
        Of dense layers.
    layer : int
        Counted from 1.
    images : ndarray of shape (n_samples, 784), uint8
        At least one.

    Returns
    -------
    LayerActivity
    """
    layers = network.dense_layers()[:layer]
    found = np.empty((len(images), layers[-1].W.shape[1]), network.dtype)
    with np.errstate(over="ignore", invalid="ignore"):
        for begin in range(0, len(images), CHUNK_DIGITS):
            rows = slice(begin, begin + CHUNK_DIGITS)
            a = network.pixel_scaling.scaled(images[rows], network.dtype)
            for one in layers:
                z = np.empty((len(a), one.W.shape[1]), network.dtype)
                one.forward(a, z)
                a = z
            found[rows] = a
    output = layer == len(network.layers)
    states = unit_states(Identity() if output else layers[-1].activation, found)
    return LayerActivity(layer, found, states)


def pulled_back(network: Network, layer: int) -> Array:
    """Multiply the weights of all layers up to one, as if there were no activations between them.

    The picture of a deeper unit then adds up those of the units before it, each as strongly as it
    is weighed. It is exact where all units on the way fire, and a first look elsewhere.

    Parameters
    ----------
    network : Network
        Of dense layers.
    layer : int
        Counted from 1; of the first, the product is its weights.

    Returns
    -------
    ndarray of shape (784, units), as the weights
    """
    first, *others = network.dense_layers()[:layer]
    product = first.W
    with np.errstate(over="ignore", invalid="ignore"):
        for one in others:
            product = product @ one.W
    return product


def outgoing(network: Network, layer: int) -> Array:
    """Compute how the units of a layer speak for each class.

    Parameters
    ----------
    network : Network
        Of dense layers.
    layer : int
        Counted from 1.

    Returns
    -------
    ndarray of shape (units, n_logits), as the weights
        The outgoing weights of the last hidden layer; for layers before it, the product of the
        weights of all later layers, as in :func:`pulled_back`. The identity for the output layer.
    """
    layers = network.dense_layers()
    product = np.eye(layers[layer - 1].W.shape[1], dtype=network.dtype)
    with np.errstate(over="ignore", invalid="ignore"):
        for one in layers[layer:]:
            product = product @ one.W
    return product


def weight_norms(network: Network, layer: int) -> NDArray[np.float64]:
    """Compute the length of the incoming weights of each unit, of shape (units,)."""
    W = network.dense_layers()[layer - 1].W
    norms: NDArray[np.float64] = np.linalg.norm(W.astype(np.float64), axis=0)
    return norms


def movements(network: Network, first: Network, layer: int) -> NDArray[np.float64]:
    """Compute how far the weights of each unit are from those of another network, (units,)."""
    W, W0 = (one.dense_layers()[layer - 1].W for one in (network, first))
    lengths: NDArray[np.float64] = np.linalg.norm(W.astype(np.float64) - W0, axis=0)
    return lengths
