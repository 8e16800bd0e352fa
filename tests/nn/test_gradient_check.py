import itertools

import numpy as np
import pytest

from mnistgui.nn.activations import LeakyReLU, ReLU, Sigmoid, Tanh
from mnistgui.nn.build import build_network
from mnistgui.nn.gradient_check import chosen, gradient_check
from mnistgui.nn.heads import Head, Logistic, Softmax
from mnistgui.nn.initializers import GlorotUniform
from mnistgui.nn.mistakes import OnlyTrueClass, SoftmaxOverBatch
from mnistgui.nn.network import Network

LAYERS: list[tuple[int, ...]] = [(), (7,), (7, 5), (6, 5, 4)]
ACTIVATIONS = [ReLU(), LeakyReLU(0.1), Tanh(), Sigmoid()]
HEADS: list[Head] = [Softmax(), Logistic(2)]


def small(hidden: tuple[int, ...], activation: object, head: Head) -> Network:
    return build_network(
        hidden,
        activation,  # type: ignore[arg-type]  # one of ACTIVATIONS
        head,
        GlorotUniform(bias_sigma=0.5),
        np.random.default_rng(3),
        n_inputs=12,
        dtype=np.float64,
    )


def samples(head: Head) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(5)
    labels = rng.integers(0, 10, 9).astype(np.uint8)
    return rng.uniform(0, 1, (9, 12)), head.targets(labels)


@pytest.mark.parametrize(
    ("hidden", "activation", "head", "l2"),
    list(itertools.product(LAYERS, ACTIVATIONS, HEADS, [0.0, 0.1])),
)
def test_every_layer_activation_loss_and_penalty(
    hidden: tuple[int, ...], activation: object, head: Head, l2: float
) -> None:
    x, targets = samples(head)
    check = gradient_check(small(hidden, activation, head), x, targets, l2=l2)
    assert check.max_relative_error < 1e-7
    assert len(check.parameters) == 2 * (len(hidden) + 1)


@pytest.mark.parametrize("head", [SoftmaxOverBatch(), OnlyTrueClass()])
def test_the_write_ups_mistakes_are_caught(head: Head) -> None:
    x, targets = samples(head)
    check = gradient_check(small((7,), Tanh(), head), x, targets)
    assert check.max_relative_error > 0.05


def test_the_weights_of_one_layer_can_be_checked_alone() -> None:
    x, targets = samples(Softmax())
    check = gradient_check(small((7, 5), Tanh(), Softmax()), x, targets, layer=2)
    assert [p.key for p in check.parameters] == ["W2"]
    assert len(check.parameters[0].indices) == 35


def test_the_weights_that_lead_away_from_one_unit_can_be_checked_alone() -> None:
    x, targets = samples(Softmax())
    check = gradient_check(small((7, 5), Tanh(), Softmax()), x, targets, layer=3, unit=4)
    assert [p.key for p in check.parameters] == ["W3"]
    assert check.parameters[0].indices.tolist() == [[4, k] for k in range(10)]
    assert check.max_relative_error < 1e-7
    whole = gradient_check(small((7, 5), Tanh(), Softmax()), x, targets, layer=3).parameters[0]
    assert check.parameters[0].analytic.tolist() == whole.analytic[-10:].tolist()


@pytest.mark.parametrize(("n_moving", "most"), [(0, 8), (3, 8), (50, 8), (100, 8), (90, 400)])
def test_a_few_entries_without_a_gradient_are_checked_too(n_moving: int, most: int) -> None:
    gradient = np.zeros((10, 10))
    gradient.ravel()[:n_moving] = 1.0
    indices = chosen(gradient, most, np.random.default_rng(0))
    moving = np.count_nonzero(gradient[tuple(indices.T)])
    assert len(indices) == len(np.unique(indices, axis=0)) == min(most, 100)
    assert moving == {0: 0, 3: 3, 50: 6, 100: 8, 90: 90}[n_moving]


def test_a_gradient_that_is_missing_in_a_large_layer_is_found() -> None:
    head = OnlyTrueClass()
    x, targets = samples(head)
    targets[:] = 4  # only this class's weights get a gradient, the nine others none
    check = gradient_check(small((7,), Tanh(), head), x, targets, layer=2, most=12)
    still = check.parameters[0].analytic == 0
    assert 0 < still.sum() < 12
    assert check.parameters[0].differences[still].max() > 1e-3


def test_the_network_is_left_as_it_was() -> None:
    network = small((7,), ReLU(), Softmax())
    before = network.sha256()
    x, targets = samples(Softmax())
    gradient_check(network, x, targets)
    assert network.sha256() == before
