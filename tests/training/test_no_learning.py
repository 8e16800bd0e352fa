import pytest

from mnistgui.data.dataset import Dataset
from mnistgui.data.synthetic.make import synthetic_dataset
from mnistgui.training.config import TrainingConfig
from mnistgui.training.events import Measured, Metrics, Stepped
from mnistgui.training.history import History
from mnistgui.training.no_learning import no_learning
from mnistgui.training.trainer import Trainer


@pytest.fixture(scope="module")
def digits() -> Dataset:
    return synthetic_dataset(1000, 200)


def trained(digits: Dataset, **settings: object) -> str:
    config = TrainingConfig.from_dict({"hidden": (16,), "epochs": 2, **settings})
    history = History()
    history.add_all(list(Trainer(config, digits)))
    return no_learning(config, history)


def shown(losses: list[float], loss: float, accuracy: float) -> History:
    history = History()
    history.add_all([Stepped(i + 1, 1, one, 0.1, 0.1, 10) for i, one in enumerate(losses)])
    part = Metrics(loss, accuracy)
    history.add(Measured(len(losses), 1.0, part, None, part))
    return history


@pytest.mark.parametrize("activation", ["relu", "tanh", "sigmoid"])
def test_a_rate_of_1000_is_told_as_too_large(digits: Dataset, activation: str) -> None:
    said = trained(digits, learning_rate=1000.0, activation=activation)
    assert "far above the 2." in said or "rose to" in said
    assert said.endswith("Try a learning rate below 1000 or smaller initial weights.")


def test_a_loss_of_thousands_is_written_without_powers_of_ten() -> None:
    said = no_learning(TrainingConfig(learning_rate=1000.0), shown([2.3, 2000.0], 1331.0, 0.1))
    assert said.startswith(
        "The run ended with a loss of 1,330 on training digits, far above the 2.3"
    )


def test_dead_units_are_told_by_the_step_that_killed_them() -> None:
    said = no_learning(TrainingConfig(), shown([2.3, 2.4, 900.0, 2.31], 2.31, 0.0987))
    assert said.startswith("The run ended with 9.87 % of the training digits read right, no more")
    assert "at step 3 the loss of a batch rose to 900" in said


def test_weights_that_begin_at_0_and_rates_that_are_too_small_are_told(digits: Dataset) -> None:
    assert "all began at 0" in trained(digits, hidden=(16, 8), initializer="zeros")
    assert "Try a learning rate above 1e-08" in trained(digits, learning_rate=1e-8)
    huge = no_learning(TrainingConfig(), shown([1e6, 1e6], 1e6, 0.1))
    assert "first weights are so large" in huge


def test_nothing_is_said_of_runs_that_learn(digits: Dataset) -> None:
    assert trained(digits, learning_rate=0.1, epochs=4) == ""
    assert trained(digits, model="softmax", learning_rate=0.1, epochs=4) == ""
    assert trained(digits, model="logistic", digit=2, learning_rate=0.1) == ""


def test_nothing_is_said_before_there_is_anything_to_judge() -> None:
    assert no_learning(TrainingConfig(), History()) == ""
    assert no_learning(TrainingConfig(), shown([2.3], 2.3, 0.1)) == ""
    assert no_learning(TrainingConfig(), shown([2.3, 9e9], float("nan"), 0.1)) == ""
