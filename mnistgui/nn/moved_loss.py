"""The loss with one weight moved, for many weights in turn, without a new pass through it all.

Moving the weight from unit i to unit j adds ``e * a_i`` to the pre-activation of j and changes
nothing before it, so what differs begins there. Many moves go through the rest of the network as
the rows of one batch, which takes a large network a tenth of the time of passes one by one.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mnistgui.nn.arrays import Array, Indices
from mnistgui.nn.network import CHUNK_DIGITS, Network


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

    def slopes(self, layer: int, indices: NDArray[np.intp], epsilon: float) -> NDArray[np.float64]:
        """Central differences of the loss, ``(J(w + e) - J(w - e)) / (2 e)``.

        Parameters
        ----------
        layer : int
            Counted from 1.
        indices : ndarray of shape (n_entries, ndim), intp
            Entries of its weights, (from, to), or of its biases, (unit,).
        epsilon : float
            How far each of them is moved, by itself.

        Returns
        -------
        ndarray of shape (n_entries,), float64
        """
        at_once = max(1, CHUNK_DIGITS // len(self._targets))
        blocks = np.split(indices, range(at_once, len(indices), at_once))
        return np.concatenate([self._block(layer, block, epsilon) for block in blocks])

    def _block(self, layer: int, indices: NDArray[np.intp], epsilon: float) -> NDArray[np.float64]:
        above, below = self._losses(layer, indices, epsilon), self._losses(layer, indices, -epsilon)
        return (above - below) / (2 * epsilon)

    def _losses(self, layer: int, indices: NDArray[np.intp], by: float) -> NDArray[np.float64]:
        """Mean loss with each entry moved, the others where they were."""
        a, first = self._inputs[layer - 1], self._network.layers[layer - 1]
        product = a @ first.W
        moved = np.tile(product, (len(indices), 1, 1))
        units = indices[:, -1]
        change = by * (a.T[indices[:, 0]] if indices.shape[1] == 2 else np.ones(len(a)))
        moved[np.arange(len(indices)), :, units] += change
        rows = moved.reshape(-1, product.shape[1])
        first.finish(rows)
        rest = replace(self._network, layers=self._network.layers[layer:])
        logits = [rows, *rest.forward(rows)][-1].reshape(len(indices), len(a), -1)
        delta = np.empty_like(logits[0])
        losses = [self._network.head.loss(one, self._targets, delta).mean for one in logits]
        return np.array(losses)
