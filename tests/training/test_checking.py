import numpy as np
import pytest

from mnistgui.errors import UserError
from mnistgui.nn.gradient_check import gradient_check
from mnistgui.training.checking import checked_case, clear_of_bends, new_network_case
from mnistgui.training.config import TrainingConfig
from mnistgui.training.model import make_network
from mnistgui.training.scope import Layers, Scope
from tests.digits import blobs

DIGITS = blobs(200)


@pytest.mark.parametrize("activation", ["relu", "leaky_relu", "tanh", "sigmoid"])
@pytest.mark.parametrize("model", ["mlp", "softmax", "logistic"])
def test_every_model_passes(model: str, activation: str) -> None:
    config = TrainingConfig(model=model, hidden=(30, 20), activation=activation, l2=0.01)
    case = new_network_case(config, DIGITS)
    assert len(case.x) == 10
    check = gradient_check(case.network, case.x, case.targets, l2=case.l2, most=50)
    assert check.max_relative_error < 1e-7


@pytest.mark.parametrize("mistake", ["A", "C"])
def test_mistakes_are_swapped_in(mistake: str) -> None:
    case = new_network_case(TrainingConfig(hidden=(10,)), DIGITS, mistake)
    check = gradient_check(case.network, case.x, case.targets, most=50)
    assert check.max_relative_error > 0.05


def test_a_digit_on_a_bend_is_passed_over() -> None:
    case = new_network_case(TrainingConfig(hidden=(10,)), DIGITS)
    assert clear_of_bends(case.network, case.x, 1e-5).all()
    first = case.network.dense_layers()[0]
    first.b -= case.x[3] @ first.W + first.b - 1e-6  # All ten units stand on their bends.
    clear = clear_of_bends(case.network, case.x, 1e-5)
    assert not clear[3]


def test_silent_units_without_a_way_on_bend_nothing() -> None:
    config = TrainingConfig(hidden=(10,), initializer="zeros")
    assert len(new_network_case(config, DIGITS).x) == 10


def test_a_network_without_a_digit_clear_of_its_bends_is_refused_in_a_sentence() -> None:
    network = make_network(TrainingConfig(hidden=(100,)))
    with pytest.raises(UserError, match="none of 200 digits lies further than 1 from the bends"):
        checked_case(network, DIGITS, epsilon=1.0)


def test_the_penalty_of_the_settings_is_checked_too() -> None:
    assert new_network_case(TrainingConfig(hidden=(10,), l2=0.1), DIGITS).l2 == 0.1


def test_mistakes_of_softmax_need_softmax() -> None:
    with pytest.raises(UserError, match="ten outputs"):
        new_network_case(TrainingConfig(model="logistic"), DIGITS, "A")


def test_the_network_is_the_one_that_would_be_trained() -> None:
    case = new_network_case(TrainingConfig(hidden=(10,), seed=3), DIGITS)
    other = new_network_case(TrainingConfig(hidden=(10,), seed=4), DIGITS)
    assert case.network.dense_layers()[0].W.dtype == np.float64
    assert case.network.sha256() != other.network.sha256()


def test_a_digit_is_taken_by_its_index() -> None:
    config = TrainingConfig(hidden=(10,), activation="tanh")
    case = new_network_case(config, DIGITS, scope=Scope(digit=3))
    assert case.x == pytest.approx(DIGITS.images[3:4] / 255, abs=1e-7)
    assert case.targets.tolist() == [DIGITS.labels[3]]


@pytest.mark.parametrize("digit", [-1, 200])
def test_a_digit_that_is_not_there_is_refused(digit: int) -> None:
    with pytest.raises(UserError, match=f"with the index {digit}; accepted are 0 to 199"):
        new_network_case(TrainingConfig(hidden=(10,)), DIGITS, scope=Scope(digit=digit))


def test_a_digit_too_near_to_a_bend_is_refused_in_a_sentence() -> None:
    network = make_network(TrainingConfig(hidden=(100,)))
    with pytest.raises(UserError, match="digit 3 lies nearer than 1 to a bend"):
        checked_case(network, DIGITS, scope=Scope(digit=3), epsilon=1.0)


def test_weights_of_the_output_layer_carry_no_relu_over_its_bend() -> None:
    network = make_network(TrainingConfig(hidden=(100,)))
    case = checked_case(network, DIGITS, scope=Scope(Layers.OUTPUT), epsilon=1.0)
    assert len(case.x) == 10


def test_mistake_a_is_not_looked_for_on_one_digit_where_it_cannot_show() -> None:
    with pytest.raises(UserError, match="a batch of one digit is one row"):
        new_network_case(TrainingConfig(hidden=(10,)), DIGITS, "A", Scope(digit=0))
