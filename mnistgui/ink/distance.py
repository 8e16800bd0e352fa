"""Distance to ink: for every pixel, how far the nearest pixel of a mask is."""

import numpy as np
from numpy.typing import NDArray


def distance_to(mask: NDArray[np.bool_], reach: int) -> NDArray[np.float32]:
    """Exact Euclidean distance, up to a limit.

    Parameters
    ----------
    mask : ndarray of shape (height, width), dtype bool
        Distances are measured to its True pixels.
    reach : int
        Distances beyond this are given as this.

    Returns
    -------
    ndarray of shape (height, width), dtype float32
        In pixels, 0 on the mask. First down the columns, then the least sum of squares along
        the rows (Saito and Toriwaki 1994).
    """
    down = _along_columns(mask, reach) ** 2
    width = mask.shape[1]
    least = down.copy()
    for step in range(1, min(reach, width - 1) + 1):
        further = np.float32(step * step)
        np.minimum(least[:, step:], down[:, :-step] + further, out=least[:, step:])
        np.minimum(least[:, :-step], down[:, step:] + further, out=least[:, :-step])
    return np.minimum(np.sqrt(least), np.float32(reach))


def _along_columns(mask: NDArray[np.bool_], reach: int) -> NDArray[np.float32]:
    """Distance to the nearest True pixel of the same column."""
    far = np.float32(2 * reach + 2)
    rows = np.arange(len(mask), dtype=np.float32)[:, None]
    above = np.maximum.accumulate(np.where(mask, rows, -far), axis=0)
    below = np.minimum.accumulate(np.where(mask, rows, len(mask) + far)[::-1], axis=0)[::-1]
    return np.minimum(np.minimum(rows - above, below - rows), far)
