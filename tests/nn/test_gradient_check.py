import itertools

import numpy as np
import pytest

from mnistgui.nn.activations import LeakyReLU, ReLU, Sigmoid, Tanh
from mnistgui.nn.build import build_network
from mnistgui.nn.gradient_check import gradient_check
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


def test_the_worst_weight_is_named() -> None:
    x, targets = samples(OnlyTrueClass())
    check = gradient_check(small((7,), Tanh(), OnlyTrueClass()), x, targets)
    worst = check.worst
    assert worst.differences.max() == check.max_difference
    at = [tuple(i) for i in worst.indices].index(worst.worst)
    assert worst.differences[at] == check.max_difference


def test_the_network_is_left_as_it_was() -> None:
    network = small((7,), ReLU(), Softmax())
    before = network.sha256()
    x, targets = samples(Softmax())
    gradient_check(network, x, targets)
    assert network.sha256() == before
