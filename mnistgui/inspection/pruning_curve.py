"""Accuracy against the share of weights that are pruned, for clean and for noisy digits."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import Split
from mnistgui.inspection.unit_edits import Prune
from mnistgui.nn.network import Network

SHARES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98)
NOISES = (0.0, 0.1, 0.2, 0.4)
"""Standard deviations of the noise, as shares of the range from paper to ink."""

_SEED = 19
_RANGE = 255


@dataclass(frozen=True, eq=False)
class PruningCurve:
    """How well a network reads once its smallest weights are 0.

    Parameters
    ----------
    shares : tuple of float
        Of all weights that are pruned.
    noises : tuple of float
    accuracy : ndarray of shape (n_noises, n_shares), float64
        Share of the digits that are read right; NaN where it was not measured yet.
    """

    shares: tuple[float, ...]
    noises: tuple[float, ...]
    accuracy: NDArray[np.float64]


def noisy(images: NDArray[np.uint8], noise: float, seed: int = _SEED) -> NDArray[np.uint8]:
    """Add normal noise to grey values, rounded and kept between paper and ink.

    Parameters
    ----------
    images : ndarray of shape (n_samples, 784), uint8
    noise : float
        Standard deviation, as a share of 255; 0 leaves the images as they are.
    seed : int

    Returns
    -------
    ndarray of shape (n_samples, 784), uint8
        The same for the same seed.
    """
    if not noise:
        return images
    drawn = np.random.default_rng(seed).standard_normal(images.shape, np.float32)
    grey = np.rint(images + np.float32(noise * _RANGE) * drawn)
    return np.clip(grey, 0, _RANGE).astype(np.uint8)


def pruning_curve(
    network: Network,
    split: Split,
    shares: Sequence[float] = SHARES,
    noises: Sequence[float] = NOISES,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> PruningCurve:
    """Prune a network by share after share, and read digits with growing noise.

    Parameters
    ----------
    network : Network
        Of dense layers; not changed.
    split : Split
        The digits that are read.
    shares, noises : sequence of float
    progress : callable
        Called with how many readings are done, and how many there are.

    Returns
    -------
    PruningCurve

    Raises
    ------
    UserError
        A share is not between 0 and 1.
    """
    targets = network.head.targets(split.labels)
    accuracy = np.full((len(noises), len(shares)), np.nan)
    pruned = [Prune(share).apply(network) for share in shares]
    for i, noise in enumerate(noises):
        images = noisy(split.images, noise)
        for j, one in enumerate(pruned):
            accuracy[i, j] = (one.probabilities(images).argmax(axis=1) == targets).mean()
            progress(i * len(shares) + j + 1, accuracy.size)
    return PruningCurve(tuple(shares), tuple(noises), accuracy)
