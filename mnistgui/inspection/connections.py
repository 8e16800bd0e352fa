"""The connections of a network that matter most: large weights, or those with the largest flow."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mnistgui.nn.arrays import Array, Indices
from mnistgui.nn.network import Network

MOST_PER_LAYER = 60


@dataclass(frozen=True, eq=False)
class Connections:
    """Some connections into one layer, the strongest first.

    Parameters
    ----------
    layer : int
        The layer that they lead to, counted from 1.
    sources : ndarray of shape (n,), intp
        Units of the layer below, or pixels.
    units : ndarray of shape (n,), intp
        Units of the layer.
    values : ndarray of shape (n,)
        What flows, ``a[j] * W[j, k]``; without activations the weights.
    """

    layer: int
    sources: Indices
    units: Indices
    values: Array


@dataclass(frozen=True, eq=False)
class Flow:
    """A network with what a digit makes of it, as far as it is drawn.

    Parameters
    ----------
    network : Network
    activations : tuple of ndarray of shape (units,)
        Of the scaled pixels, each hidden layer, and the probabilities; empty without a digit.
    strongest : tuple of Connections
        One a layer.
    """

    network: Network
    activations: tuple[Array, ...]
    strongest: tuple[Connections, ...]


def flow(
    network: Network, image: NDArray[np.uint8] | None = None, count: int = MOST_PER_LAYER
) -> Flow:
    """Find the strongest connections of every layer.

    Parameters
    ----------
    network : Network
        Of dense layers.
    image : ndarray of shape (784,), uint8, or None
        The digit that flows through it; None for weights alone.
    count : int
        Of connections a layer, at most.

    Returns
    -------
    Flow

    Raises
    ------
    UserError
        A layer is not dense.
    """
    layers = network.dense_layers()
    if image is None:
        found = [_strongest(i, layer.W, count) for i, layer in enumerate(layers, 1)]
        return Flow(network, (), tuple(found))
    x = network.pixel_scaling.scaled(image[None], network.dtype)
    outputs = network.forward(x)
    read = [x[0], *(output[0] for output in outputs[:-1])]
    found = [
        _strongest(i, _products(layer.W, a[:, np.newaxis]), count)
        for i, (a, layer) in enumerate(zip(read, layers, strict=True), 1)
    ]
    p = network.head.probabilities(outputs[-1])[0]
    return Flow(network, (*read, p[-network.head.units :]), tuple(found))


def connections_of(seen: Flow, layer: int, unit: int, count: int = 20) -> tuple[Connections, ...]:
    """Find the strongest connections of one unit, from below and to the layer above.

    Parameters
    ----------
    seen : Flow
    layer : int
        Of the unit, counted from 1.
    unit : int
        Counted from 0.
    count : int
        In each direction, at most.

    Returns
    -------
    tuple of Connections
        Into the unit's layer, then into the next where there is one.
    """
    layers = seen.network.dense_layers()
    into = layers[layer - 1].W[:, unit]
    if seen.activations:
        into = _products(into, seen.activations[layer - 1])
    rows = _largest(into, count)
    found = [Connections(layer, rows, np.full(len(rows), unit), into[rows])]
    if layer < len(layers):
        out = layers[layer].W[unit]
        if seen.activations:
            out = _products(out, seen.activations[layer][unit])
        columns = _largest(out, count)
        found.append(Connections(layer + 1, np.full(len(columns), unit), columns, out[columns]))
    return tuple(found)


@np.errstate(over="ignore", invalid="ignore")
def _products(weights: Array, activations: Array) -> Array:
    """Return what flows through connections; infinity or NaN where numbers are too large."""
    return np.asarray(weights * activations)


def _strongest(layer: int, values: Array, count: int) -> Connections:
    found = _largest(values.ravel(), count)
    sources, units = np.unravel_index(found, values.shape)
    return Connections(layer, sources, units, values[sources, units])


def _largest(values: Array, count: int) -> Indices:
    """Return where the numbers of the largest magnitude are that are not 0, the largest first."""
    sizes = np.nan_to_num(np.abs(values))
    count = min(count, len(sizes))
    found = np.argpartition(sizes, -count)[-count:]
    found = found[sizes[found] > 0]
    return np.asarray(found[np.argsort(-sizes[found], kind="stable")], np.intp)
