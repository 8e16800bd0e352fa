"""A step in blocks is the step of the whole batch, but for rounding."""

import numpy as np
import pytest

from mnistgui.nn.activations import ReLU
from mnistgui.nn.backprop import Backprop
from mnistgui.nn.blocks import Strips, in_blocks
from mnistgui.nn.build import build_network
from mnistgui.nn.dropout import Dropout
from mnistgui.nn.gradients import WeightGradient, weight_gradient
from mnistgui.nn.heads import Softmax
from mnistgui.nn.initializers import GlorotUniform
from mnistgui.nn.network import Network
from mnistgui.nn.optimizers import SGD, Adam, Momentum, Nesterov, Optimizer
from mnistgui.nn.pool import Pool
from mnistgui.nn.ragged import Block

STRIPS = (slice(0, 5), slice(5, 12))
WIDTHS = (14, 20)  # of the two strips; the rest of their rows is 0


def network() -> Network:
    rng = np.random.default_rng(0)
    return build_network(
        (6,), ReLU(), Softmax(), GlorotUniform(), rng, n_inputs=20, dtype=np.float64
    )


def batch() -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(1)
    x = rng.random((12, 20))
    x[STRIPS[0], WIDTHS[0] :] = 0
    return x, rng.integers(0, 10, 12)


def whole_gradients(backprop: Backprop) -> list[np.ndarray]:
    found = []
    for parameter, gradient in zip(
        backprop.network.parameters(), backprop.gradients(), strict=True
    ):
        found.append(np.zeros_like(parameter))
        gradient.add_to(found[-1], scale=1.0, keep=0.0)
    return found


@pytest.mark.parametrize("rate", [0.0, 0.5])
@pytest.mark.parametrize("left_out", [None, np.arange(12) % 4 == 1])
def test_strips_have_the_gradient_of_their_batch(rate: float, left_out: np.ndarray | None) -> None:
    x, targets = batch()
    one, other = (Dropout(rate, np.random.default_rng(3)) if rate else None for _ in range(2))
    backprop = Backprop(network(), len(x), one)
    backprop.x[...] = x
    expected = backprop.run(targets, None, left_out)

    def gather(i: int) -> Block:
        return Block(STRIPS[i], np.ascontiguousarray(x[STRIPS[i], : WIDTHS[i]]))

    strips = Strips(network(), STRIPS, other)
    found = strips.run(Pool(), gather, targets, left_out)
    assert found.mean == pytest.approx(expected.mean)
    assert found.correct == expected.correct
    pairs = zip(whole_gradients(strips.whole), whole_gradients(backprop), strict=True)
    for mine, right in pairs:
        np.testing.assert_allclose(mine, right, atol=1e-12)


@pytest.mark.parametrize("keep", [1.0, 0.5, 0.0])
def test_rows_of_a_ragged_gradient_are_those_of_the_whole(keep: float) -> None:
    x, _ = batch()
    delta = np.random.default_rng(2).random((12, 3))
    blocks = [Block(r, x[r, :w].copy()) for r, w in zip(STRIPS, WIDTHS, strict=True)]
    right = np.ones((20, 3))
    WeightGradient(x, delta).add_to(right, scale=2.0, keep=keep)
    for gradient in (weight_gradient(blocks, delta), weight_gradient(blocks[:1], delta)):
        narrow = gradient is not None and len(getattr(gradient, "blocks", ())) == 1
        target = np.ones((20, 3))
        for rows in (slice(0, 9), slice(9, 16), slice(16, 20)):
            gradient.of_rows(rows).add_to(target[rows], scale=2.0, keep=keep)
        if narrow:  # rows that no block reaches are kept in part, and get no gradient
            np.testing.assert_allclose(target[14:], keep)
        else:
            np.testing.assert_allclose(target, right)


@pytest.mark.parametrize("optimizer", [SGD, lambda: Momentum(0.9), lambda: Nesterov(0.9), Adam])
def test_blocks_of_weights_are_changed_like_the_whole(optimizer: type[Optimizer]) -> None:
    rng = np.random.default_rng(4)
    a, delta = rng.random((1500, 200)), rng.random((1500, 100))
    whole = cut = rng.random((200, 100))
    cut = whole.copy()
    first, other = optimizer(), optimizer()
    for _ in range(3):
        gradient = weight_gradient(a, delta)
        first.update("W1", whole, gradient, 0.01, 0.1)
        kept = other.begin("W1", cut)
        blocks = [*in_blocks(cut, gradient, 200 * len(a))]
        assert len(blocks) == 3
        for rows, array, of_rows in blocks:
            own = [one[rows] for one in kept]
            other.change("W1", own, array, of_rows, 0.01, 0.1)
    np.testing.assert_allclose(cut, whole)
    assert first.state.keys() == other.state.keys()
    for key, array in first.state.items():
        np.testing.assert_allclose(other.state[key], array)
