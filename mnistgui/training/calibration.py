"""Calibration: whether a network that says 90 % is right nine times out of ten.

One number mends most of what is amiss (Guo et al. 2017, "On calibration of modern neural
networks"): logits are divided by a temperature, fitted on digits the network has not learnt from.
It changes no answer, only how sure the network is.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import Split
from mnistgui.nn.arrays import Array, Indices
from mnistgui.nn.layers import map_parameters
from mnistgui.nn.network import Network

_BINS = 15
COLDEST, HOTTEST = 0.05, 20.0
_HALVINGS = 60
_LEAST = 1e-30  # stands for a probability of 0, which has no logarithm


@dataclass(frozen=True, eq=False)
class Reliability:
    """How sure a network was and how often it was right, by how sure it was.

    Parameters
    ----------
    count : ndarray of shape (n_bins,), intp
        Digits in each bin; bins are equally wide from 0 to 1.
    confidence : ndarray of shape (n_bins,), float64
        Mean probability of the answer in each bin; NaN where it is empty.
    accuracy : ndarray of shape (n_bins,), float64
        Share of right answers in each bin; NaN where it is empty.
    unread : int
        Digits that are in no bin, as they were answered with NaN.
    """

    count: Indices
    confidence: NDArray[np.float64]
    accuracy: NDArray[np.float64]
    unread: int = 0

    @property
    def expected_calibration_error(self) -> float:
        """Mean distance of confidence and accuracy, bins weighted by their digits.

        ``sum(count / n * abs(accuracy - confidence))``, after Naeini et al. 2015, "Obtaining well
        calibrated probabilities using Bayesian binning". NaN where no digit is in a bin.
        """
        if not self.count.any():
            return float("nan")
        gap = np.nan_to_num(np.abs(self.confidence - self.accuracy))
        return float(gap @ self.count / self.count.sum())


def reliability(probabilities: Array, targets: Indices, n_bins: int = _BINS) -> Reliability:
    """Compare how sure a network was with how often it was right.

    Parameters
    ----------
    probabilities : ndarray of shape (n_samples, n_classes), float32
    targets : ndarray of shape (n_samples,), intp
        True class of each; at least one.
    n_bins : int
        Bins between 0 and 1.

    Returns
    -------
    Reliability
    """
    read = np.isfinite(probabilities.sum(axis=1))
    unread = len(probabilities) - int(np.count_nonzero(read))
    if unread:
        probabilities, targets = probabilities[read], targets[read]
    sure = probabilities.max(axis=1).astype(np.float64)
    right = probabilities.argmax(axis=1) == targets
    into = np.clip((sure * n_bins).astype(np.intp), 0, n_bins - 1)
    count = np.bincount(into, minlength=n_bins)
    with np.errstate(invalid="ignore"):
        return Reliability(
            count,
            np.bincount(into, sure, n_bins) / count,
            np.bincount(into, right, n_bins) / count,
            unread,
        )


def fit_temperature(logits: Array, targets: Indices) -> float:
    """Find the temperature that makes the true classes most likely.

    Parameters
    ----------
    logits : ndarray of shape (n_samples, n_classes), float32
        Of digits the network has not learnt from.
    targets : ndarray of shape (n_samples,), intp
        True class of each.

    Returns
    -------
    float
        From 0.05 to 20; above 1 for a network that is too sure. Found by halving: the mean
        negative log-likelihood is convex in the inverse temperature b, with the derivative
        ``mean(sum(p * z) - z[target])`` at ``p = softmax(b z)``.
    """
    z = logits.astype(np.float64)
    z -= z.max(axis=1, keepdims=True)
    true = z[np.arange(len(z)), targets]
    low, high = 1 / HOTTEST, 1 / COLDEST
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        p = np.exp(middle * z)
        p /= p.sum(axis=1, keepdims=True)
        slope = float(((p * z).sum(axis=1) - true).mean())
        low, high = (middle, high) if slope < 0 else (low, middle)
    return 2 / (low + high)


@dataclass(frozen=True, eq=False)
class Calibration:
    """The calibration of a network with and without a temperature.

    Parameters
    ----------
    before : Reliability
        Of the network as it is.
    after : Reliability or None
        With its logits divided by the temperature; None where none was fitted, as it is where
        there is nothing to fit it on or some digits are answered with NaN.
    temperature : float or None
    """

    before: Reliability
    after: Reliability | None = None
    temperature: float | None = None


def calibration(
    probabilities: Array, targets: Indices, held_out: tuple[Array, Indices] | None = None
) -> Calibration:
    """Judge how sure a network is, as it is and after a temperature.

    Parameters
    ----------
    probabilities : ndarray of shape (n_samples, n_classes), float32
        Its answers to test digits; at least one.
    targets : ndarray of shape (n_samples,), intp
        True class of each.
    held_out : tuple of ndarray, optional
        Answers ``(n_held_out, n_classes)`` and true classes of digits the network has learnt
        neither from nor is judged on; the temperature is fitted on them.

    Returns
    -------
    Calibration
    """
    before = reliability(probabilities, targets)
    if held_out is None or before.unread:  # NaN fits no temperature
        return Calibration(before)
    temperature = fit_temperature(_as_logits(held_out[0]), held_out[1])
    z = _as_logits(probabilities) / np.float32(temperature)
    p = np.exp(z - z.max(axis=1, keepdims=True))
    after = reliability(p / p.sum(axis=1, keepdims=True), targets)
    return Calibration(before, after, temperature)


def _as_logits(probabilities: Array) -> Array:
    """Return logits that give these probabilities; any constant may be added to a row."""
    return np.asarray(np.log(np.maximum(probabilities, _LEAST)))


def with_temperature(network: Network, temperature: float) -> Network:
    """Divide the logits of a network by a temperature, by changing its last layer.

    Parameters
    ----------
    network : Network
        With a softmax head; its last layer is linear in its parameters.
    temperature : float
        Above 0.

    Returns
    -------
    Network
        A copy whose last layer is divided by the temperature.
    """
    *others, last = network.copy().layers
    scale = network.dtype(1 / temperature)
    cooled = map_parameters(last, lambda parameter: parameter.array * scale)
    return replace(network, layers=[*others, cooled])


def calibrated(network: Network, held_out: Split) -> Network:
    """Fit a temperature and divide the logits of a network by it.

    Parameters
    ----------
    network : Network
        With a softmax head.
    held_out : Split
        Digits it has not learnt from.

    Returns
    -------
    Network
    """
    targets = network.head.targets(held_out.labels)
    return with_temperature(network, fit_temperature(network.logits(held_out.images), targets))
