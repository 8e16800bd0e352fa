from dataclasses import replace

import pytest

from mnistgui.errors import UserError
from mnistgui.training.config import TrainingConfig
from mnistgui.training.decay_mistake import decay_rates, drops, mistaken_config
from mnistgui.training.events import Stepped
from mnistgui.training.trainer import Trainer
from tests.digits import blob_dataset

STEP = TrainingConfig(
    hidden=(4,), schedule="step", step_epochs=2, epochs=5, batch_size=100, learning_rate=0.4
)


def test_the_meant_rate_is_the_one_a_run_trains_with() -> None:
    dataset = blob_dataset()
    rates = decay_rates(STEP, dataset)
    live: dict[int, float] = {}
    for event in Trainer(STEP, dataset):
        if isinstance(event, Stepped):
            live[event.epoch] = event.learning_rate
    assert rates.meant.tolist() == pytest.approx(list(live.values()))


def test_with_the_mistake_it_drops_on_every_step_of_the_digits_learnt_from() -> None:
    rates = decay_rates(STEP, blob_dataset())
    assert rates.n_digits == 500  # 100 of 600 are held back
    assert rates.dropping.tolist() == [3, 5]
    assert rates.with_mistake[2] == pytest.approx(0.4 * 0.5**5)
    assert rates.with_mistake[:2].tolist() == rates.meant[:2].tolist()


def test_settings_for_more_digits_than_there_are_are_those_of_mnist() -> None:
    rates = decay_rates(mistaken_config(), blob_dataset())
    assert rates.n_digits == 50_000
    assert rates.with_mistake[20] == pytest.approx(0.1 * 0.5**500)


def test_settings_that_fit_nothing_are_told() -> None:
    with pytest.raises(UserError, match="60000 training digits of MNIST"):
        decay_rates(replace(STEP, validation_size=70_000), blob_dataset())


@pytest.mark.parametrize("config", [replace(STEP, schedule="constant"), replace(STEP, epochs=2)])
def test_a_rate_that_never_drops_cannot_drop_wrongly(config: TrainingConfig) -> None:
    assert not drops(config)
    with pytest.raises(UserError, match="the preset relu-1e-3 does"):
        decay_rates(config, blob_dataset())
