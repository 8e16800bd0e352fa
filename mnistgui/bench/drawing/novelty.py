"""Measures how many digits are accepted as digits, and how much junk is rejected."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mnistgui.bench.drawing.junk import junk
from mnistgui.drawing.novelty import Novelty

_JUNK_PICTURES = 500


@dataclass(frozen=True)
class NoveltyReport:
    """The shares of digits that are accepted and of junk that is rejected, from 0 to 1.

    Parameters
    ----------
    accepted : dict of str to float
        Share of each set of digits that is accepted.
    rejected : dict of str to float
        Share of each kind of junk that is rejected.
    """

    accepted: dict[str, float]
    rejected: dict[str, float]


def measure_novelty(
    novelty: Novelty,
    digits: Mapping[str, NDArray[np.uint8]],
    rng: np.random.Generator,
    n_junk: int = _JUNK_PICTURES,
) -> NoveltyReport:
    """Judge digits and junk, and count what is accepted and what is rejected.

    Parameters
    ----------
    novelty : Novelty
        Judges the pictures.
    digits : mapping of str to ndarray of shape (n_samples, 784), uint8
        Sets of digits by their names.
    rng : numpy.random.Generator
        Draws the junk.
    n_junk : int
        How many pictures of each kind.

    Returns
    -------
    NoveltyReport
    """
    accepted = {name: _accepted(novelty, images) for name, images in digits.items()}
    kinds = junk(n_junk, rng).items()
    return NoveltyReport(accepted, {kind: 1 - _accepted(novelty, x) for kind, x in kinds})


def _accepted(novelty: Novelty, images: NDArray[np.uint8]) -> float:
    return float(np.mean([verdict.is_digit for verdict in novelty.verdicts(images)]))
