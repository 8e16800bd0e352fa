"""The network that the write-ups computed by hand, with every array of one step.

All but the variants with a slip comes from the program's own forward and backward pass.
"""

from dataclasses import dataclass

import numpy as np

from mnistgui.nn.activations import Identity, ReLU
from mnistgui.nn.backprop import Backprop
from mnistgui.nn.directional_check import Vector
from mnistgui.nn.heads import Softmax
from mnistgui.nn.layers import Dense
from mnistgui.nn.network import Network
from mnistgui.nn.optimizers import SGD
from mnistgui.nn.parameters import named_parameters

X = np.array([[1.0, -1.0, 1.0]])
TARGET = np.array([2])
RATE = 0.5


def worked_example() -> Network:
    """The network computed by hand in the write-ups."""

    def layer(rows: list[list[float]], b: list[float], *, last: bool = False) -> Dense:
        W = np.ascontiguousarray(np.array(rows, np.float64).T)
        return Dense(W, np.array(b, np.float64), Identity() if last else ReLU())

    return Network(
        [
            layer([[1, -2, 1], [3, 4, -2]], [1, -2]),
            layer([[1, -2], [3, 4]], [1, 0]),
            layer([[2, 2], [3, -3], [2, 1]], [0, -4, -2], last=True),
        ],
        Softmax(),
    )


@dataclass(frozen=True, eq=False)
class Slips:
    """What somebody did by hand instead of what is right.

    Parameters
    ----------
    slope_below_zero : float
        Taken for the derivative of ReLU where z is negative.
    from_new_weights : bool
        Whether delta2 is taken from the weights of the output layer after the step.
    """

    slope_below_zero: float = 0.0
    from_new_weights: bool = False


def step(slips: Slips | None = None) -> dict[str, Vector]:
    """Take one step, and name every array of it as the page does: ``W3^T``, ``delta2``, ...

    Parameters
    ----------
    slips : Slips or None
        None for the right step, as the program takes it.

    Returns
    -------
    dict of str to ndarray
        Of one sample: vectors are without the axis of the samples; ``W3'^T`` is after the step.
    """
    network = worked_example()
    backprop = Backprop(network, 1)
    backprop.x[...] = X
    loss = backprop.run(TARGET)
    if slips is not None:
        _slip(backprop, slips)
    arrays = {"x": X[0], "y": np.eye(3)[TARGET[0]]}
    arrays["p"] = network.head.probabilities(backprop.outputs[-1])[0]
    arrays["loss"] = np.array(loss.mean)
    for i, layer in enumerate(network.dense_layers()):
        arrays[f"W{i + 1}^T"], arrays[f"b{i + 1}"] = layer.W.T.copy(), layer.b.copy()
        arrays[f"z{i + 1}"] = (backprop.inputs[i] @ layer.W + layer.b)[0]
        arrays[f"a{i + 1}"] = backprop.outputs[i][0].copy()
        arrays[f"delta{i + 1}"] = backprop.deltas[i][0].copy()
        arrays[f"dW{i + 1}^T"] = (backprop.inputs[i].T @ backprop.deltas[i]).T
        arrays[f"db{i + 1}"] = backprop.deltas[i].sum(axis=0)
    for p, g in zip(named_parameters(network), backprop.gradients(), strict=True):
        SGD().update(p.key, p.array, g, RATE, 0.0)
    for i, layer in enumerate(network.dense_layers()):
        arrays[f"W{i + 1}'^T"], arrays[f"b{i + 1}'"] = layer.W.T, layer.b
    z = network.forward(X)[-1]
    arrays["loss'"] = np.array(network.head.loss(z, TARGET, np.empty_like(z)).mean)
    return arrays


def _slip(backprop: Backprop, slips: Slips) -> None:
    """Compute the deltas of the hidden layers again, with what went wrong."""
    first, second, third = backprop.network.dense_layers()
    W3 = third.W
    if slips.from_new_weights:
        W3 = W3 - RATE * backprop.inputs[2].T @ backprop.deltas[2]
    z1 = X @ first.W + first.b
    backprop.deltas[1][...] = (backprop.deltas[2] @ W3.T) * (backprop.outputs[1] > 0)
    slope = np.where(z1 > 0, 1.0, slips.slope_below_zero)
    backprop.deltas[0][...] = (backprop.deltas[1] @ second.W.T) * slope
