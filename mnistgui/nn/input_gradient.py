"""Backpropagation down to the pixels: what a little more ink would do to the logits."""

from collections.abc import Sequence

import numpy as np

from mnistgui.nn.arrays import Array
from mnistgui.nn.network import Network


def input_gradients(network: Network, outputs: Sequence[Array], upstream: Array) -> Array:
    """Differentiate sums of logits with respect to the scaled pixels of one image.

    Parameters
    ----------
    network : Network
    outputs : sequence of ndarray of shape (1, fan_out)
        What ``network.forward`` made of the image.
    upstream : ndarray of shape (n_sums, units)
        Row i weighs the logits of the sum ``upstream[i] @ logits``.

    Returns
    -------
    ndarray of shape (n_sums, n_pixels)
        Row i is the gradient of that sum.
    """
    delta = upstream.copy()
    for layer, a in zip(reversed(network.layers), reversed(outputs), strict=True):
        below = np.empty((len(delta), *layer.input_shape), delta.dtype)
        layer.backward(delta, a, below)
        delta = below
    return delta
