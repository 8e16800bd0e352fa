"""Builds a network: widths, activation, head and initial weights together."""

import itertools
from collections.abc import Sequence

import numpy as np

from mnistgui.nn.activations import Activation, Identity
from mnistgui.nn.heads import Head
from mnistgui.nn.initializers import Initializer, Rng
from mnistgui.nn.layers import Dense
from mnistgui.nn.network import Network
from mnistgui.nn.scaling import UNIT, PixelScaling


def build_network(
    hidden: Sequence[int],
    activation: Activation,
    head: Head,
    initializer: Initializer,
    rng: Rng,
    *,
    pixel_scaling: PixelScaling = UNIT,
    n_inputs: int = 784,
    dtype: type[np.floating] = np.float32,
) -> Network:
    """Make a network with freshly drawn weights.

    Parameters
    ----------
    hidden : sequence of int
        Width of each hidden layer; empty for (softmax or logistic) regression.
    activation : Activation
        Of the hidden layers.
    head : Head
        Says how many logits there are and what they mean.
    initializer : Initializer
    rng : numpy.random.Generator or numpy.random.RandomState
        The only source of randomness.
    pixel_scaling : PixelScaling
    n_inputs : int
        Pixels an image has.
    dtype : type
        float32 to train, float64 to check.

    Returns
    -------
    Network
    """
    widths = [n_inputs, *hidden, head.units]
    layers = []
    for i, (fan_in, fan_out) in enumerate(itertools.pairwise(widths)):
        output = i == len(hidden)
        W, b = initializer.draw(fan_in, fan_out, rng, output=output)
        layer_activation = Identity() if output else activation
        W, b = W.astype(dtype, copy=False), b.astype(dtype, copy=False)
        layers.append(Dense(W, b, layer_activation))
    return Network(layers, head, pixel_scaling)
