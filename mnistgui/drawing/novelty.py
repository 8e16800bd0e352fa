"""Novelty: how far a picture is from everything a digit looks like, and whether that is too far.

Four things tell junk from digits, and each misses what the others see: the network is unsure (the
energy of its logits, Liu et al. 2020, "Energy-based out-of-distribution detection"); its last
hidden layer answers as it does to no known digit (distance to the nearest one, Sun et al. 2022,
"Out-of-distribution detection with deep nearest neighbors"); and the picture itself, blurred, is
like none of them, with its ink as it is or - dots, short lines - brought to the same amount. Their
squares are added up in units of their spread over real digits.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import SIDE
from mnistgui.drawing.known_digits import KnownDigits
from mnistgui.nn.arrays import Array
from mnistgui.nn.network import CHUNK, Network

ACCEPTED = 0.992
"""Share of the real known digits that are taken for digits: one standard error of so many above
99 %, so that about 99 % of others are."""

_USUAL, _UNUSUAL = 0.5, 0.95
_WEIGHTS = np.array([[1.0], [1.0], [1.0], [0.6]])  # the last two see nearly the same
_BLURS = 3


@dataclass(frozen=True)
class Verdict:
    """Whether a picture shows a digit at all.

    Parameters
    ----------
    is_digit : bool
        Whether it is as near to the known digits as nearly all real ones are.
    confidence : float
        From 0 to 1. For a digit the probability of the network's answer; for none the share of
        real digits that are nearer to the others than this picture.
    """

    is_digit: bool
    confidence: float


@dataclass(frozen=True, eq=False)
class _Looks:
    """What is compared, for n pictures.

    Parameters
    ----------
    energy : ndarray of shape (n,), float64
    hidden : ndarray of shape (n, units), float32
        Of length 1.
    blurred : ndarray of shape (n, 196), float32
    shape : ndarray of shape (n, 196), float32
        The same, of length 1.
    """

    energy: NDArray[np.float64]
    hidden: Array
    blurred: Array
    shape: Array

    @property
    def points(self) -> tuple[Array, ...]:
        """What distances are taken of."""
        return self.hidden, self.blurred, self.shape


class _Neighbours:
    """Points to be near to.

    Parameters
    ----------
    points : ndarray of shape (n_known, n_dimensions), float32
    """

    def __init__(self, points: Array) -> None:
        self._points = points
        self._squares = (points * points).sum(axis=1)

    def distance(self, x: Array) -> NDArray[np.float64]:
        """Distance of each row to the nearest point: (n_samples,)."""
        return self._root(self._squared(x).min(axis=1))

    def apart(self, n: int) -> NDArray[np.float64]:
        """Distance of each of the first points to the nearest other one: (n,)."""
        squared = self._squared(self._points[:n])
        np.fill_diagonal(squared, np.inf)
        return self._root(squared.min(axis=1))

    def _squared(self, x: Array) -> Array:
        return np.asarray((x * x).sum(axis=1)[:, None] + self._squares - 2 * (x @ self._points.T))

    def _root(self, squared: Array) -> NDArray[np.float64]:
        return np.sqrt(np.maximum(squared, 0.0)).astype(np.float64)


class Novelty:
    """Tells what is no digit, as one network sees it.

    Parameters
    ----------
    network : Network
        Any; never changed in place.
    known : KnownDigits
        What digits look like. Each real one is held against all others to find out how far apart
        digits are.
    """

    def __init__(self, network: Network, known: KnownDigits) -> None:
        self.network = network
        looks = _looks(network, np.concatenate([known.real, known.drawn]))
        self._neighbours = [_Neighbours(points) for points in looks.points]
        n = len(known.real)
        apart = np.stack([looks.energy[:n], *(near.apart(n) for near in self._neighbours)])
        self._usual = np.quantile(apart, _USUAL, axis=1)[:, None]
        spread = np.quantile(apart, _UNUSUAL, axis=1)[:, None] - self._usual
        # What is the same for all digits, as in a network of zeros, tells nothing.
        self._spread = np.where(spread > 0, spread, np.inf)
        self._of_digits = np.sort(self._sum(apart))

    def score(self, images: NDArray[np.uint8]) -> NDArray[np.float64]:
        """Measure how far pictures are from digits.

        Parameters
        ----------
        images : ndarray of shape (n_samples, 784), uint8

        Returns
        -------
        ndarray of shape (n_samples,), float64
            0 for the most usual digits; infinite for an empty picture.
        """
        looks = _looks(self.network, images)
        each = zip(self._neighbours, looks.points, strict=True)
        scores = self._sum(np.stack([looks.energy, *(near.distance(x) for near, x in each)]))
        return np.where(images.any(axis=1), scores, np.inf)

    @property
    def threshold(self) -> float:
        """The score above which a picture is held to show none."""
        return float(np.quantile(self._of_digits, ACCEPTED))

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
        sure = self.network.probabilities(images).max(axis=1)
        nearer = np.searchsorted(self._of_digits, scores) / (len(self._of_digits) + 1)
        return [
            Verdict(bool(is_digit), float(p if is_digit else share))
            for is_digit, p, share in zip(scores <= self.threshold, sure, nearer, strict=True)
        ]

    def _sum(self, parts: NDArray[np.float64]) -> NDArray[np.float64]:
        beyond = _WEIGHTS * np.maximum((parts - self._usual) / self._spread, 0)
        return np.asarray(np.linalg.norm(beyond, axis=0), np.float64)


def blurred(images: NDArray[np.uint8]) -> Array:
    """Blur pictures and halve their sides, so that lines a little apart count as near.

    Parameters
    ----------
    images : ndarray of shape (n_samples, 784), uint8

    Returns
    -------
    ndarray of shape (n_samples, 196), float32
        0 is paper, 1 is ink.
    """
    wide = np.zeros((len(images), SIDE + 2, SIDE + 2), np.float32)
    inside = wide[:, 1:-1, 1:-1]
    inside[...] = images.reshape(-1, SIDE, SIDE)
    inside /= 255
    for _ in range(_BLURS):
        down = wide[:, :-2] + 2 * wide[:, 1:-1] + wide[:, 2:]
        inside[...] = (down[..., :-2] + 2 * down[..., 1:-1] + down[..., 2:]) / 16
    half = SIDE // 2
    halved = inside.reshape(-1, half, 2, half, 2).mean(axis=(2, 4))
    return np.asarray(halved.reshape(-1, half * half))


def _looks(network: Network, images: NDArray[np.uint8]) -> _Looks:
    energies, hidden = [], []
    for start in range(0, len(images), CHUNK):
        x = network.pixel_scaling.scaled(images[start : start + CHUNK], network.dtype)
        outputs = [x, *network.forward(x)]
        energies.append(_energy(outputs[-1]))
        hidden.append(_of_length_1(outputs[-2]))
    soft = blurred(images)
    return _Looks(np.concatenate(energies), np.concatenate(hidden), soft, _of_length_1(soft))


def _of_length_1(x: Array) -> Array:
    return np.asarray(x / np.maximum(np.linalg.norm(x, axis=1, keepdims=True), 1e-9))


def _energy(logits: Array) -> NDArray[np.float64]:
    """``-log(sum(exp(logits)))``; a single logit z stands for the two z / 2 and -z / 2."""
    z = logits.astype(np.float64)
    if z.shape[1] == 1:
        z = np.concatenate([z / 2, -z / 2], axis=1)
    energy: NDArray[np.float64] = -np.logaddexp.reduce(z, axis=1)
    return energy
