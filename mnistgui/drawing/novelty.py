"""Novelty: how far a picture is from everything a digit looks like, and whether that is too far.

Several things tell junk from digits, and each misses what the others see: the network is unsure
(the energy of its logits, Liu et al. 2020, "Energy-based out-of-distribution detection"); its last
hidden layer answers as it does to no known digit (distance to the nearest one, Sun et al. 2022,
"Out-of-distribution detection with deep nearest neighbors") or rather as it does to letters and
signs; and the picture itself, blurred, is like none of them, with its ink as it is or - dots, short
lines - brought to the same amount, or more like a letter or a sign. Their squares are added up in
units of their spread over real digits.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import SIDE
from mnistgui.drawing.boundary import Boundary
from mnistgui.drawing.known_digits import KnownDigits
from mnistgui.drawing.near_points import NearPoints
from mnistgui.nn.arrays import Array
from mnistgui.nn.network import CHUNK, Network

ACCEPTED = 0.994
"""Share of the real known digits that are taken for digits: two standard errors of so many above
99 %, so that at least 99 % of others are."""

_USUAL, _UNUSUAL = 0.5, 0.95
_WEIGHTS = np.array([[1.0], [1.0], [1.0], [1.0], [0.6], [1.0]])  # two looks see nearly the same
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


class _Pictures:
    """What digits and other shapes look like to nobody in particular: learnt once for all networks.

    Parameters
    ----------
    known : KnownDigits
    """

    def __init__(self, known: KnownDigits) -> None:
        n = len(known.real)
        looks = _ink_looks(np.concatenate([known.real, known.drawn]))
        self._near = [NearPoints(points) for points in looks]
        self._others = NearPoints(blurred(known.others))
        apart = [near.apart(n) for near in self._near]
        self.apart = [*apart, apart[0] - self._others.distance(looks[0][:n])]

    def distances(self, images: NDArray[np.uint8]) -> list[NDArray[np.float64]]:
        """How far each picture is from digits: (n,) each.

        That of the nearest digit, blurred and in its shape, and by how much the nearest other
        shape is nearer.
        """
        looks = _ink_looks(images)
        found = [near.distance(x) for near, x in zip(self._near, looks, strict=True)]
        return [*found, found[0] - self._others.distance(looks[0])]


@cache
def _pictures(known: KnownDigits) -> _Pictures:
    return _Pictures(known)


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
        self._pictures = _pictures(known)
        energy, hidden = _answers(network, np.concatenate([known.real, known.drawn]))
        self._near = NearPoints(hidden)
        self._boundary = Boundary(hidden, _answers(network, known.others)[1])
        n = len(known.real)
        own = [energy[:n], self._near.apart(n), self._boundary.held_out[:n]]
        apart = np.stack([*own, *self._pictures.apart])
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
        energy, hidden = _answers(self.network, images)
        own = [energy, self._near.distance(hidden), self._boundary.side(hidden)]
        scores = self._sum(np.stack([*own, *self._pictures.distances(images)]))
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
    if len(images) > CHUNK:
        starts = range(0, len(images), CHUNK)
        return np.concatenate([blurred(images[start : start + CHUNK]) for start in starts])
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


def _ink_looks(images: NDArray[np.uint8]) -> tuple[Array, Array]:
    """Pictures blurred, and the same brought to length 1: (n, 196) each."""
    soft = blurred(images)
    return soft, _of_length_1(soft)


def _answers(network: Network, images: NDArray[np.uint8]) -> tuple[NDArray[np.float64], Array]:
    """Energy, (n,), and answers of the last hidden layer of length 1, (n, units)."""
    energies, hidden = [], []
    for start in range(0, len(images), CHUNK):
        x = network.pixel_scaling.scaled(images[start : start + CHUNK], network.dtype)
        outputs = [x, *network.forward(x)]
        energies.append(_energy(outputs[-1]))
        hidden.append(_of_length_1(outputs[-2]))
    return np.concatenate(energies), np.concatenate(hidden)


def _of_length_1(x: Array) -> Array:
    return np.asarray(x / np.maximum(np.linalg.norm(x, axis=1, keepdims=True), 1e-9))


def _energy(logits: Array) -> NDArray[np.float64]:
    """``-log(sum(exp(logits)))``; a single logit z stands for the two z / 2 and -z / 2."""
    z = logits.astype(np.float64)
    if z.shape[1] == 1:
        z = np.concatenate([z / 2, -z / 2], axis=1)
    energy: NDArray[np.float64] = -np.logaddexp.reduce(z, axis=1)
    return energy
