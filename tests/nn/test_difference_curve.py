from typing import Any

import numpy as np
import pytest

from mnistgui.nn.activations import Tanh
from mnistgui.nn.build import build_network
from mnistgui.nn.difference_curve import DifferenceCurve, difference_curve
from mnistgui.nn.heads import Head, Softmax
from mnistgui.nn.initializers import GlorotUniform
from mnistgui.nn.mistakes import OnlyTrueClass, SoftmaxOverBatch
from mnistgui.nn.network import Network


def small(hidden: tuple[int, ...], head: Head) -> Network:
    rng = np.random.default_rng(3)
    return build_network(hidden, Tanh(), head, GlorotUniform(0.5), rng, n_inputs=12)


def samples() -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(5)
    return rng.uniform(0, 1, (9, 12)), rng.integers(0, 10, 9).astype(np.intp)


def whole(*words: Any, **named: Any) -> DifferenceCurve:
    *_, last = difference_curve(*words, **named)
    return last


def test_differences_fall_with_the_square_of_the_step() -> None:
    curve = whole(small((6, 5), Softmax()), *samples())
    assert len(curve.checks[0].parameters) == 6
    assert curve.falls
    by_n = dict(zip(curve.n.tolist(), curve.max_difference.tolist(), strict=True))
    assert by_n[10] / by_n[1000] == pytest.approx(1e4, rel=0.1)


@pytest.mark.parametrize("head", [SoftmaxOverBatch(), OnlyTrueClass()])
def test_with_a_mistake_the_curve_stays_flat(head: Head) -> None:
    curve = whole(small((6, 5), head), *samples())
    assert not curve.falls
    assert curve.max_difference[-1] > 1e-3


def test_a_layer_can_be_chosen_and_the_worst_weight_lies_in_it() -> None:
    curve = whole(small((6, 5), OnlyTrueClass()), *samples(), layer=1, steps=(10, 100))
    worst = curve.checks[curve.best].worst
    assert worst.key == "W1"
    assert worst.index[0] < 12
    assert worst.index[1] < 6
    assert curve.n.tolist() == [10, 100]


def test_the_same_weights_are_checked_at_every_step() -> None:
    curve = whole(small((6, 5), Softmax()), *samples(), most=7)
    first, *others = ([p.indices.tolist() for p in check.parameters] for check in curve.checks)
    assert all(indices == first for indices in others)


def test_the_best_step_is_neither_coarse_nor_lost_in_rounding() -> None:
    network = small((), Softmax())
    for layer in network.dense_layers():
        layer.W *= 1e5  # a cost of ten thousands, whose differences round early
    curve = whole(network, *samples())
    errors = [check.max_relative_error for check in curve.checks]
    assert 1000 <= curve.n[curve.best] < 100_000
    assert errors[curve.best] < 1e-7 < errors[-1]


def test_the_curve_grows_step_by_step_and_no_further_than_it_is_asked() -> None:
    network = small((6, 5), Softmax())
    growing = difference_curve(network, *samples())
    first, second = next(growing), next(growing)
    assert (first.n.tolist(), second.n.tolist()) == ([1], [1, 3])
    assert whole(network, *samples()).max_difference[:2].tolist() == second.max_difference.tolist()


def test_a_curve_without_any_difference_falls() -> None:
    network = small((), Softmax())
    x, targets = samples()
    assert whole(network, np.zeros_like(x), targets, layer=1).falls
