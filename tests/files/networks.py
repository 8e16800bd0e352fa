"""Small networks for tests of files."""

import itertools
from collections.abc import Sequence

import numpy as np

from mnistgui.nn.activations import Activation, Identity, ReLU
from mnistgui.nn.heads import Head, Softmax
from mnistgui.nn.layers import Dense
from mnistgui.nn.network import Network
from mnistgui.nn.scaling import UNIT, PixelScaling


def network(
    hidden: Sequence[int] = (5, 4),
    activations: Sequence[Activation] | None = None,
    head: Head | None = None,
    pixel_scaling: PixelScaling = UNIT,
    seed: int = 0,
) -> Network:
    rng = np.random.default_rng(seed)
    head = head or Softmax()
    widths = [784, *hidden, head.units]
    chosen = [*(activations or [ReLU()] * len(hidden)), Identity()]
    layers = [
        Dense(
            rng.normal(size=shape).astype(np.float32) / 10,
            rng.normal(size=shape[1]).astype(np.float32),
            activation,
        )
        for shape, activation in zip(itertools.pairwise(widths), chosen, strict=True)
    ]
    return Network(layers, head, pixel_scaling)


def same(one: Network, other: Network) -> bool:
    """Whether all bits and the meaning of two networks agree."""
    return (
        one.sha256() == other.sha256()
        and one.widths == other.widths
        and [layer.activation for layer in one.dense_layers()]
        == [layer.activation for layer in other.dense_layers()]
        and one.head == other.head
        and one.pixel_scaling == other.pixel_scaling
    )
