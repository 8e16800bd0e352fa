from dataclasses import replace

import numpy as np

from mnistgui.data.dataset import Split
from mnistgui.nn.network import CHUNK_DIGITS
from mnistgui.training.config import TrainingConfig
from mnistgui.training.evaluation import evaluate, read
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


def test_others_may_go_first_between_two_pieces() -> None:
    network, split = make_network(TrainingConfig(hidden=(8,))), many()
    pieces: list[int] = []
    metrics = evaluate(network, split, lambda: pieces.append(1))
    assert len(pieces) == 3
    assert metrics == evaluate(network, split)
