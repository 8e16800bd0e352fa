"""Direction features: how strongly the edges of the ink run in each direction, in each cell.

What tells a digit from another shape is how its strokes run, not which pixels they cover. So the
gradient's strength is shared out among eight directions and summed up in overlapping cells, as in
the direction features by which handwriting was read before networks learnt their own (Liu et al.
2003, "Handwritten digit recognition: benchmarking of state-of-the-art techniques").
"""

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import SIDE
from mnistgui.nn.arrays import Array
from mnistgui.nn.network import CHUNK_DIGITS

_DIRECTIONS = 8
_CELLS = 7
N_FEATURES = _DIRECTIONS * _CELLS * _CELLS


def directions(images: NDArray[np.uint8]) -> Array:
    """Compute the direction features of pictures.

    Parameters
    ----------
    images : ndarray of shape (n_samples, 784), uint8

    Returns
    -------
    ndarray of shape (n_samples, 392), float32
        For each of 8 directions the edges in 7 x 7 cells, from 0 to about 2. The square root is
        taken, so that a few strong edges do not outweigh all others.
    """
    starts = range(0, len(images), CHUNK_DIGITS)
    parts = [_directions(images[start : start + CHUNK_DIGITS]) for start in starts]
    return np.concatenate(parts) if parts else np.zeros((0, N_FEATURES), np.float32)


def _directions(images: NDArray[np.uint8]) -> Array:
    across, down = _gradients(images)
    turn = np.arctan2(down, across) * (_DIRECTIONS / (2 * np.pi))
    away = turn[:, None] - np.arange(_DIRECTIONS, dtype=np.float32)[:, None, None]
    half = _DIRECTIONS / 2
    share = np.maximum(1 - np.abs((away + half) % _DIRECTIONS - half), 0)  # of two neighbours
    planes = np.hypot(across, down)[:, None] * share
    cells = np.sqrt(_POOL @ planes @ _POOL.T)
    return np.asarray(cells.reshape(len(images), -1), np.float32)


def _gradients(images: NDArray[np.uint8]) -> tuple[Array, Array]:
    """Return Sobel's gradients to the right and downward, (n, 28, 28) each."""
    wide = np.zeros((len(images), SIDE + 2, SIDE + 2), np.float32)
    wide[:, 1:-1, 1:-1] = images.reshape(-1, SIDE, SIDE)
    wide /= 255
    rows = (wide[:, :-2] + 2 * wide[:, 1:-1] + wide[:, 2:]) / 4
    columns = (wide[..., :-2] + 2 * wide[..., 1:-1] + wide[..., 2:]) / 4
    return rows[..., 2:] - rows[..., :-2], columns[:, 2:] - columns[:, :-2]


def _pool() -> Array:
    """Return the weights of a side's pixels in each of its cells, which overlap: (7, 28)."""
    step = SIDE // _CELLS
    weights = np.zeros((_CELLS, SIDE + 2 * step), np.float32)
    for cell in range(_CELLS):
        start = step + cell * step - step // 2
        weights[cell, start : start + 2 * step] = np.repeat([1, 2, 1], [2, 4, 2])
    return weights[:, step:-step] / 12


_POOL = _pool()
