"""The loss with one weight moved, for many weights in turn, without a new pass through it all.

Moving a weight changes nothing before its layer, so what differs begins there. Many moves go
through the rest of the network as the rows of one batch, which takes a large network a tenth of
the time of passes one by one.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mnistgui.nn.arrays import Array, Indices
from mnistgui.nn.layers import Dense, Layer
from mnistgui.nn.network import CHUNK_DIGITS, Network
from mnistgui.nn.parameters import NamedParameter


class MovedLoss:
    """The mean loss of a network on some samples, as a function of one weight at a time.

    Parameters
    ----------
    network : Network
        In float64; left as it is.
    x : ndarray of shape (n_samples, n_inputs), float64
        Scaled pixels.
    targets : ndarray of shape (n_samples,), intp
    """

    def __init__(self, network: Network, x: Array, targets: Indices) -> None:
        self._network = network
        self._targets = targets
        self._inputs = [x, *network.forward(x)[:-1]]

    def slopes(
        self, parameter: NamedParameter, indices: NDArray[np.intp], epsilon: float
    ) -> NDArray[np.float64]:
        """Central differences of the loss, ``(J(w + e) - J(w - e)) / (2 e)``.

        Parameters
        ----------
        parameter : NamedParameter
            One of the network's.
        indices : ndarray of shape (n_entries, ndim), intp
            Entries of its array, such as (from, to) of weights or (unit,) of biases.
        epsilon : float
            How far each of them is moved, by itself.

        Returns
        -------
        ndarray of shape (n_entries,), float64
        """
        at_once = max(1, CHUNK_DIGITS // len(self._targets))
        blocks = np.split(indices, range(at_once, len(indices), at_once))
        return np.concatenate([self._block(parameter, block, epsilon) for block in blocks])

    def _block(
        self, parameter: NamedParameter, indices: NDArray[np.intp], epsilon: float
    ) -> NDArray[np.float64]:
        above = self._losses(parameter, indices, epsilon)
        below = self._losses(parameter, indices, -epsilon)
        return (above - below) / (2 * epsilon)

    def _losses(
        self, parameter: NamedParameter, indices: NDArray[np.intp], by: float
    ) -> NDArray[np.float64]:
        """Mean loss with each entry moved, the others where they were."""
        number = parameter.layer
        a, layer = self._inputs[number - 1], self._network.layers[number - 1]
        rows = moved_activations(layer, parameter.array, a, indices, by)
        above = self._network.layers[number:]
        outputs = replace(self._network, layers=above).forward(rows) if above else [rows]
        logits = outputs[-1].reshape(len(indices), len(a), -1)
        delta = np.empty_like(logits[0])
        losses = [self._network.head.loss(one, self._targets, delta).mean for one in logits]
        return np.array(losses)


def moved_activations(
    layer: Layer, array: Array, a: Array, indices: NDArray[np.intp], by: float
) -> Array:
    """Compute a layer's activations with each entry of one of its parameters moved by itself.

    Parameters
    ----------
    layer : Layer
    array : ndarray
        The parameter, the very array of the layer.
    a : ndarray of shape (n_samples, *input_shape), float64
        What the layer reads.
    indices : ndarray of shape (n_entries, ndim), intp
    by : float

    Returns
    -------
    ndarray of shape (n_entries * n_samples, *output_shape), float64
        All samples with the first entry moved, then with the second, and so on.
    """
    if isinstance(layer, Dense):
        return _moved_dense(layer, a, indices, by)
    out = np.empty((len(indices), len(a), *layer.output_shape), a.dtype)
    for index, activations in zip(indices, out, strict=True):
        moved = array.copy()
        moved[tuple(index)] += by
        arrays = [moved if p.array is array else p.array for p in layer.parameters()]
        layer.with_parameters(arrays).forward(a, activations)
    return out.reshape(-1, *layer.output_shape)


def _moved_dense(layer: Dense, a: Array, indices: NDArray[np.intp], by: float) -> Array:
    """Add ``by * a_i`` to unit j's pre-activation where its weight from unit i moves: no product.

    ``indices`` are pairs (i, j) of weights, or units (j,) of biases.
    """
    product = a @ layer.W
    moved = np.tile(product, (len(indices), 1, 1))
    change = by * (a.T[indices[:, 0]] if indices.shape[1] == 2 else np.ones(len(a)))
    moved[np.arange(len(indices)), :, indices[:, -1]] += change
    rows = moved.reshape(-1, product.shape[1])
    layer.finish(rows)
    return rows
