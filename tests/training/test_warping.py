from dataclasses import replace
from itertools import islice

import numpy as np
import pytest

from mnistgui.data.augment.settings import Augmentation
from mnistgui.training.config import TrainingConfig
from mnistgui.training.trainer import Trainer
from mnistgui.training.warping import augmentation
from tests.digits import blob_dataset

WARPED = TrainingConfig(hidden=(20,), epochs=4, batch_size=64, augmentation="warps")


def trained(config: TrainingConfig) -> str:
    trainer = Trainer(config, blob_dataset())
    for _ in trainer:
        pass
    return trainer.snapshot().sha256()


def test_settings_reach_the_warps() -> None:
    assert augmentation(TrainingConfig()) is None
    assert augmentation(WARPED) == Augmentation()
    changed = TrainingConfig(augmentation="warps", warp_rotate=30.0, warp_elastic=0.0)
    assert augmentation(changed) == Augmentation(rotate=30.0, elastic=0.0)


def test_warps_change_what_is_learnt_but_not_the_digits() -> None:
    dataset = blob_dataset()
    before = dataset.train.images.copy()
    for _ in Trainer(WARPED, dataset):
        pass
    np.testing.assert_array_equal(dataset.train.images, before)
    plain = replace(WARPED, augmentation="none")
    assert trained(WARPED) == trained(WARPED) != trained(plain)


@pytest.mark.parametrize("stop_after", range(1, 40, 3))
def test_a_resumed_run_meets_the_same_warps(stop_after: int) -> None:
    first = Trainer(WARPED, blob_dataset())
    for _ in islice(first, stop_after):
        pass
    resumed = Trainer(WARPED, blob_dataset(), first.state())
    for _ in resumed:
        pass
    assert resumed.snapshot().sha256() == trained(WARPED)
