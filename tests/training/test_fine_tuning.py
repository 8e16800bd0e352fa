from dataclasses import replace

import numpy as np
import pytest

from mnistgui.errors import UserError
from mnistgui.nn.activations import Activation, LeakyReLU, ReLU, Tanh
from mnistgui.nn.heads import Logistic, Softmax
from mnistgui.nn.network import Network
from mnistgui.nn.scaling import LEGACY256, SIGNED
from mnistgui.training.config import TrainingConfig
from mnistgui.training.evaluation import evaluate
from mnistgui.training.fine_tuning import fine_tuner
from tests.digits import blob_dataset
from tests.files.networks import network

CONFIG = TrainingConfig(epochs=2, validation_size=0, learning_rate=0.05)


def with_activations(*activations: Activation) -> Network:
    return network((12,) * len(activations), activations)


@pytest.mark.parametrize(
    "start",
    [
        with_activations(),
        with_activations(ReLU()),
        with_activations(LeakyReLU(0.2), LeakyReLU(0.2)),
        replace(with_activations(Tanh()), pixel_scaling=SIGNED),
        replace(with_activations(ReLU()), pixel_scaling=LEGACY256),
    ],
)
def test_it_starts_from_the_networks_weights_and_learns_on(start: Network) -> None:
    dataset = blob_dataset()
    before = start.sha256()
    trainer = fine_tuner(start, CONFIG, dataset)
    first = trainer.snapshot()
    assert first.sha256() == before
    assert first.pixel_scaling == start.pixel_scaling
    np.testing.assert_array_equal(
        first.probabilities(dataset.test.images), start.probabilities(dataset.test.images)
    )
    list(trainer)
    assert start.sha256() == before
    learnt = trainer.snapshot()
    assert evaluate(learnt, dataset.test).loss < evaluate(start, dataset.test).loss
    assert learnt.head == Softmax()


def test_what_cannot_be_fine_tuned_is_told() -> None:
    with pytest.raises(UserError, match="reads all ten"):
        fine_tuner(network((12,), head=Logistic(3)), CONFIG, blob_dataset())
    with pytest.raises(UserError, match="differ in their activations"):
        fine_tuner(with_activations(ReLU(), Tanh()), CONFIG, blob_dataset())
