"""What is worked out: one digit, one network, and how it learns."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from mnistgui.nn.activations import Activation, Identity, ReLU
from mnistgui.nn.arrays import Array
from mnistgui.nn.heads import Softmax
from mnistgui.nn.layers import Dense
from mnistgui.nn.network import Network
from mnistgui.nn.optimizers import SGD, Optimizer


@dataclass(frozen=True, eq=False)
class Example:
    """One digit and one network.

    Parameters
    ----------
    name : str
        Of the digit, for people.
    network : Network
        Of dense layers; never changed.
    x : ndarray of shape (n_inputs,), of the network's precision
        What the first layer reads.
    target : int
        Index of the true class.
    make_optimizer : callable
        Makes the optimizer, with no state yet.
    rate : float
        The learning rate.
    l2 : float
        Strength of the penalty.
    taken : int
        Steps that the network learns from this digit before the one that is shown.
    """

    name: str
    network: Network
    x: Array
    target: int
    make_optimizer: Callable[[], Optimizer] = SGD
    rate: float = 0.1
    l2: float = 0.0
    taken: int = 0


@dataclass(frozen=True)
class SmallExample:
    """A network that fits on paper, with the digit that it reads.

    Parameters
    ----------
    x : tuple of float
    label : int
        Index of the true class.
    weights : tuple of tuple of tuple of float
        One matrix a layer, transposed: each row belongs to one unit.
    biases : tuple of tuple of float
    activation : Activation
        Of the hidden layers.
    rate : float
    """

    x: tuple[float, ...]
    label: int
    weights: tuple[tuple[tuple[float, ...], ...], ...]
    biases: tuple[tuple[float, ...], ...]
    activation: Activation = field(default_factory=ReLU)
    rate: float = 0.5

    def example(self, name: str) -> Example:
        """Make it something to work out, in float64."""
        last = len(self.weights) - 1
        layers = [
            Dense(
                np.ascontiguousarray(np.array(W, np.float64).T),
                np.array(b, np.float64),
                self.activation if i < last else Identity(),
            )
            for i, (W, b) in enumerate(zip(self.weights, self.biases, strict=True))
        ]
        network = Network(layers, Softmax())
        return Example(name, network, np.array(self.x, np.float64), self.label, rate=self.rate)


WORKED = SmallExample(
    x=(1, -1, 1),
    label=2,
    weights=(
        ((1, -2, 1), (3, 4, -2)),
        ((1, -2), (3, 4)),
        ((2, 2), (3, -3), (2, 1)),
    ),
    biases=((1, -2), (1, 0), (0, -4, -2)),
)
"""The network that the write-ups computed by hand; see the page *By hand*."""

LARGE_LOGITS = SmallExample(x=(1,), label=1, weights=(((1000,), (0,)),), biases=((0, 0),), rate=0.1)
"""Two logits, 1000 and 0, for which the naive softmax overflows; see the page *By hand*."""
