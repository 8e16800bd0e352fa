"""What differs between two networks: their weights, and the digits that only one misreads."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from mnistgui.data.dataset import Dataset
from mnistgui.data.synthetic.make import synthetic_dataset
from mnistgui.inspection.twins import TwinDifference, twin_difference
from mnistgui.nn.network import Network
from mnistgui.training.config import TrainingConfig
from mnistgui.training.trainer import Trainer


@pytest.fixture(scope="module")
def digits() -> Dataset:
    return synthetic_dataset(400, 200)


def trained(digits: Dataset, **settings: Any) -> Network:
    config = replace(TrainingConfig(hidden=(6,), epochs=2, validation_size=0), **settings)
    trainer = Trainer(config, digits)
    for _ in trainer.replay_until(8):
        pass
    return trainer.snapshot()


def difference(digits: Dataset, **settings: Any) -> TwinDifference:
    return twin_difference(8, trained(digits), trained(digits, **settings), digits.test)


def test_mistakes_that_only_one_makes_are_gained_and_lost(digits: Dataset) -> None:
    found = difference(digits, momentum=0.5)
    first, second = (
        network.probabilities(digits.test.images).argmax(axis=1) == digits.test.labels
        for network in found.networks
    )
    assert found.gained.tolist() == np.flatnonzero(first & ~second).tolist()
    assert found.lost.tolist() == np.flatnonzero(~first & second).tolist()
    assert len(found.gained)


def test_weights_are_subtracted_layer_by_layer(digits: Dataset) -> None:
    found = difference(digits, momentum=0.5)
    first, second = (network.dense_layers()[1] for network in found.networks)
    weights, biases = found.layer_difference(2)
    assert np.array_equal(first.W + weights, second.W) or np.allclose(first.W + weights, second.W)
    assert np.allclose(first.b + biases, second.b)
    distances = found.distances()
    assert list(distances) == ["W1", "b1", "W2", "b2"]
    expected = np.linalg.norm(second.W - first.W) / np.linalg.norm(first.W)
    assert distances["W2"] == pytest.approx(expected, rel=1e-4)


def test_the_same_network_differs_in_nothing(digits: Dataset) -> None:
    network = trained(digits)
    found = twin_difference(8, network, network, digits.test)
    assert not len(found.gained)
    assert not len(found.lost)
    assert set(found.distances().values()) == {0.0}


def test_networks_of_other_widths_are_compared_by_their_mistakes_alone(digits: Dataset) -> None:
    found = difference(digits, hidden=(7,))
    assert not found.same_shapes
    assert found.distances() == {}
    assert len(found.gained) + len(found.lost)
