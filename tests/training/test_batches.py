"""The batch of a step: the digits that it learnt from, with the losses that it had."""

from dataclasses import replace

import numpy as np
import pytest

from mnistgui.training.batches import batch_of_step
from mnistgui.training.config import TrainingConfig
from mnistgui.training.events import Stepped
from mnistgui.training.history import History
from mnistgui.training.replay import RunInputs
from mnistgui.training.trainer import Trainer
from tests.files.runs import noise

CONFIG = TrainingConfig(hidden=(7,), batch_size=8, epochs=3, learning_rate=0.01)
CONFIGS = {
    "momentum": CONFIG,
    "adam": replace(CONFIG, optimizer="adam"),
    "warped digits": replace(CONFIG, augmentation="warps"),
    "with replacement": replace(CONFIG, sampling="replacement"),
    "logistic": replace(CONFIG, model="logistic", digit=4),
    "first batch one short": replace(CONFIG, first_batch="one_short"),
    "full batch": replace(CONFIG, batch_size=0),
}


@pytest.mark.parametrize("name", CONFIGS)
def test_losses_and_movements_are_those_of_the_step(name: str) -> None:
    config = CONFIGS[name]
    trainer, history = Trainer(config, noise()), History()
    networks, steps = [trainer.snapshot()], []
    for event in trainer:
        history.add(event)
        if isinstance(event, Stepped):
            networks.append(trainer.snapshot())
            steps.append(event)
    inputs = RunInputs.from_history(config, noise(), history, 0)
    for stepped in steps:
        batch = batch_of_step(inputs, inputs.trainer_at(None), stepped.step)
        assert len(batch.rows) == stepped.samples
        assert batch.losses.mean() == pytest.approx(stepped.loss, rel=1e-4)
        assert batch.right.mean() == pytest.approx(stepped.accuracy)
        if config.augmentation == "none":
            np.testing.assert_array_equal(batch.images, noise().train.images[batch.rows])
        np.testing.assert_array_equal(batch.labels, noise().train.labels[batch.rows])
        before, after = networks[stepped.step - 1], networks[stepped.step]
        moves = [b - a for a, b in zip(before.parameters(), after.parameters(), strict=True)]
        for move, found in zip(moves, batch.moved.values(), strict=True):
            np.testing.assert_array_equal(move, found)
        assert batch.losses[batch.by_loss()[0]] == batch.losses.max()
