"""Chooses which pixels a training run reads, and in which order."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.augment.settings import Augmentation
from mnistgui.data.augment.warp import augment
from mnistgui.nn.arrays import Indices
from mnistgui.nn.network import CHUNK_DIGITS
from mnistgui.nn.scaling import PixelScaling
from mnistgui.training.config import TrainingConfig
from mnistgui.training.warping import augmentation

# Matrix products run fastest when rows fill whole vector registers.
LANES = 16

# So many images are warped to find out which pixels warped ink reaches.
WARPED_SAMPLE_DIGITS = 2000

# Warps bring ink to every pixel sooner or later. Pixels inked in at most so many images of the
# sample are left out; they hold 0.02 % of MNIST's ink.
RARE_IMAGES = 10


def used_pixels(
    images: NDArray[np.uint8], config: TrainingConfig, scaling: PixelScaling
) -> Indices:
    """Return the pixels that a training run has to read.

    Parameters
    ----------
    images : ndarray of shape (n_samples, 784), uint8
        The training images, at least one.
    config : TrainingConfig
    scaling : PixelScaling

    Returns
    -------
    ndarray of shape (n_used,), intp
        Those with ink in most images first. All of them where an empty pixel still matters: its
        weights shrink under an L2 penalty, and some scalings turn its 0 into another number. Where
        images are warped, pixels that hardly ever get ink are left out, too.
    """
    n_pixels = images.shape[1]
    warps = augmentation(config)
    if scaling.offset or (config.l2 and warps is None):
        return np.arange(n_pixels)
    if warps is not None:
        images = warped_sample(images, warps)
    inked: Indices = np.zeros(n_pixels, np.intp)
    for rows in chunks(len(images)):
        inked += np.count_nonzero(images[rows], axis=0)
    rare = -1 if config.l2 else RARE_IMAGES if warps else 0
    n_inked = max(int((inked > rare).sum()), 1)
    n_used = min(-(-n_inked // LANES) * LANES, n_pixels)
    # Rounding up to whole registers adds the pixels with least ink, which come last in this order.
    return (-inked).argsort(kind="stable")[:n_used]


def warped_sample(images: NDArray[np.uint8], warps: Augmentation) -> NDArray[np.uint8]:
    """Warp evenly spaced images, repeated if there are few, always by the same warps."""
    chosen = np.arange(WARPED_SAMPLE_DIGITS) * len(images) // WARPED_SAMPLE_DIGITS
    return augment(images[chosen], warps, np.random.default_rng(0))


def ink_ends(images: NDArray[np.uint8]) -> NDArray[np.uint16]:
    """Compute how many pixels of each image have to be read; all that follow are 0.

    Parameters
    ----------
    images : ndarray of shape (n_samples, n_used), uint8

    Returns
    -------
    ndarray of shape (n_samples,), uint16
        At least 1; rounded up to whole vector registers.
    """
    n_used = images.shape[1]
    ends = np.empty(len(images), np.intp)
    for rows in chunks(len(images)):
        inked = images[rows] > 0
        last = n_used - inked[:, ::-1].argmax(axis=1)
        ends[rows] = np.where(inked.any(axis=1), last, 1)
    return np.minimum(-(-ends // LANES) * LANES, n_used).astype(np.uint16)


def chunks(n_rows: int) -> Iterator[slice]:
    """Return slices that divide many rows, so that temporary arrays stay small."""
    return (slice(start, start + CHUNK_DIGITS) for start in range(0, n_rows, CHUNK_DIGITS))
