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


@dataclass(frozen=True)
class Judgement:
    """What the judge says of a picture, whichever network reads it.

    Parameters
    ----------
    is_digit : bool
        Whether it looks no less like a digit than nearly all real ones.
    likelier : float
        The share of real digits that look more like a digit, from 0 to 1.
    """

    is_digit: bool
    likelier: float

    def verdict(self, sure: float) -> Verdict:
        """What that means for a network's answer, of which it is so sure (from 0 to 1)."""
        return Verdict(self.is_digit, sure if self.is_digit else self.likelier)


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

    def verdicts(self, images: NDArray[np.uint8]) -> list[Verdict]:
        """Say which pictures show a digit.

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
    """Say which pictures look like digits.

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
    """The score above which a picture is held to show no digit."""
    return float(np.quantile(judge.of_digits, ACCEPTED))
