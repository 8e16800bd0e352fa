import pytest

from mnistgui.data.dataset import Dataset
from mnistgui.data.synthetic.make import synthetic_dataset
from mnistgui.training.config import TrainingConfig
from mnistgui.training.events import (
    Diverged,
    EpochEnded,
    Event,
    Intervention,
    Measured,
    Metrics,
    Stepped,
)
from mnistgui.training.history import History
from mnistgui.training.trainer import Trainer
from mnistgui.training.trouble import Trouble
from mnistgui.training.troubles import divergence, trouble_at_end, trouble_on_the_way


@pytest.fixture(scope="module")
def digits() -> Dataset:
    return synthetic_dataset(1000, 200)


def told(config: TrainingConfig, history: History) -> str:
    trouble = trouble_at_end(config, history)
    return "" if trouble is None else trouble.sentence


def trained(digits: Dataset, **settings: object) -> str:
    config = TrainingConfig.from_dict({"hidden": (16,), "epochs": 2, **settings})
    history = History()
    history.add_all(list(Trainer(config, digits)))
    return told(config, history)


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
    said = told(TrainingConfig(learning_rate=1000.0), shown([2.3, 2000.0], 1331.0, 0.1))
    assert said.startswith(
        "The run ended with a loss of 1,330 on training digits, far above the 2.3"
    )


def test_dead_units_are_told_by_the_step_that_killed_them() -> None:
    said = told(TrainingConfig(), shown([2.3, 2.4, 900.0, 2.31], 2.31, 0.0987))
    assert said.startswith("The run ended with 9.87 % of the training digits read right, no more")
    assert "at step 3 the loss of a batch rose to 900" in said


def test_weights_that_begin_at_0_and_rates_that_are_too_small_are_told(digits: Dataset) -> None:
    assert "all began at 0" in trained(digits, hidden=(16, 8), initializer="zeros")
    assert "Try a learning rate above 1e-08" in trained(digits, learning_rate=1e-8)
    huge = told(TrainingConfig(), shown([1e6, 1e6], 1e6, 0.1))
    assert "first weights are so large" in huge


def test_nothing_is_said_of_runs_that_learn(digits: Dataset) -> None:
    assert trained(digits, learning_rate=0.1, epochs=4) == ""
    assert trained(digits, model="softmax", learning_rate=0.1, epochs=4) == ""
    assert trained(digits, model="logistic", digit=2, learning_rate=0.1) == ""


def test_nothing_is_said_before_there_is_anything_to_judge() -> None:
    assert told(TrainingConfig(), History()) == ""
    assert told(TrainingConfig(), shown([2.3], 2.3, 0.1)) == ""
    assert told(TrainingConfig(), shown([2.3, 9e9], float("nan"), 0.1)) == ""


def retried(trouble: Trouble | None, config: TrainingConfig, digits: Dataset) -> History:
    assert trouble is not None
    remedied = trouble.remedied(config)
    assert remedied is not None
    history = History()
    history.add_all(list(Trainer(remedied, digits)))
    return history


@pytest.mark.parametrize(
    "settings",
    [
        {"learning_rate": 1000.0},
        {"learning_rate": 1000.0, "optimizer": "adam"},
        {"learning_rate": 1000.0, "batch_gradient": "sum"},
        {"learning_rate": 1e-8},
        {"learning_rate": 1e-8, "optimizer": "sgd"},
        {"hidden": (16, 8), "initializer": "zeros"},
        {"initializer": "normal", "init_sigma": 900.0, "learning_rate": 1e-8},
    ],
)
def test_the_remedy_of_a_run_at_chance_makes_it_learn(
    digits: Dataset, settings: dict[str, object]
) -> None:
    config = TrainingConfig.from_dict({"hidden": (16,), "epochs": 6, **settings})
    history = History()
    history.add_all(list(Trainer(config, digits)))
    trouble = trouble_at_end(config, history)
    again = retried(trouble, config, digits)
    before = max(history.measured["train_accuracy"][-1], 0.1)
    if "init_sigma" not in settings:  # which has two faults, told one after the other
        assert again.measured["train_accuracy"][-1] > 2 * before


def learnt(loss: float, accuracy: float, rate: float, epochs: int, begin: int = 0) -> list[Event]:
    """Events of epochs of 60 steps, all with the same loss."""
    steps: list[Event] = []
    for epoch in range(begin + 1, begin + epochs + 1):
        first = (epoch - 1) * 60
        steps += [Stepped(first + i + 1, epoch, loss, accuracy, rate, 10) for i in range(60)]
        steps.append(EpochEnded(epoch, epoch * 60, 1.0, epoch * 600))
    return steps


def on_the_way(config: TrainingConfig, *events: list[Event]) -> Trouble | None:
    history = History()
    for some in events:
        history.add_all(some)
    return trouble_on_the_way(config, history)


