"""Small made-up digits for tests that need no real ones."""

from dataclasses import replace

import numpy as np

from mnistgui.data.dataset import PIXELS, Dataset, Split


def blobs(n: int, seed: int = 0, noise: float = 40.0) -> Split:
    """Digits a network can learn: each class has a patch of ink of its own, some pixels never.

    Parameters
    ----------
    n : int
    seed : int
    noise : float
        Standard deviation of the grey values.
    """
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, 10, n).astype(np.uint8)
    ink = np.zeros((10, 28, 28))
    for digit in range(10):
        row, column = divmod(digit, 4)
        ink[digit, 5 + 6 * row : 10 + 6 * row, 3 + 6 * column : 8 + 6 * column] = 200.0
    images = ink[labels] + rng.normal(0.0, noise, (n, 28, 28))
    images[:, :2] = images[:, -2:] = 0.0
    return Split(np.clip(images, 0, 255).astype(np.uint8).reshape(n, PIXELS), labels)


def blob_dataset(n_train: int = 600, n_test: int = 100, noise: float = 40.0) -> Dataset:
    """A dataset of :func:`blobs`."""
    train, test = blobs(n_train, 1, noise), blobs(n_test, 2, noise)
    return Dataset("blobs", "made for tests", train, test)


def limited(dataset: Dataset, train_size: int, test_size: int) -> Dataset:
    """The first digits of each split."""
    return replace(dataset, train=dataset.train[:train_size], test=dataset.test[:test_size])
