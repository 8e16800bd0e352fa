from dataclasses import replace

import pytest

from mnistgui.errors import UserError
from mnistgui.training.config import TrainingConfig
from mnistgui.training.decay_mistake import can_be_made, decay_rates, mistaken_config
from mnistgui.training.events import Stepped
from mnistgui.training.trainer import Trainer
from tests.digits import blob_dataset

STEP = TrainingConfig(
    hidden=(4,), schedule="step", step_epochs=2, epochs=5, batch_size=100, learning_rate=0.4
)
LINE = replace(STEP, schedule="linear", decay_within="epoch", batch_size=50)


@pytest.mark.parametrize(("config", "letter"), [(STEP, "B"), (LINE, "D")])
def test_both_rates_are_those_that_runs_train_with(config: TrainingConfig, letter: str) -> None:
    dataset = blob_dataset()
    rates = decay_rates(config, dataset, letter)
    for mistake, told in (("none", rates.meant), (letter, rates.with_mistake)):
        events = list(Trainer(replace(config, mistake=mistake), dataset))
        live = {e.step: (e.epoch, e.learning_rate) for e in events if isinstance(e, Stepped)}
        shown = [live[step] for step in rates.step.tolist()]
        assert rates.epoch.tolist() == [epoch for epoch, _ in shown]
        assert told.tolist() == pytest.approx([rate for _, rate in shown])


def test_with_the_mistake_it_drops_at_every_digit_of_those_learnt_from() -> None:
    rates = decay_rates(STEP, blob_dataset(), "B")
    assert rates.n_digits == 500  # 100 of 600 are held back
    assert rates.epoch.tolist() == [1, 2, 3, 4, 5]
    assert rates.with_mistake[2] == pytest.approx(0.4 * 0.5**500)
    assert rates.with_mistake[:2].tolist() == rates.meant[:2].tolist()


def test_the_write_ups_four_rates_below_zero_come_out() -> None:
    rates = decay_rates(mistaken_config("D"), blob_dataset(), "D")
    assert rates.step[-4:].tolist() == [37, 38, 39, 40]
    reported = [-0.00018, -0.00047, -0.00075, -0.00103]
    assert rates.with_mistake[-4:] == pytest.approx(reported, abs=5e-6)
    assert rates.meant[-4:] == pytest.approx(1e-4)


def test_settings_for_more_digits_than_there_are_are_those_of_mnist() -> None:
    rates = decay_rates(mistaken_config("B"), blob_dataset(), "B")
    assert rates.n_digits == 50_000
    assert rates.epoch.tolist() == [1, 19, 20, 21, 39, 40, 41]
    assert rates.with_mistake.tolist() == [1e-3, 1e-3, 0, 0, 0, 0, 0]
    assert rates.meant.tolist() == [1e-3, 1e-3, 5e-4, 5e-4, 5e-4, 2.5e-4, 2.5e-4]


def test_settings_that_fit_nothing_are_told() -> None:
    with pytest.raises(UserError, match="60000 training digits of MNIST"):
        decay_rates(replace(STEP, validation_size=70_000), blob_dataset(), "B")


@pytest.mark.parametrize("config", [replace(STEP, schedule="constant"), replace(STEP, epochs=2)])
def test_a_rate_that_never_drops_cannot_drop_wrongly(config: TrainingConfig) -> None:
    assert not can_be_made(config, "B")
    with pytest.raises(UserError, match="the preset tanh-1e-3 does"):
        decay_rates(config, blob_dataset(), "B")
    with pytest.raises(UserError, match="the preset softmax-decay-1500 does"):
        decay_rates(config, blob_dataset(), "D")
