from dataclasses import replace

import numpy as np
import pytest

from mnistgui.data.dataset import Split
from mnistgui.nn.network import CHUNK_DIGITS
from mnistgui.training.config import TrainingConfig
from mnistgui.training.evaluation import evaluate, read
from mnistgui.training.mistakes import with_mistake
from mnistgui.training.model import make_network
from tests.digits import blob_dataset


def many() -> Split:
    train = blob_dataset().train
    rows = np.arange(2 * CHUNK_DIGITS + 1) % len(train)
    return replace(train, images=train.images[rows], labels=train.labels[rows])


def test_accuracy_is_the_share_of_what_is_not_misread() -> None:
    network, split = make_network(TrainingConfig(hidden=(8,))), many()
    reading = read(network, split)
    assert evaluate(network, split).accuracy == len(reading.well_read) / len(split)
    assert len(reading.misread) + len(reading.well_read) == len(split)


def test_digits_of_a_class_that_are_read_as_a_class_are_found_the_surest_first() -> None:
    network, split = make_network(TrainingConfig(hidden=(8,))), many()
    reading = read(network, split)
    found = [reading.read_as(true, predicted) for true in range(10) for predicted in range(10)]
    assert sorted(np.concatenate(found).tolist()) == list(range(len(split)))
    for cell, rows in enumerate(found):
        assert (reading.targets[rows] == cell // 10).all()
        assert (reading.predicted[rows] == cell % 10).all()
        assert (np.diff(reading.probabilities[rows].max(axis=1)) <= 0).all()


@pytest.mark.parametrize("model", ["mlp", "logistic"])
def test_the_gradient_of_the_biases_is_that_of_the_mean_loss(model: str) -> None:
    config = TrainingConfig(model=model, digit=3, hidden=(8,), precision="float64")
    network, split = make_network(config), many()
    b = network.dense_layers()[-1].b
    slopes = []
    for unit in range(len(b)):
        losses = []
        for moved in (1e-5, -2e-5):
            b[unit] += moved
            losses.append(evaluate(network, split).loss)
        b[unit] += 1e-5
        slopes.append((losses[0] - losses[1]) / 2e-5)
    assert evaluate(network, split).bias_gradient == pytest.approx(np.linalg.norm(slopes), rel=1e-6)


def test_under_mistake_a_the_gradient_is_not_one_of_all_digits() -> None:
    network = with_mistake(make_network(TrainingConfig(hidden=(8,))), "A")
    assert np.isnan(evaluate(network, many()).bias_gradient)


def test_others_may_go_first_between_two_pieces() -> None:
    network, split = make_network(TrainingConfig(hidden=(8,))), many()
    pieces: list[int] = []
    metrics = evaluate(network, split, lambda: pieces.append(1))
    assert len(pieces) == 3
    assert metrics == evaluate(network, split)
