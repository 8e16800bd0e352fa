"""All calculations of one step of learning, from the pixels to the new weights."""

from dataclasses import dataclass

import numpy as np

from mnistgui.inspection.numbers.backward import backward, output_delta
from mnistgui.inspection.numbers.calculation import Calculation, Named
from mnistgui.inspection.numbers.example import Example
from mnistgui.inspection.numbers.forward import forward
from mnistgui.inspection.numbers.loss import loss
from mnistgui.inspection.numbers.update import UPDATES, Changed, penalised
from mnistgui.nn.arrays import Array
from mnistgui.nn.backprop import Backprop
from mnistgui.nn.gradients import DenseGradient
from mnistgui.nn.network import Network
from mnistgui.nn.optimizers import Optimizer
from mnistgui.nn.parameters import named_parameters


@dataclass(frozen=True, eq=False)
class Walk:
    """Everything that one digit computes and teaches.

    Parameters
    ----------
    example : Example
    calculations : tuple of Calculation
        In the order in which they are computed.
    """

    example: Example
    calculations: tuple[Calculation, ...]

    def named(self, name: str) -> Calculation:
        """Return the calculation of a name, such as ``"dW1"``.

        Raises
        ------
        KeyError
            There is none of this name.
        """
        for one in self.calculations:
            if one.name == name:
                return one
        raise KeyError(name)


def walk(example: Example) -> Walk:
    """Work out one step of learning.

    Parameters
    ----------
    example : Example

    Returns
    -------
    Walk

    Raises
    ------
    UserError
        The network is not made of dense layers, or the program's source is not installed.
    """
    network, optimizer = example.network, example.make_optimizer()
    if example.taken:
        network = network.copy()
        for _ in range(example.taken):
            _learn(network, optimizer, example)
    layers = network.dense_layers()
    ahead, read = forward(layers, example.x)
    losses = loss(network.head, read[-1], example.target)
    p = next(one.result for one in losses if one.name == "p")
    first = output_delta(network.head, len(layers), read[-1], p, example.target)
    back = backward(layers, read, first)
    with np.errstate(over="ignore", invalid="ignore"):
        after = _updates(network, optimizer, example, {one.name: one.result for one in back})
    return Walk(example, (*ahead, *losses, *back, *after))


def _learn(network: Network, optimizer: Optimizer, example: Example) -> None:
    """Take a step in place, as a run with batches of this one digit does."""
    backprop = Backprop(network, 1)
    backprop.x[...] = example.x
    backprop.run(np.array([example.target]))
    for one, gradient in zip(named_parameters(network), backprop.gradients(), strict=True):
        l2 = example.l2 if one.penalised else 0.0
        optimizer.update(one.key, one.array, gradient, example.rate, l2)


def _updates(
    network: Network, optimizer: Optimizer, example: Example, gradients: dict[str, Named]
) -> list[Calculation]:
    found = []
    for one in named_parameters(network):
        l2 = example.l2 if one.penalised else 0.0
        before, gradient = Named(one.key, one.array), gradients[f"d{one.key}"]
        if l2:
            found.append(penalised(before, gradient, l2))
        array = one.array.copy()
        state = _state_of(optimizer, one.key, array)
        optimizer.update(one.key, array, DenseGradient(gradient.array), example.rate, l2)
        changed = Changed(
            optimizer,
            before,
            found[-1].result if l2 else gradient,
            Named(f"{one.key}'", array),
            state,
            _state_of(optimizer, one.key, array),
            example.rate,
        )
        found += UPDATES[type(optimizer)](changed)
    return found


def _state_of(optimizer: Optimizer, key: str, like: Array) -> dict[str, Array]:
    """Copy what an optimizer keeps of a parameter; zeros before its first step."""
    names = (*optimizer.per_weight, *optimizer.counters)
    empty = {
        name: np.zeros(1) if name in optimizer.counters else np.zeros_like(like) for name in names
    }
    return {name: optimizer.state.get(f"{name}.{key}", empty[name]).copy() for name in names}
