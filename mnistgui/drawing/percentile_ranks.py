"""Percentile ranks: which share of the training digits of a class measures less than one digit."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import Split
from mnistgui.drawing.measures import Measured, measure
from mnistgui.nn.heads import Head

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True, eq=False)
class MeasuredDigits:
    """The measures of many digits.

    Parameters
    ----------
    measured : ndarray of shape (n_samples, n_measures), float32
        Of every digit.
    labels : ndarray of shape (n_samples,), uint8
        The class of each digit.
    """

    measured: Measured
    labels: NDArray[np.uint8]

    @classmethod
    def from_split(
        cls, split: Split, tell: Callable[[int, int], None] = lambda _done, _all: None
    ) -> "MeasuredDigits":
        """Measure a split; ``tell`` is called with (done, all), and ends the work if it raises."""
        return cls(measure(split.images, tell), split.labels)


@dataclass(frozen=True, eq=False)
class PercentileRanks:
    """The percentile ranks of one digit among those of a class, one for each measure.

    Parameters
    ----------
    below : ndarray of shape (n_measures,), float64
        Share of the class that measures less, from 0 to 1; digits with an equal measure count half.
    quantiles : ndarray of shape (n_quantiles, n_measures), float64
        The measures of the class at :data:`QUANTILES`.
    """

    below: NDArray[np.float64]
    quantiles: NDArray[np.float64]


def percentile_ranks(
    digits: MeasuredDigits, head: Head, class_index: int, measured: NDArray[np.float32]
) -> PercentileRanks | None:
    """Compare a digit with those of a class.

    Parameters
    ----------
    digits : MeasuredDigits
        Of the training digits.
    head : Head
        Says which digits are of which class.
    class_index : int
        Index into the head's class names.
    measured : ndarray of shape (n_measures,), float32
        Of the digit.

    Returns
    -------
    PercentileRanks or None
        None where the training digits hold none of that class.
    """
    of_class = digits.measured[head.targets(digits.labels) == class_index]
    if not len(of_class):
        return None
    less, equal = (of_class < measured).mean(axis=0), (of_class == measured).mean(axis=0)
    quantiles = np.quantile(of_class, QUANTILES, axis=0)
    return PercentileRanks(np.asarray(less + equal / 2), np.asarray(quantiles, np.float64))
