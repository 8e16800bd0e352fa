from dataclasses import replace

import numpy as np

from mnistgui.data.dataset import Split
from mnistgui.nn.network import CHUNK
from mnistgui.training.config import TrainingConfig
from mnistgui.training.evaluation import evaluate, read
from mnistgui.training.model import make_network
from tests.digits import blob_dataset


def many() -> Split:
    train = blob_dataset().train
    rows = np.arange(2 * CHUNK + 1) % len(train)
    return replace(train, images=train.images[rows], labels=train.labels[rows])


def test_accuracy_is_the_share_of_what_is_not_misread() -> None:
    network, split = make_network(TrainingConfig(hidden=(8,))), many()
    reading = read(network, split)
    assert evaluate(network, split).accuracy == len(reading.well_read) / len(split)
    assert len(reading.misread) + len(reading.well_read) == len(split)
    assert reading.confusion().sum() == len(split)
    assert np.trace(reading.confusion()) == len(reading.well_read)


def test_others_may_go_first_between_two_pieces() -> None:
    network, split = make_network(TrainingConfig(hidden=(8,))), many()
    pieces: list[int] = []
    metrics = evaluate(network, split, lambda: pieces.append(1))
    assert len(pieces) == 3
    assert metrics == evaluate(network, split)
