import math

import numpy as np

from mnistgui.inspection.unit_states import identical_share, unit_states
from mnistgui.inspection.wrong_label_share import wrong_label_share
from mnistgui.nn.activations import LeakyReLU, ReLU, Sigmoid, Tanh


def test_relu_units_fire_or_are_dead() -> None:
    a = np.array([[0.0, 1.0, 0.0], [0.0, 2.0, 3.0]])
    states = unit_states(ReLU(), a)
    assert states.fires.tolist() == [0.0, 1.0, 0.5]
    assert states.dead.tolist() == [True, False, False]
    assert not states.flat.any()


def test_a_leaky_unit_is_never_dead() -> None:
    states = unit_states(LeakyReLU(0.01), np.full((4, 1), -0.2))
    assert not states.dead.any()
    assert states.fires.tolist() == [0.0]


def test_tanh_and_sigmoid_units_saturate_where_their_slope_is_a_twentieth_of_the_steepest() -> None:
    z = np.linspace(-6, 6, 1001)[:, np.newaxis]
    for activation, a in ((Tanh(), np.tanh(z)), (Sigmoid(), 1 / (1 + np.exp(-z)))):
        slopes = 1 - a**2 if isinstance(activation, Tanh) else 4 * a * (1 - a)
        states = unit_states(activation, a)
        assert math.isclose(states.flat[0], (slopes < 0.05).mean())
        assert math.isclose(states.fires[0], (z > 0).mean())
        assert not states.saturated[0]
        assert not states.dead[0]
    assert unit_states(Tanh(), np.full((5, 1), -0.99)).saturated[0]


def test_units_are_the_same_up_to_rounding() -> None:
    rng = np.random.default_rng(0)
    W, b = rng.normal(size=(50, 8)), rng.normal(size=8)
    assert identical_share(W, b) == 0
    W[:, 5], b[5] = W[:, 2] * (1 + 1e-7), b[2]
    assert identical_share(W, b) == 2 / 8
    b[5] += 1
    assert identical_share(W, b) == 0
    assert identical_share(np.zeros((50, 8)), np.zeros(8)) == 1


def test_of_labels_that_are_wrong_at_random_all_are_counted() -> None:
    rng = np.random.default_rng(0)
    read = rng.integers(0, 10, 20_000)
    p = rng.random((len(read), 10)) * 0.01
    p[np.arange(len(read)), read] = 0.9
    assert wrong_label_share(p, read) == 0
    labels, wrong = read.copy(), rng.random(len(read)) < 0.2
    labels[wrong] = (labels[wrong] + rng.integers(1, 10, wrong.sum())) % 10
    assert abs(wrong_label_share(p, labels) - 0.2) < 0.01


def test_labels_that_are_second_choice_are_not_doubted() -> None:
    p = np.full((10, 10), 0.01)
    p[:, 3], p[:, 5] = 0.5, 0.4
    assert wrong_label_share(p, np.full(10, 5)) == 0


def test_where_it_cannot_be_told_the_share_is_nan() -> None:
    assert math.isnan(wrong_label_share(np.zeros((0, 10)), np.zeros(0, np.intp)))
    assert math.isnan(wrong_label_share(np.full((3, 2), 0.5), np.zeros(3, np.intp)))
    assert math.isnan(wrong_label_share(np.full((3, 10), np.nan), np.zeros(3, np.intp)))
