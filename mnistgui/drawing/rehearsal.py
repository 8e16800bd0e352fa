"""Rehearsal: digits of the data set are learnt again beside redrawn copies of taught digits."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import Dataset, Split
from mnistgui.ink.jsonl import Drawing
from mnistgui.training.default_model import redrawn

PENS = 8
"""The number of pens, of different widths, with which each taught digit is redrawn."""


@dataclass(frozen=True)
class Shares:
    """How many digits of each kind an epoch has.

    Parameters
    ----------
    rehearsed : int
        Digits of the data set.
    taught : int
        The most copies of taught digits.
    most_copies : int
        The most copies of one taught digit, so that a single one does not outweigh all others.
    """

    rehearsed: int
    taught: int
    most_copies: int


def mix_with_rehearsal(
    drawings: Sequence[Drawing], rehearsal: Split, shares: Shares, rng: np.random.Generator
) -> Split:
    """Mix the digits of an epoch.

    Parameters
    ----------
    drawings : sequence of Drawing
        Taught digits, each with a label; at least one.
    rehearsal : Split
        Digits of the data set; some are repeated where there are fewer than wanted.
    shares : Shares
    rng : numpy.random.Generator
        Chooses digits and pens.

    Returns
    -------
    Split
        Their number does not depend on the number of taught digits, unless there are few of these.
    """
    rows = np.resize(rng.permutation(len(rehearsal)), shares.rehearsed)
    pens = redrawn(drawings, rng, PENS)
    copies = max(1, min(shares.most_copies, shares.taught // len(drawings)))
    again = np.resize(np.arange(len(pens)), copies * len(drawings))
    return Split(
        np.concatenate([rehearsal.images[rows], pens.images[again]]),
        np.concatenate([rehearsal.labels[rows], pens.labels[again]]),
    )


def held_back(labels: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Choose the taught digits that a trial is judged on.

    Parameters
    ----------
    labels : ndarray of shape (n_taught,), uint8

    Returns
    -------
    ndarray of shape (n_taught,), bool
        The last fifth of every digit, at least one where there are two or more.
    """
    held = np.zeros(len(labels), bool)
    for digit in np.unique(labels):
        rows = np.flatnonzero(labels == digit)
        n = max(len(rows) // 5, 1) if len(rows) > 1 else 0
        held[rows[len(rows) - n :]] = True
    return held


def rehearsal_and_validation(dataset: Dataset, validation_size: int) -> tuple[Split, Split]:
    """Divide a data set's training digits.

    Parameters
    ----------
    dataset : Dataset
    validation_size : int
        How many digits at the end are not rehearsed; at most a sixth of all.

    Returns
    -------
    tuple of Split
        The digits to rehearse, and those on which the temperature is fitted, perhaps none.
    """
    return dataset.held_back(min(validation_size, len(dataset.train) // 6))
