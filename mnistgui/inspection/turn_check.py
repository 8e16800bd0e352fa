"""Checks whether digits are stored upright: a network reads some as they are and turned."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import CLASSES, Dataset
from mnistgui.data.turns import STRAIGHT, TURNS, Correction
from mnistgui.nn.network import Network
from mnistgui.per_cent import per_cent
from mnistgui.training.fitting import reads

LEAST_DIGITS = 60  # with fewer, a way could look better by chance
_MOST_READ = 1000
_CLEARLY = 0.15  # share of digits by which another way must be read better
_READABLE = 0.5
_BARELY = 0.35  # accuracy below which these are no digits; guessing gives about 0.1


@dataclass(frozen=True)
class TurnCheck:
    """Results of reading some digits in every way.

    Parameters
    ----------
    count : int
        Digits that were read.
    accuracies : mapping of Correction to float
        The share read right, for each of :data:`~mnistgui.data.turns.TURNS`.
    """

    count: int
    accuracies: Mapping[Correction, float]

    @property
    def better(self) -> Correction | None:
        """The way in which clearly more digits are read right than straight; None for none."""
        best = max(TURNS, key=lambda turn: self.accuracies[turn])
        gain = self.accuracies[best] - self.accuracies[STRAIGHT]
        return best if gain > _CLEARLY and self.accuracies[best] > _READABLE else None

    @property
    def looks_like_digits(self) -> bool:
        """Return whether any way is read well enough."""
        return max(self.accuracies.values()) > _BARELY

    def format_finding(self) -> str:
        """Say what is unusual.

        Returns
        -------
        str
            A sentence; empty where the digits are stored upright.
        """
        straight = per_cent(self.accuracies[STRAIGHT], 1)
        if self.better is not None:
            better = per_cent(self.accuracies[self.better], 1)
            return (
                f"the shipped network reads {better} of {self.count:,} digits right when they are "
                f"put right ({self.better.name}), and {straight} as they are"
            )
        if not self.looks_like_digits:
            return (
                f"these do not look like digits: the shipped network reads {straight} of "
                f"{self.count:,} right, and no more when they are transposed or inverted"
            )
        return ""

    def to_json(self) -> dict[str, Any]:
        """All numbers by name.

        Returns
        -------
        dict
            Of what :mod:`json` can write.
        """
        return {
            "count": self.count,
            "accuracy": {turn.name: round(self.accuracies[turn], 4) for turn in TURNS},
            "better": None if self.better is None else self.better.name,
            "looks_like_digits": self.looks_like_digits,
        }


def check_turns(network: Network, dataset: Dataset) -> TurnCheck | None:
    """Read some training digits straight, transposed, inverted and both.

    Parameters
    ----------
    network : Network
        One that tells ten digits apart and is known to read well, such as the shipped one.
    dataset : Dataset

    Returns
    -------
    TurnCheck or None
        None where there are too few digits to tell, or they have another size or other classes,
        such as ten with names.
    """
    part = dataset.train
    if len(part) < LEAST_DIGITS or network.head.units != CLASSES:
        return None
    named = any(len(name) > 1 for name in dataset.kind.class_names)
    if named or not reads(network, dataset.kind):
        return None
    rows = np.linspace(0, len(part) - 1, min(len(part), _MOST_READ)).astype(np.intp)
    images, labels = part.images[rows], part.labels[rows]
    accuracies = {
        turn: _accuracy(network, turn.apply(images), turn.apply_to_labels(labels)) for turn in TURNS
    }
    return TurnCheck(len(rows), accuracies)


def _accuracy(network: Network, images: NDArray[np.uint8], labels: NDArray[np.uint8]) -> float:
    """Return the share of digits that a network reads right."""
    return float((network.probabilities(images).argmax(axis=1) == labels).mean())
