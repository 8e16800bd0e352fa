"""Novelty: whether a picture is too unlike a digit to be read, and how sure that is."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mnistgui.drawing.digit_judge import DigitJudge
from mnistgui.nn.network import Network

ACCEPTED = 0.993
"""Share of the real digits the judge is calibrated on that are taken for digits: two standard
errors of 5,000 above 99 %, so that at least 99 % of others are."""


@dataclass(frozen=True)
class Verdict:
    """Whether a picture shows a digit at all.

    Parameters
    ----------
    is_digit : bool
        Whether it looks no less like a digit than nearly all real ones.
    confidence : float
        From 0 to 1. For a digit the probability of the network's answer; for none the share of
        real digits that look more like a digit than this picture.
    """

    is_digit: bool
    confidence: float


class Novelty:
    """Tells what is no digit, and otherwise how sure a network is of its answer.

    Parameters
    ----------
    network : Network
        Reads the pictures; never changed in place.
    judge : DigitJudge
        Tells whether there is anything to read.
    """

    def __init__(self, network: Network, judge: DigitJudge) -> None:
        self.network = network
        self._judge = judge

    def score(self, images: NDArray[np.uint8]) -> NDArray[np.float64]:
        """How much pictures look like no digit, as in :meth:`DigitJudge.score`."""
        return self._judge.score(images)

    @property
    def threshold(self) -> float:
        """The score above which a picture is held to show none."""
        return float(np.quantile(self._judge.of_digits, ACCEPTED))

    def verdicts(self, images: NDArray[np.uint8]) -> list[Verdict]:
        """Say which pictures show a digit.

        Parameters
        ----------
        images : ndarray of shape (n_samples, 784), uint8

        Returns
        -------
        list of Verdict
        """
        scores = self.score(images)
        known = self._judge.of_digits
        sure = self.network.probabilities(images).max(axis=1)
        likelier = np.searchsorted(known, scores) / (len(known) + 1)
        return [
            Verdict(bool(is_digit), float(p if is_digit else share))
            for is_digit, p, share in zip(scores <= self.threshold, sure, likelier, strict=True)
        ]
