"""The mean digit of each class, and how much its pixels differ from digit to digit."""

import numpy as np

from mnistgui.data.dataset import Split

_FULL_INK = 255


def class_pictures(split: Split) -> tuple[Split, Split]:
    """Compute a picture of each class, twice: its mean, and its spread.

    Parameters
    ----------
    split : Split

    Returns
    -------
    tuple of (Split, Split)
        With one picture for each class, in the order of the classes; white for a class without
        digits. The first holds the mean of every pixel, the second twice its standard deviation,
        which is at most half of full ink; both rounded.
    """
    count = len(split.class_names)
    means = np.zeros((count, split.n_pixels), np.uint8)
    spreads = np.zeros_like(means)
    for label in range(count):
        images = split.images[split.labels == label]
        if len(images):
            pixels = images.astype(np.float32)
            means[label] = np.rint(pixels.mean(axis=0, dtype=np.float64))
            twice = np.rint(2 * pixels.std(axis=0, dtype=np.float64))
            spreads[label] = np.minimum(twice, _FULL_INK)
    labels = np.arange(count, dtype=np.uint8)
    return Split(means, labels, split.class_names), Split(spreads, labels, split.class_names)
