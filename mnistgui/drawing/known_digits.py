"""Known digits: a few thousand that show what digits look like, and shapes that are none."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import Split
from mnistgui.drawing.no_digits import no_digits
from mnistgui.training.default_model import Recordings, as_read

_REAL, _RECORDED, _SYNTHETIC, _OTHERS = 2000, 500, 800, 650
_LEVEL = 17
"""Grey values are kept in 16 steps, 0, 17, ... 255, which packs them twice as small."""


@dataclass(frozen=True, eq=False)
class KnownDigits:
    """Examples of digits.

    Parameters
    ----------
    real : ndarray of shape (n_real, 784), uint8
        Real ones, which also tell how far digits are from each other; at least 2.
    drawn : ndarray of shape (n_drawn, 784), uint8
        Pen recordings and synthetic ones, for the ways of writing that are rare among the real.
    others : ndarray of shape (n_others, 784), uint8
        Shapes that are no digits.
    """

    real: NDArray[np.uint8]
    drawn: NDArray[np.uint8]
    others: NDArray[np.uint8]


def chosen_digits(
    real: Split, recordings: Recordings, synthetic: Split, rng: np.random.Generator
) -> KnownDigits:
    """Choose examples.

    Parameters
    ----------
    real : Split
        Ones that the default model has not learnt from.
    recordings : Recordings
        Those kept aside are not used.
    synthetic : Split
    rng : numpy.random.Generator
        Chooses.

    Returns
    -------
    KnownDigits
        Grey values in 16 steps.
    """
    some = rng.permutation(len(recordings.learnt))[:_RECORDED]
    recorded = as_read([recordings.learnt[i] for i in some]).images
    parts = [recorded, _some(synthetic, _SYNTHETIC, rng)]
    chosen = _some(real, _REAL, rng), np.concatenate(parts), no_digits(_OTHERS, rng)
    return KnownDigits(*map(_stepped, chosen))


def _some(split: Split, n: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    return split.images[rng.permutation(len(split))[:n]]


def _stepped(images: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return (np.rint(images / _LEVEL) * _LEVEL).astype(np.uint8)
