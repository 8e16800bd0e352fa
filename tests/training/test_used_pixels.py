import numpy as np
import pytest

from mnistgui.data.augment.settings import Augmentation
from mnistgui.data.augment.warp import augment
from mnistgui.data.synthetic.make import synthetic_dataset
from mnistgui.nn.scaling import SIGNED, UNIT
from mnistgui.training.config import TrainingConfig
from mnistgui.training.used_pixels import LANES, used_pixels

IMAGES = np.zeros((2500, 784), np.uint8)
IMAGES[:, 400] = 1
IMAGES[::2, 300] = 255
IMAGES[::3, 500:530] = 9


def test_pixels_with_ink_in_most_images_come_first() -> None:
    pixels = used_pixels(IMAGES, TrainingConfig(), UNIT)
    assert pixels[:2].tolist() == [400, 300]
    assert set(range(500, 530)) <= set(pixels)
    assert len(pixels) == len(set(pixels)) == 2 * LANES


def test_all_pixels_count_where_an_empty_one_matters() -> None:
    everything = list(range(784))
    assert used_pixels(IMAGES, TrainingConfig(l2=0.1), UNIT).tolist() == everything
    assert used_pixels(IMAGES, TrainingConfig(), SIGNED).tolist() == everything
    warped = TrainingConfig(augmentation="warps")
    assert used_pixels(IMAGES, warped, SIGNED).tolist() == everything


@pytest.mark.parametrize("l2", [0.0, 0.1])
def test_warps_bring_ink_around_where_it_was(l2: float) -> None:
    pixels = used_pixels(IMAGES, TrainingConfig(augmentation="warps", l2=l2), UNIT).tolist()
    assert max(pixels.index(pixel) for pixel in (299, 300, 301, 515)) < 150
    assert len(pixels) == len(set(pixels))
    if l2:
        assert len(pixels) == 784
        assert pixels.index(783) > 400
    else:
        assert len(pixels) % LANES == 0
        assert 783 not in pixels


@pytest.mark.parametrize("n", [1, 30, 2000, 5000])
def test_hardly_any_warped_ink_is_left_out(n: int) -> None:
    images = synthetic_dataset(n, 1).train.images
    config = TrainingConfig(augmentation="warps")
    pixels = used_pixels(images, config, UNIT)
    assert len(pixels) < 784
    warped = augment(np.resize(images, (1000, 784)), Augmentation(), np.random.default_rng(2))
    assert warped[:, pixels].sum(dtype=np.int64) > 0.998 * warped.sum(dtype=np.int64)
