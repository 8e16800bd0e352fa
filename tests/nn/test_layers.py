import numpy as np
import pytest

from mnistgui.nn.activations import Activation, Identity, LeakyReLU, ReLU, Sigmoid, Tanh
from mnistgui.nn.arrays import Array
from mnistgui.nn.layers import Dense, Layer
from mnistgui.nn.parameters import named_parameters
from mnistgui.nn.ragged import Block
from tests.files.networks import network

STEP = 1e-6


def layer(activation: Activation) -> Dense:
    rng = np.random.default_rng(3)
    return Dense(rng.normal(size=(5, 4)), rng.normal(size=4), activation)


def cost(of: Layer, x: Array, weights: Array) -> float:
    out = np.empty((len(x), *of.output_shape))
    of.forward(x, out)
    return float((out * weights).sum())


@pytest.mark.parametrize("activation", [Identity(), ReLU(), LeakyReLU(0.1), Tanh(), Sigmoid()])
def test_backward_is_the_slope_of_forward(activation: Activation) -> None:
    dense, rng = layer(activation), np.random.default_rng(4)
    x, weights = rng.normal(size=(6, 5)), rng.normal(size=(6, 4))
    a, delta, below = np.empty((6, 4)), weights.copy(), np.empty((6, 5))
    dense.forward(x, a)
    dense.backward(delta, a, below)
    for index in np.ndindex(x.shape):
        moved = [x.copy(), x.copy()]
        moved[0][index] += STEP
        moved[1][index] -= STEP
        slope = (cost(dense, moved[0], weights) - cost(dense, moved[1], weights)) / (2 * STEP)
        assert below[index] == pytest.approx(slope, abs=1e-7)


def test_gradients_are_the_slopes_of_its_parameters() -> None:
    dense, rng = layer(Tanh()), np.random.default_rng(5)
    x, weights = rng.normal(size=(6, 5)), rng.normal(size=(6, 4))
    a, delta = np.empty((6, 4)), weights.copy()
    dense.forward(x, a)
    dense.backward(delta, a, None)
    for parameter, gradient in zip(dense.parameters(), dense.gradients(x, delta), strict=True):
        found = np.zeros_like(parameter.array)
        gradient.add_to(found, scale=1.0, keep=0.0)
        for index in np.ndindex(parameter.array.shape):
            before = parameter.array[index]
            parameter.array[index] = before + STEP
            above = cost(dense, x, weights)
            parameter.array[index] = before - STEP
            slope = (above - cost(dense, x, weights)) / (2 * STEP)
            parameter.array[index] = before
            assert found[index] == pytest.approx(slope, abs=1e-7)


def test_blocks_that_leave_out_zeros_give_the_same_as_the_whole_batch() -> None:
    dense, rng = layer(Identity()), np.random.default_rng(6)
    x, delta = rng.normal(size=(6, 5)), rng.normal(size=(6, 4))
    x[:3, 2:] = 0
    blocks = [Block(slice(0, 3), x[:3, :2].copy()), Block(slice(3, 6), x[3:].copy())]
    whole, pieces = np.empty((6, 4)), np.empty((6, 4))
    dense.forward(x, whole)
    dense.forward(blocks, pieces)
    np.testing.assert_allclose(pieces, whole, atol=1e-12)
    pairs = zip(dense.gradients(x, delta), dense.gradients(blocks, delta), strict=True)
    for parameter, (one, other) in zip(dense.parameters(), pairs, strict=True):
        found, of_blocks = np.zeros_like(parameter.array), np.zeros_like(parameter.array)
        one.add_to(found, scale=1.0, keep=0.0)
        other.add_to(of_blocks, scale=1.0, keep=0.0)
        np.testing.assert_allclose(of_blocks, found, atol=1e-12)


def test_a_network_asks_its_layers_for_shapes_cost_and_names() -> None:
    made = network(hidden=(5, 4))
    assert made.widths == (784, 5, 4, 10)
    assert made.cost == 784 * 5 + 5 * 4 + 4 * 10
    keys = [(one.key, one.layer, one.penalised) for one in named_parameters(made)]
    assert keys == [
        *(("W1", 1, True), ("b1", 1, False)),
        *(("W2", 2, True), ("b2", 2, False)),
        *(("W3", 3, True), ("b3", 3, False)),
    ]
    assert all(
        one.array is array
        for one, array in zip(named_parameters(made), made.parameters(), strict=True)
    )
