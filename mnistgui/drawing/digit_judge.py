"""The judge: a small network that decides whether a drawing is a digit.

It knows eleven classes, the ten digits and none, and reads the directions of edges instead of
pixels. It learnt from digits and from shapes that are none, as in Hendrycks et al. 2019, "Deep
anomaly detection with outlier exposure"; the scores of real digits that it has not learnt from set
the threshold. Whichever network reads a drawing, the judge stays the same.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import CLASSES, DIGITS
from mnistgui.drawing.directions import directions
from mnistgui.nn.heads import Softmax
from mnistgui.nn.network import Network

NONE = CLASSES
"""The class of pictures that show no digit."""


@dataclass(frozen=True)
class DigitOrNone(Softmax):
    """Ten digits and none, probabilities that sum to 1."""

    class_names: tuple[str, ...] = (*DIGITS, "none")


@dataclass(frozen=True, eq=False)
class DigitJudge:
    """Scores how much a picture looks like no digit.

    Parameters
    ----------
    network : Network
        Reads :func:`~mnistgui.drawing.directions.directions`; its head is a :class:`DigitOrNone`.
    of_digits : ndarray of shape (n_digits,), float64
        Sorted scores of real digits that the network has not learnt from.
    """

    network: Network
    of_digits: NDArray[np.float64]

    def score(self, images: NDArray[np.uint8]) -> NDArray[np.float64]:
        """Compute the odds of no digit against all digits.

        Parameters
        ----------
        images : ndarray of shape (n_samples, 784), uint8

        Returns
        -------
        ndarray of shape (n_samples,), float64
            Logarithm of the odds of none against the ten digits; infinite for an empty picture.
        """
        odds = none_odds(self.network, directions(images))
        return np.where(images.any(axis=1), odds, np.inf)


def none_odds(network: Network, features: NDArray[np.floating]) -> NDArray[np.float64]:
    """Return the logarithm of the odds of no digit against the ten digits: (n_samples,).

    Parameters
    ----------
    network : Network
        Whose head is a :class:`DigitOrNone`.
    features : ndarray of shape (n_samples, 392)
    """
    logits = network.forward(features.astype(network.dtype, copy=False))[-1].astype(np.float64)
    return np.asarray(logits[:, NONE] - np.logaddexp.reduce(logits[:, :NONE], axis=1))
