"""Linear views of many numbers a digit: principal components, and frames of the Grand Tour.

Asimov 1985, "The grand tour: a tool for viewing multidimensional data"; Li, Zhao and Scheidegger
2020, "Visualizing neural networks with the Grand Tour". A linear view has no parameters to be
fitted anew, so that a cloud of digits stays put while a network learns.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mnistgui.nn.arrays import Array

Floats = NDArray[np.float64]

_LONGEST_ROW = 0.98  # of a row of a frame that is pinned; with 1 there would be one axis alone


@dataclass(frozen=True, eq=False)
class PlaneView:
    """A plane through a space of many dimensions.

    Parameters
    ----------
    centre : ndarray of shape (n_dimensions,), float64
        The origin of the plane.
    axes : ndarray of shape (n_dimensions, 2), float64
        Orthonormal.
    shares : tuple of float
        Of the whole variance, along each axis as it was found; NaN where there is none.
    """

    centre: Floats
    axes: Floats
    shares: tuple[float, float]

    def places(self, values: Array) -> Floats:
        """Project points onto the plane.

        Parameters
        ----------
        values : ndarray of shape (n_samples, n_dimensions), float32 or float64

        Returns
        -------
        ndarray of shape (n_samples, 2), float64
        """
        places: Floats = values @ self.axes.astype(values.dtype) - self.centre @ self.axes
        return places


def principal_plane(values: Array) -> PlaneView:
    """Find the plane in which points vary the most.

    Parameters
    ----------
    values : ndarray of shape (n_samples, n_dimensions), float32 or float64
        At least two dimensions and one sample.

    Returns
    -------
    PlaneView
        Of the first two principal components; the largest weight of each is positive.
    """
    centre = values.mean(axis=0, dtype=np.float64)
    centred = values - centre.astype(values.dtype)
    covariance = (centred.T @ centred).astype(np.float64) / len(values)
    variances, vectors = np.linalg.eigh(covariance)
    axes = vectors[:, [-1, -2]]
    largest = np.abs(axes).argmax(axis=0)
    axes = axes * np.where(axes[largest, [0, 1]] < 0, -1.0, 1.0)
    whole = float(variances.sum())
    shares = (float(variances[-1]), float(variances[-2]))
    of_whole = tuple(one / whole if whole > 0 else float("nan") for one in shares)
    return PlaneView(centre, axes, (of_whole[0], of_whole[1]))


def aligned(view: PlaneView, places: Floats, before: Floats) -> PlaneView:
    """Turn or mirror a plane within itself so that points lie as near as can be to earlier places.

    Parameters
    ----------
    view : PlaneView
    places, before : ndarray of shape (n_samples, 2), float64
        Of the same points in this plane, and where they were.

    Returns
    -------
    PlaneView
        The orthogonal solution of Procrustes' problem (Schoenemann 1966); all else is the same.
    """
    moved = before - before.mean(axis=0)
    left, _, right = np.linalg.svd((places - places.mean(axis=0)).T @ moved)
    return PlaneView(view.centre, view.axes @ (left @ right), view.shares)


def first_frame(n_axes: int) -> Floats:
    """The frame of the tour in which all axes are spread evenly.

    Parameters
    ----------
    n_axes : int
        At least three.

    Returns
    -------
    ndarray of shape (n_axes, 2), float64
        Orthonormal columns: the ends of the axes lie on a circle.
    """
    angles = 2 * np.pi * np.arange(n_axes) / n_axes
    frame: Floats = np.stack([np.cos(angles), np.sin(angles)], axis=1) * np.sqrt(2 / n_axes)
    return frame


def small_turn(n_axes: int, size: float, seed: int = 0) -> Floats:
    """A turn of the whole space by which the tour goes on, one frame after another.

    Parameters
    ----------
    n_axes : int
    size : float
        Of the turn, about in radians.
    seed : int
        Of the random plane in which it turns.

    Returns
    -------
    ndarray of shape (n_axes, n_axes), float64
        Orthogonal: Cayley's transform of a random skew-symmetric matrix.
    """
    random = np.random.default_rng(seed).normal(size=(n_axes, n_axes))
    skew = (random - random.T) * (size / 2 / np.sqrt(2 * n_axes))
    one = np.eye(n_axes)
    turn: Floats = np.linalg.solve(one - skew, one + skew)
    return turn


def orthonormal(frame: Floats) -> Floats:
    """The frame with orthonormal columns that is nearest to one.

    Parameters
    ----------
    frame : ndarray of shape (n_axes, 2), float64

    Returns
    -------
    ndarray of shape (n_axes, 2), float64
    """
    left, _, right = np.linalg.svd(frame, full_matrices=False)
    nearest: Floats = left @ right
    return nearest


def with_axis_at(frame: Floats, axis: int, place: Floats) -> Floats:
    """Move the end of one axis to a place, as a person drags it.

    Parameters
    ----------
    frame : ndarray of shape (n_axes, 2), float64
        With orthonormal columns; at least three axes.
    axis : int
    place : ndarray of shape (2,), float64
        Where its end is to be; brought to a length below 1.

    Returns
    -------
    ndarray of shape (n_axes, 2), float64
        With orthonormal columns, the row of the axis being the place exactly: the other rows are
        changed by a 2 x 2 matrix alone.
    """
    length = float(np.hypot(*place))
    pinned = place * min(1.0, _LONGEST_ROW / length) if length else place
    rest = np.delete(frame, axis, axis=0)
    wanted = _root(np.eye(2) - np.outer(pinned, pinned))
    now = _root(rest.T @ rest)
    moved = rest @ np.linalg.solve(now, wanted)
    found: Floats = np.insert(moved, axis, pinned, axis=0)
    return found


def _root(matrix: Floats) -> Floats:
    """The square root of a symmetric 2 x 2 matrix."""
    values, vectors = np.linalg.eigh(matrix)
    root: Floats = (vectors * np.sqrt(np.maximum(values, 1e-9))) @ vectors.T
    return root
