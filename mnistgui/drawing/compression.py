"""Activations in few numbers: principal components, and how far from their space each lies.

Distances between compressed activations are never longer than true ones, but for rounding: inside
the space they are the same, and outside no two can be nearer than their distances from it differ.
"""

from dataclasses import dataclass

import numpy as np

from mnistgui.nn.arrays import Array

_MOST_COMPONENTS = 64


@dataclass(frozen=True, eq=False)
class Compression:
    """A space of few dimensions in which no distance is longer than it was.

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
        """Numbers that are kept of every digit."""
        return len(self.centre) if self.basis is None else self.basis.shape[1] + 1

    def __call__(self, answers: Array) -> Array:
        """Compress answers of shape (n_samples, units), their distance from the space last."""
        if self.basis is None:
            return answers
        away = answers - self.centre
        inside = away @ self.basis
        squares = np.einsum("ij,ij->i", away, away) - np.einsum("ij,ij->i", inside, inside)
        return np.column_stack((inside, np.sqrt(np.maximum(squares, 0))))
