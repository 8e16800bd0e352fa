import pytest

from mnistgui.training.config import TrainingConfig
from mnistgui.training.ending import ending
from mnistgui.training.summary import summary, train_to_the_end
from mnistgui.training.trainer import Trainer
from tests.digits import blob_dataset

DATASET = blob_dataset()


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("epochs", "all epochs learnt at step 1,071"),
        ("stop_delta", "change of the cost below 1e-05 at step 1,071"),
        ("patience", "no better validation loss for 3 epochs at step 1,071"),
        ("diverged", "divergence at step 1,071"),
    ],
)
def test_every_reason_is_told_with_its_step(reason: str, told: str) -> None:
    config = TrainingConfig(stop_delta=1e-5, patience=3)
    assert ending(reason, 1071, config) == told


def test_a_reason_from_a_file_of_a_later_release_is_given_as_it_is() -> None:
    assert ending("budget", 7, TrainingConfig()) == "budget at step 7"


@pytest.mark.parametrize(
    ("config", "told"),
    [
        (
            TrainingConfig(model="softmax", batch_size=0, epochs=50, stop_delta=0.5),
            "change of the cost below 0.5 at step ",
        ),
        (TrainingConfig(model="softmax", epochs=2, batch_size=100), "all epochs learnt at step 10"),
        (
            TrainingConfig(hidden=(4,), batch_size=0, epochs=50, learning_rate=1000.0, l2=10.0),
            "divergence at step ",
        ),
        (
            TrainingConfig(
                model="softmax",
                epochs=90,
                batch_size=10,
                learning_rate=5.0,
                validation_size=100,
                patience=1,
            ),
            "no better validation loss for 1 epoch at step ",
        ),
    ],
)
def test_the_summary_of_a_run_says_why_it_ended(config: TrainingConfig, told: str) -> None:
    trainer = Trainer(config, DATASET)
    outcome = train_to_the_end(trainer)
    assert outcome.finished is not None
    record = summary(trainer, outcome)
    assert str(record["ending"]).startswith(told)
    assert str(record["ending"]).endswith(f"{outcome.finished.step:,}")
