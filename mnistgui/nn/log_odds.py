"""Log-odds of a class: how strongly logits speak for it against all others together.

``log(p_k / (1 - p_k)) = z_k - logsumexp of the other z``. Unlike a probability near 1 it still
tells whether there is much or little to spare.
"""

import numpy as np

from mnistgui.nn.arrays import Array


def log_odds(logits: Array) -> Array:
    """Compute the log-odds of every class.

    Parameters
    ----------
    logits : ndarray of shape (n_samples, units), float32 or float64
        One unit is a network of two classes, of which the logit speaks for the second.

    Returns
    -------
    ndarray of shape (n_samples, n_classes), same dtype
        Without overflow, however sure the network is.
    """
    z = _of_classes(logits)
    others = _others(z)
    most = others.max(axis=2)
    rest = most + np.log(np.exp(others - most[..., None]).sum(axis=2))
    return np.asarray(z - rest, logits.dtype)


def log_odds_slopes(logits: Array) -> Array:
    """Differentiate the log-odds of every class with respect to the logits of one image.

    ``d log_odds_k / d z`` is 1 for class k and minus the softmax among the others elsewhere.

    Parameters
    ----------
    logits : ndarray of shape (1, units), float32 or float64

    Returns
    -------
    ndarray of shape (n_classes, units), same dtype
    """
    z = _of_classes(logits)
    others = _others(z)[0]
    share = np.exp(others - others.max(axis=1, keepdims=True))
    slopes = np.eye(z.shape[1]) - share / share.sum(axis=1, keepdims=True)
    return np.asarray(slopes[:, -logits.shape[1] :], logits.dtype)


def _of_classes(logits: Array) -> Array:
    """One logit a class: (n_samples, n_classes)."""
    if logits.shape[1] > 1:
        return logits
    return np.concatenate((np.zeros_like(logits), logits), axis=1)


def _others(z: Array) -> Array:
    """Row k holds the logits of all classes but k, which is -inf: (n_samples, k, n_classes)."""
    n = z.shape[1]
    return np.where(np.eye(n, dtype=bool), -np.inf, z[:, None, :])
