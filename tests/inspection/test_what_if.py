from dataclasses import replace

import numpy as np

from mnistgui.inspection.what_if import compare_readings, train_without
from mnistgui.training.config import TrainingConfig
from mnistgui.training.evaluation import evaluate
from mnistgui.training.events import Intervention
from mnistgui.training.replay import RunInputs
from mnistgui.training.trainer import Trainer
from tests.digits import blob_dataset

CONFIG = TrainingConfig(hidden=(12,), epochs=3, batch_size=50, left_out=(4,))
DIGITS = blob_dataset(noise=120.0)
INPUTS = RunInputs(CONFIG, DIGITS)


def test_the_run_without_digits_is_the_run_with_a_longer_list() -> None:
    found = train_without(INPUTS, (1, 2, 9), (10, 25))
    trainer = Trainer(replace(CONFIG, left_out=(1, 2, 4, 9)), DIGITS)
    list(trainer.replay_until(25))
    assert found.network.sha256() == trainer.snapshot().sha256()
    assert found.steps == (10, 25)
    assert found.test[-1] == evaluate(found.network, DIGITS.test)


def test_an_empty_choice_is_the_run_itself_with_its_changed_rate() -> None:
    inputs = replace(INPUTS, interventions=(Intervention(7, "learning_rate", 0.02),))
    trainer = Trainer(CONFIG, DIGITS)
    list(inputs.replay(trainer, 30))
    found = train_without(inputs, (), (30,))
    assert found.network.sha256() == trainer.snapshot().sha256()
    plain = Trainer(CONFIG, DIGITS)
    list(plain.replay_until(30))
    assert plain.snapshot().sha256() != found.network.sha256()


def test_gained_and_lost_mistakes_and_losses_by_hand() -> None:
    before = Trainer(CONFIG, DIGITS)
    list(before.replay_until(30))
    network = before.snapshot()
    without = train_without(INPUTS, range(5, 400), (30,)).network
    found = compare_readings(network, without, DIGITS.test)
    p, q = (net.probabilities(DIGITS.test.images).astype(float) for net in (network, without))
    labels = DIGITS.test.labels
    wrong_before, wrong_now = p.argmax(axis=1) != labels, q.argmax(axis=1) != labels
    assert found.gained.tolist() == np.flatnonzero(~wrong_before & wrong_now).tolist()
    assert found.lost.tolist() == np.flatnonzero(wrong_before & ~wrong_now).tolist()
    assert len(found.gained) > 0
    at = np.arange(len(labels))
    np.testing.assert_allclose(
        found.loss_change, -np.log(q[at, labels]) + np.log(p[at, labels]), atol=1e-4
    )
