"""Decides whether a picture shows a digit, and with what confidence."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mnistgui.drawing.digit_judge import DigitJudge
from mnistgui.nn.network import Network

ACCEPTED = 0.993
"""Share of the 5,000 real digits of the calibration that count as digits. It is two standard
errors above 99 %, so that at least 99 % of other digits count as digits, too."""


@dataclass(frozen=True)
class Verdict:
    """Whether a picture shows a digit.

    Parameters
    ----------
    is_digit : bool
        Whether its score is one that nearly all real digits have.
    confidence : float
        From 0 to 1. For a digit the probability of the network's answer; for none the share of
        real digits that look more like a digit than this picture.
    """

    is_digit: bool
    confidence: float


@dataclass(frozen=True)
class Judgement:
    """The judge's verdict on a picture; it does not depend on the network that reads it.

    Parameters
    ----------
    is_digit : bool
        Whether its score is one that nearly all real digits have.
    likelier : float
        The share of real digits that look more like a digit, from 0 to 1.
    """

    is_digit: bool
    likelier: float

    def verdict(self, sure: float) -> Verdict:
        """Combine this with the confidence of a network's answer (from 0 to 1)."""
        return Verdict(self.is_digit, sure if self.is_digit else self.likelier)


class Novelty:
    """Judges whether pictures show digits, and how confident a network's answers are.

    Parameters
    ----------
    network : Network
        Reads the pictures; never changed in place.
    judge : DigitJudge
        Decides whether a picture shows a digit.
    """

    def __init__(self, network: Network, judge: DigitJudge) -> None:
        self.network = network
        self._judge = judge

    def score(self, images: NDArray[np.uint8]) -> NDArray[np.float64]:
        """Return the score of each picture, as in :meth:`DigitJudge.score`; digits score low."""
        return self._judge.score(images)

    def verdicts(self, images: NDArray[np.uint8]) -> list[Verdict]:
        """Decide which pictures show a digit.

        Parameters
        ----------
        images : ndarray of shape (n_samples, 784), uint8

        Returns
        -------
        list of Verdict
        """
        sure = self.network.probabilities(images).max(axis=1).tolist()
        found = judgements(self._judge, images)
        return [judgement.verdict(p) for judgement, p in zip(found, sure, strict=True)]


def judgements(judge: DigitJudge, images: NDArray[np.uint8]) -> list[Judgement]:
    """Decide which pictures look like digits.

    Parameters
    ----------
    judge : DigitJudge
    images : ndarray of shape (n_samples, 784), uint8

    Returns
    -------
    list of Judgement
    """
    scores, known = judge.score(images), judge.of_digits
    likelier = np.searchsorted(known, scores) / (len(known) + 1)
    accepted = scores <= threshold(judge)
    return [Judgement(*row) for row in zip(accepted.tolist(), likelier.tolist(), strict=True)]


def threshold(judge: DigitJudge) -> float:
    """Return the score above which a picture counts as no digit."""
    return float(np.quantile(judge.of_digits, ACCEPTED))
