import itertools

import numpy as np
import pytest

from mnistgui.nn.activations import ReLU
from mnistgui.nn.build import build_network
from mnistgui.nn.heads import Head, Logistic, Softmax
from mnistgui.nn.initializers import GlorotUniform
from mnistgui.nn.moved_loss import MovedLoss
from mnistgui.nn.network import CHUNK_DIGITS, Network
from mnistgui.nn.parameters import named_parameters


def small(head: Head) -> Network:
    rng = np.random.default_rng(3)
    return build_network(
        (7, 5), ReLU(), head, GlorotUniform(0.5), rng, n_inputs=12, dtype=np.float64
    )


def samples(head: Head, n: int = 9) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(5)
    labels = rng.integers(0, 10, n).astype(np.uint8)
    return rng.uniform(0, 1, (n, 12)), head.targets(labels)


def plainly(network: Network, x: np.ndarray, targets: np.ndarray) -> float:
    logits = network.forward(x)[-1]
    return network.head.loss(logits, targets, np.empty_like(logits)).mean


@pytest.mark.parametrize(
    ("head", "epsilon"), list(itertools.product([Softmax(), Logistic(2)], [1.0, 1e-3]))
)
def test_it_is_the_loss_of_the_network_with_that_weight_moved(head: Head, epsilon: float) -> None:
    network = small(head)
    x, targets = samples(head)
    found = MovedLoss(network, x, targets)
    for parameter in named_parameters(network):
        indices = np.argwhere(np.ones_like(parameter.array))
        slopes = found.slopes(parameter, indices, epsilon)
        for index, slope in zip(indices, slopes, strict=True):
            at = tuple(index)
            kept = parameter.array[at]
            parameter.array[at] = kept + epsilon
            above = plainly(network, x, targets)
            parameter.array[at] = kept - epsilon
            below = plainly(network, x, targets)
            parameter.array[at] = kept
            assert slope == pytest.approx((above - below) / (2 * epsilon), rel=1e-9, abs=1e-11)


def test_more_samples_than_go_through_at_once_are_one_entry_a_time() -> None:
    network = small(Softmax())
    x, targets = samples(Softmax(), CHUNK_DIGITS + 1)
    indices = np.array([[0, 1], [11, 6]])
    found, W1 = MovedLoss(network, x, targets), named_parameters(network)[0]
    together = found.slopes(W1, indices, 1e-3)
    alone = [found.slopes(W1, one[np.newaxis], 1e-3)[0] for one in indices]
    assert together.tolist() == alone
