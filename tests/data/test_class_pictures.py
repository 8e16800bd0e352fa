"""Mean and spread of each class against loops written plainly."""

import numpy as np

from mnistgui.data.class_pictures import class_pictures
from mnistgui.data.dataset import Split

RNG = np.random.default_rng(2)


def test_mean_and_spread_of_each_class_are_those_of_its_digits() -> None:
    images = RNG.integers(0, 256, (60, 784), dtype=np.uint8)
    labels = RNG.integers(0, 9, 60, dtype=np.uint8)  # there is no 9
    means, spreads = class_pictures(Split(images, labels))
    assert means.labels.tolist() == spreads.labels.tolist() == list(range(10))
    for digit in range(9):
        of_class = np.array([image for image, label in zip(images, labels, strict=True)
                             if label == digit], float)  # fmt: skip
        mean = of_class.sum(axis=0) / len(of_class)
        spread = np.sqrt(((of_class - mean) ** 2).sum(axis=0) / len(of_class))
        np.testing.assert_allclose(means.images[digit], mean, atol=0.51)
        np.testing.assert_allclose(spreads.images[digit], np.minimum(2 * spread, 255), atol=0.51)
    assert not means.images[9].any()
    assert not spreads.images[9].any()


def test_digits_that_are_all_the_same_do_not_spread() -> None:
    images = np.full((3, 784), 200, np.uint8)
    means, spreads = class_pictures(Split(images, np.zeros(3, np.uint8)))
    assert (means.images[0] == 200).all()
    assert not spreads.images.any()
