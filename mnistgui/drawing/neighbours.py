"""Finds the training digits that a network holds to be most like a drawing.

Two images are alike when the last hidden layer answers alike, in Euclidean distance. A network
without a hidden layer is compared by its logits.

Activations of a wide layer are kept compressed, such that no distance between compressed ones is
longer than the true one. A digit whose compressed distance is longer than the true distances of
five others is none of the five nearest; only the rest are measured exactly, so the result is exact.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import Split
from mnistgui.nn.arrays import Array, Indices
from mnistgui.nn.network import Network

_MOST_COMPONENTS = 64


@dataclass(frozen=True, eq=False)
class Compression:
    """A space of few dimensions in which no distance is longer than the true one.

    Parameters
    ----------
    centre : ndarray of shape (units,)
        Its origin.
    basis : ndarray of shape (units, n_kept) or None
        Orthonormal columns; None for all units as they are.
    """

    centre: Array
    basis: Array | None

    @classmethod
    def from_sample(cls, sample: Array) -> "Compression":
        """Find the principal components of a sample of shape (n_samples, units)."""
        centre = sample.mean(axis=0, dtype=np.float64).astype(sample.dtype)  # sums may be huge
        if sample.shape[1] <= _MOST_COMPONENTS or not np.isfinite(sample).all():
            return cls(np.zeros_like(centre), None)
        away = sample - centre
        _, vectors = np.linalg.eigh(away.T @ away)
        return cls(centre, np.ascontiguousarray(vectors[:, -_MOST_COMPONENTS:]))

    @property
    def width(self) -> int:
        """How many numbers are kept of every digit."""
        return len(self.centre) if self.basis is None else self.basis.shape[1] + 1

    def __call__(self, answers: Array) -> Array:
        """Compress activations of shape (n_samples, units); the last is what the basis lacks."""
        if self.basis is None:
            return answers
        away = answers - self.centre
        inside = away @ self.basis
        squares = np.einsum("ij,ij->i", away, away) - np.einsum("ij,ij->i", inside, inside)
        return np.column_stack((inside, np.sqrt(np.maximum(squares, 0))))


CHUNK_DIGITS = 2000
_SQUARABLE = 1e15  # float32 numbers whose squares can be added up by the thousand
_SAMPLE_DIGITS = 2000  # digits that the principal components are found from
_MEASURED_FIRST = 4  # times as many digits as are asked for, by their compressed distance
_ROUNDING = 1e-3  # of the squares, which may hide a difference


@dataclass(frozen=True, eq=False)
class Index:
    """The activations of a network's last hidden layer for every digit of a split, compressed.

    Parameters
    ----------
    network : Network
        Never changed in place.
    split : Split
        The digits.
    compression : Compression
        How the answers are kept.
    kept : ndarray of shape (n_samples, n_kept), float32 or float64
        Compressed answers.
    squares : ndarray of shape (n_samples,), same dtype
        Their squared lengths.
    """

    network: Network
    split: Split
    compression: Compression
    kept: Array
    squares: Array


@dataclass(frozen=True, eq=False)
class Neighbours:
    """The digits nearest to an image, the nearest first.

    Parameters
    ----------
    rows : ndarray of shape (n_neighbours,), dtype intp
        Where they are in the split.
    distances : ndarray of shape (n_neighbours,)
        Euclidean, between activations.
    split : Split
        The digits they are among.
    """

    rows: Indices
    distances: Array
    split: Split

    @property
    def images(self) -> NDArray[np.uint8]:
        """The pixels of the digits, of shape (n_neighbours, 784), uint8."""
        return self.split.images[self.rows]

    @property
    def labels(self) -> NDArray[np.uint8]:
        """The labels of the digits, of shape (n_neighbours,), uint8."""
        return self.split.labels[self.rows]


def features(network: Network, images: NDArray[np.uint8]) -> Array:
    """Compute the activations by which images are compared.

    Parameters
    ----------
    network : Network
    images : ndarray of shape (n_samples, 784), dtype uint8

    Returns
    -------
    ndarray of shape (n_samples, units)
        Activations of the last hidden layer; the logits where there is none. In float64 where the
        squares of float32 numbers would leave its range.
    """
    outputs = network.forward(network.pixel_scaling.scaled(images, network.dtype))
    answers = outputs[max(len(outputs) - 2, 0)]
    if len(answers) and np.abs(answers).max() > _SQUARABLE:
        return answers.astype(np.float64)
    return answers


def build_index(
    network: Network, split: Split, tell: Callable[[int, int], None] = lambda _done, _all: None
) -> Index:
    """Compute the activations for every digit of a split, chunk by chunk.

    Parameters
    ----------
    network : Network
    split : Split
    tell : callable
        Told after each chunk how many digits are done, of how many; what it raises ends the work.

    Returns
    -------
    Index
    """
    sample = _sample(network, split)
    compression = Compression.from_sample(sample)
    kept = np.empty((len(split), compression.width), sample.dtype)
    for start in range(0, len(split), CHUNK_DIGITS):
        rows = slice(start, min(start + CHUNK_DIGITS, len(split)))
        kept[rows] = compression(features(network, split.images[rows]))
        tell(rows.stop, len(split))
    return Index(network, split, compression, kept, np.einsum("ij,ij->i", kept, kept))


def nearest(index: Index, image: NDArray[np.uint8], count: int = 5) -> Neighbours:
    """Find the digits nearest to an image, by the activations of the index's network.

    Parameters
    ----------
    index : Index
    image : ndarray of shape (784,), dtype uint8
    count : int
        How many; fewer are found where the split holds fewer, and none for an image that the
        network answers with NaN or infinity.

    Returns
    -------
    Neighbours
    """
    answer = features(index.network, image[None])
    if not np.isfinite(answer).all():
        return Neighbours(np.zeros(0, np.intp), np.zeros(0), index.split)
    sought = index.compression(answer)[0]
    # Squared distances; one product instead of all differences.
    with np.errstate(over="ignore", invalid="ignore"):
        bounds = index.squares - 2 * (index.kept @ sought) + sought @ sought
    bounds[np.isnan(bounds)] = np.inf  # such a digit was answered with NaN or infinity
    first = np.argpartition(bounds, min(_MEASURED_FIRST * count, len(bounds) - 1))[
        : _MEASURED_FIRST * count
    ]
    reach = np.sort(_distances(index, first, answer))[:count].max() ** 2
    near = bounds <= reach + _ROUNDING * (reach + sought @ sought)
    near[first] = True
    rows = np.flatnonzero(near)
    distances = _distances(index, rows, answer)
    best = np.argsort(distances, kind="stable")[:count]
    return Neighbours(rows[best], distances[best], index.split)


def _sample(network: Network, split: Split) -> Array:
    """Return the activations for some digits, spread over the split."""
    step = max(len(split) // _SAMPLE_DIGITS, 1)
    return features(network, split.images[::step][:_SAMPLE_DIGITS])


def _distances(index: Index, rows: Indices, answer: Array) -> Array:
    """Return the true distances of some digits: (n_rows,)."""
    answers = features(index.network, index.split.images[rows])
    return np.asarray(np.linalg.norm(answers - answer, axis=1))
