from dataclasses import replace

import numpy as np
import pytest

from mnistgui.inspection.blame import ask_what_if, blame
from mnistgui.inspection.trace_run import trace_run
from mnistgui.training.config import TrainingConfig
from mnistgui.training.replay import RunInputs
from mnistgui.training.trainer import Trainer
from tests.digits import blob_dataset

DIGITS = blob_dataset(noise=150.0)
CONFIG = TrainingConfig(
    hidden=(16,), epochs=3, batch_size=50, optimizer="sgd", learning_rate=0.1, validation_size=0
)
INPUTS = RunInputs(CONFIG, DIGITS)


def test_digits_of_the_class_speak_for_a_reading_and_others_against_it() -> None:
    traced = trace_run(INPUTS, 36)
    image, label = DIGITS.test.images[0], int(DIGITS.test.labels[0])
    found = blame(traced, image, label)
    speaking = found.proponents(10)
    assert (DIGITS.train.labels[speaking] == label).all()
    assert found.influences[speaking].tolist() == sorted(found.influences, reverse=True)[:10]
    against = found.opponents(10)
    assert (DIGITS.train.labels[against] != label).all()
    assert found.influences[against].tolist() == sorted(found.influences)[:10]


def test_what_if_tells_the_truth_beside_the_estimate() -> None:
    traced = trace_run(INPUTS, 36)
    image, label = DIGITS.test.images[0], int(DIGITS.test.labels[0])
    rows = blame(traced, image, label).proponents(12)
    told: list[tuple[int, int]] = []
    found = ask_what_if(
        INPUTS, traced, rows, image, label, lambda done, total: told.append((done, total))
    )
    losses = []
    for left_out in ((), tuple(map(int, rows))):
        trainer = Trainer(replace(CONFIG, left_out=left_out), DIGITS)
        list(trainer.replay_until(36))
        p = trainer.snapshot().probabilities(image[None])[0]
        losses.append(-np.log(p[label]))
    assert found.change == pytest.approx(losses[1] - losses[0], abs=1e-4)
    assert found.change > 0
    assert found.estimate == pytest.approx(blame(traced, image, label).influences[rows].sum())
    assert found.estimate > 0
    labels = DIGITS.test.labels.astype(np.intp)
    by_digit = [blame(traced, DIGITS.test.images[i], labels[i]).influences[rows] for i in range(5)]
    np.testing.assert_allclose(found.estimates[:5], np.sum(by_digit, axis=1), rtol=1e-4, atol=1e-9)
    assert found.rank_correlation > 0.2
    assert len(found.curve) == len(found.run.test) == len(traced.steps)
    assert told[-1][1] == 36
