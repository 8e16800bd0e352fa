import numpy as np
import pytest

from mnistgui.nn.activations import Tanh
from mnistgui.nn.build import build_network
from mnistgui.nn.difference_curve import difference_curve
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


def test_differences_fall_with_the_square_of_the_step() -> None:
    curve = difference_curve(small((6, 5), Softmax()), *samples())
    assert curve.key == "W2"
    assert curve.falls
    by_n = dict(zip(curve.n.tolist(), curve.max_difference.tolist(), strict=True))
    assert by_n[10] / by_n[1000] == pytest.approx(1e4, rel=0.1)


@pytest.mark.parametrize("head", [SoftmaxOverBatch(), OnlyTrueClass()])
def test_with_a_mistake_the_curve_stays_flat(head: Head) -> None:
    curve = difference_curve(small((6, 5), head), *samples())
    assert not curve.falls
    assert curve.max_difference[-1] > 1e-3


def test_a_layer_can_be_chosen_and_the_worst_weight_lies_in_it() -> None:
    curve = difference_curve(small((6, 5), OnlyTrueClass()), *samples(), layer=1, steps=(10, 100))
    assert curve.key == "W1"
    assert curve.worst[0] < 12
    assert curve.worst[1] < 6
    assert curve.n.tolist() == [10, 100]


def test_regression_has_only_its_output_layer() -> None:
    assert difference_curve(small((), Softmax()), *samples(), steps=(10,)).key == "W1"
