"""Estimates how many labels of a set are wrong, from what a network reads in its digits.

Where a digit is hard to read, its label is mostly the network's second choice. Labels that are
wrong at random fall on all other classes alike, so that many are among the least likely: from how
many there are follows how many are wrong in all, less those that the network itself misreads
badly.
"""

import numpy as np

from mnistgui.nn.arrays import Array, Indices

_BADLY_MISREAD = 0.25  # of misread digits, whose labels only seem to be wrong: by experience


def wrong_label_share(probabilities: Array, targets: Indices) -> float:
    """Estimate the share of labels that are wrong at random.

    Of ``n - 1`` classes that are not read, the label of a digit is among the ``m`` least likely
    half; a wrong one is so with a chance of ``m / (n - 1)``.

    Parameters
    ----------
    probabilities : ndarray of shape (n_samples, n_classes), float32 or float64
        Best of digits that the network has not learnt from.
    targets : ndarray of shape (n_samples,), intp
        The classes of their labels.

    Returns
    -------
    float
        From 0 to about 1; NaN where there are no digits or fewer than four classes, or where a
        probability is NaN. Labels that are always confused with the same class are not seen.
    """
    n_classes = probabilities.shape[1]
    if not len(targets) or n_classes < 4 or not np.isfinite(probabilities).all():
        return float("nan")
    own = probabilities[np.arange(len(targets)), targets]
    likelier = np.count_nonzero(probabilities > own[:, np.newaxis], axis=1)
    others = n_classes - 1
    least_likely = -(-others // 2)
    among_them = np.count_nonzero(likelier > others - least_likely) / len(targets)
    wrong = among_them * others / least_likely
    misread = np.count_nonzero(likelier) / len(targets) - wrong
    return float(max(wrong - _BADLY_MISREAD * max(misread, 0.0), 0.0))
