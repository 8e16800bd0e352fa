"""Confusion matrices: how often a network reads each class as each other one."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mnistgui.nn.arrays import Indices


@dataclass(frozen=True)
class ConfusedPair:
    """Digits of one class that are read as another.

    Parameters
    ----------
    true, predicted : int
        Indices of the two classes, which differ.
    count : int
        How many digits.
    rate : float
        Their share of all digits of the true class, above 0 and at most 1.
    """

    true: int
    predicted: int
    count: int
    rate: float


@dataclass(frozen=True, eq=False)
class Confusion:
    """A confusion matrix.

    Parameters
    ----------
    counts : ndarray of shape (n_classes, n_classes), int64
        How many digits of the class of the row are read as the class of the column.
    """

    counts: NDArray[np.int64]

    @property
    def class_sizes(self) -> NDArray[np.int64]:
        """How many digits there are of each class, of shape (n_classes,), int64."""
        sizes: NDArray[np.int64] = self.counts.sum(axis=1)
        return sizes

    @property
    def misread(self) -> NDArray[np.int64]:
        """How many digits of each class are misread, of shape (n_classes,), int64."""
        return self.class_sizes - np.diagonal(self.counts)

    @property
    def rates(self) -> NDArray[np.float64]:
        """Shares of each true class.

        Returns
        -------
        ndarray of shape (n_classes, n_classes), float64
            Each row sums to 1; a class without digits has a row of NaN.
        """
        sizes = self.class_sizes[:, np.newaxis].astype(np.float64)
        rates = np.full(self.counts.shape, np.nan)
        np.divide(self.counts, sizes, out=rates, where=sizes > 0)
        return rates

    @property
    def recall(self) -> NDArray[np.float64]:
        """Share of the digits of each class that is read as it, of shape (n_classes,), float64.

        NaN for a class without digits.
        """
        return np.diagonal(self.rates)

    @property
    def precision(self) -> NDArray[np.float64]:
        """Share of what is read as each class that is of it, of shape (n_classes,), float64.

        NaN for a class that nothing is read as.
        """
        read = self.counts.sum(axis=0)
        found = np.full(len(read), np.nan)
        np.divide(np.diagonal(self.counts), read, out=found, where=read > 0)
        return found

    def order_by_errors(self) -> Indices:
        """Order the classes by the share of their digits that is misread, the largest first.

        Returns
        -------
        ndarray of shape (n_classes,), intp
            Each class once. Equal shares are in the order of the classes; classes without digits
            come last.
        """
        shares = 1 - np.diagonal(self.rates)
        return np.argsort(np.where(np.isnan(shares), np.inf, -shares), kind="stable")

    def most_confused(self, count: int) -> tuple[ConfusedPair, ...]:
        """Find the pairs of classes that are confused most often.

        Parameters
        ----------
        count : int
            How many pairs are wanted; at least 0.

        Returns
        -------
        tuple of ConfusedPair
            The pair with the most digits first, and of equally many the one with the larger rate;
            fewer than ``count`` where no other digits are misread.
        """
        off_diagonal = self.counts - np.diag(np.diagonal(self.counts))
        true, predicted = np.nonzero(off_diagonal)
        found = self.counts[true, predicted]
        rates = self.rates[true, predicted]
        best = np.lexsort((-rates, -found))[:count]
        return tuple(
            ConfusedPair(int(true[i]), int(predicted[i]), int(found[i]), float(rates[i]))
            for i in best
        )


def confusion_matrix(targets: Indices, predicted: Indices, n_classes: int) -> Confusion:
    """Count how often each true class is read as each class.

    Parameters
    ----------
    targets, predicted : ndarray of shape (n_samples,), intp
        Indices of the true and of the predicted classes, from 0 to ``n_classes - 1``.
    n_classes : int

    Returns
    -------
    Confusion

    Raises
    ------
    ValueError
        The arrays are of different lengths, or hold other indices.
    """
    if targets.shape != predicted.shape:
        raise ValueError(f"{targets.shape} targets do not fit {predicted.shape} predictions")
    both = np.concatenate((targets, predicted))
    if both.size and not (both.min() >= 0 and both.max() < n_classes):
        raise ValueError(f"classes from {both.min()} to {both.max()}, but there are {n_classes}")
    cells = np.bincount(targets * n_classes + predicted, minlength=n_classes**2)
    return Confusion(cells.reshape(n_classes, n_classes).astype(np.int64))