def test_no_progress_for_an_epoch_is_told_while_the_run_goes_on() -> None:
    slow = TrainingConfig(learning_rate=1e-6)
    assert on_the_way(slow, learnt(2.3, 0.12, 1e-6, 1)) is None
    trouble = on_the_way(slow, learnt(2.3, 0.12, 1e-6, 2))
    assert trouble is not None
    assert trouble.sentence == (
        "No progress for an epoch: the mean loss of its batches was 2.3 after 2.3, and 12.00 % of "
        "their digits were read right: its steps are probably too short. Try a rate above 1e-06."
    )
    assert trouble.remedy == {"learning_rate": 0.1}
    assert trouble.remedy_words(slow) == "Learning rate 0.1"


def test_a_rate_that_has_fallen_is_told_as_the_reason() -> None:
    mistaken = TrainingConfig(schedule="step", mistake="B")
    course = (learnt(1.6, 0.4, 0.1, 1), learnt(1.6, 0.4, 1e-7, 1, begin=1))
    trouble = on_the_way(mistaken, *course)
    assert trouble is not None
    assert "since the learning rate has fallen from 0.1 to 1e-07" in trouble.sentence
    assert trouble.remedy_words(mistaken) == "Mistake made: None"
    falling = on_the_way(TrainingConfig(schedule="linear", final_rate=0.0), *course)
    assert falling is not None
    assert falling.remedy == {"schedule": "constant"}


def test_slow_progress_of_a_network_that_has_learnt_is_no_standstill() -> None:
    assert on_the_way(TrainingConfig(), learnt(0.3, 0.92, 0.1, 4)) is None
    course = (learnt(2.3, 0.12, 0.1, 1), learnt(2.2, 0.2, 0.1, 1, begin=1))
    assert on_the_way(TrainingConfig(), *course) is None


def test_steps_that_are_too_long_to_get_lower_are_told_as_such() -> None:
    trouble = on_the_way(TrainingConfig(learning_rate=5.0), learnt(2.3, 0.12, 5.0, 2))
    assert trouble is not None
    assert "too long to get any lower" in trouble.sentence
    assert trouble.remedy == {"learning_rate": 0.1}


def test_overfitting_is_told_and_warped_digits_mend_it() -> None:
    few = synthetic_dataset(600, 400)
    config = TrainingConfig(hidden=(32,), epochs=60, validation_size=200)
    history = History()
    history.add_all(list(Trainer(config, few)))
    trouble = trouble_at_end(config, history)
    assert trouble is not None
    assert trouble.name == "overfitting"
    assert "the loss on validation digits has risen from " in trouble.sentence
    assert trouble.remedy_words(config) == "Augmentation: Warped again and again"
    again = retried(trouble, config, few)
    assert again.measured["valid_loss"][-1] < history.measured["valid_loss"][-1]
    assert again.measured["valid_accuracy"][-1] > history.measured["valid_accuracy"][-1]


def test_overfitting_is_seen_on_test_digits_where_none_are_held_back() -> None:
    history = History()
    history.add_all([Stepped(i + 1, 1, 1.0, 0.9, 0.1, 10) for i in range(4)])
    for step, train, test in ((1, 0.5, 0.6), (2, 0.2, 0.4), (3, 0.01, 0.7)):
        history.add(Measured(step, step, Metrics(train, 0.9), None, Metrics(test, 0.9)))
    warped = TrainingConfig(augmentation="warps", validation_size=0)
    trouble = trouble_at_end(warped, history)
    assert trouble is not None
    assert "Since epoch 2 the loss on test digits has risen from 0.4 to 0.7" in trouble.sentence
    assert trouble.remedy == {"dropout": 0.2}
    nothing_left = trouble_at_end(TrainingConfig(augmentation="warps", dropout=0.5), history)
    assert nothing_left is not None
    assert nothing_left.remedied(warped) is None
    assert nothing_left.remedy_words(warped) == ""


def test_the_rate_that_a_person_chose_last_is_what_is_judged() -> None:
    history = shown([2.3, 2000.0], 1331.0, 0.1)
    history.add(Intervention(1, "learning_rate", 50.0))
    trouble = trouble_at_end(TrainingConfig(), history)
    assert trouble is not None
    assert "below 50" in trouble.sentence
    said = "The run diverged at step 3: the numbers of layer 1 of 2 grew. Try less."
    assert divergence(TrainingConfig(learning_rate=0.1), History(), Diverged(3, 1, said)) == (
        Trouble(
            "divergence",
            "The run diverged at step 3: the numbers of layer 1 of 2 grew.",
            "Try less.",
            {"learning_rate": pytest.approx(0.01)},
        )
    )
