"""Separates ink from paper in a picture, dark on light or light on dark.

Paper may be lit unevenly: its brightness is taken as a smooth surface, fitted to whatever is not
ink. Specks far smaller than the digit are left out.
"""

import numpy as np
from numpy.typing import NDArray

_LONGEST_SIDE_PIXELS = 400
_FIT_ROUNDS = 6
_LONGEST_FITTED_SIDE_PIXELS = 64
_LEAST_CONTRAST_GREYS = 20.0
_SPECK_SHARE = 0.06
_CELLS_OF_LONGER_SIDE = 40

Grey = NDArray[np.float32]


def ink_of(grey: NDArray[np.uint8]) -> Grey:
    """Find the ink of a picture.

    Parameters
    ----------
    grey : ndarray of shape (height, width), dtype uint8
        The picture, dark on light or light on dark.

    Returns
    -------
    ndarray of shape (rows, columns), dtype float32
        0 is paper, 1 is ink; large pictures come back smaller, of the same aspect. All 0 when
        there is nothing that stands out from the paper.
    """
    small = _shrunk(grey.astype(np.float32))
    difference = small - _paper(small)
    dark, light = (float(np.percentile(side, 99.5)) for side in (-difference, difference))
    standing_out = np.maximum(-difference if dark >= light else difference, 0)
    threshold = _threshold(standing_out)
    if max(dark, light) < _LEAST_CONTRAST_GREYS or not (standing_out > threshold).any():
        return np.zeros_like(small)
    full = float(np.median(standing_out[standing_out > threshold]))
    faint = min(threshold, full / 2) / 2
    ink = np.clip((standing_out - faint) / max(full - faint, 1e-6), 0, 1)
    return np.asarray(ink * _without_specks(ink > 0.5), np.float32)


def _shrunk(picture: Grey) -> Grey:
    """Average blocks of pixels until the longer side is short enough."""
    factor = -(-max(picture.shape) // _LONGEST_SIDE_PIXELS)
    if factor == 1:
        return picture
    rows, columns = (max(length // factor, 1) for length in picture.shape)
    cut = picture[: rows * factor, : columns * factor]
    return np.asarray(cut.reshape(rows, -1, columns, cut.shape[1] // columns).mean(axis=(1, 3)))


def _paper(picture: Grey) -> Grey:
    """Return the brightness of the paper at every pixel, as a polynomial of second degree."""
    height, width = picture.shape
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    terms = np.stack([np.ones_like(x), x, y, x * x, x * y, y * y], axis=-1)
    every = -(-max(picture.shape) // _LONGEST_FITTED_SIDE_PIXELS)
    some = terms[::every, ::every].reshape(-1, 6)
    values = picture[::every, ::every].ravel().astype(np.float64)
    surface = np.zeros(6)
    surface[0] = _usual(picture)
    for _ in range(_FIT_ROUNDS):
        off = np.abs(values - some @ surface)
        taken = off <= max(2.5 * float(np.median(off)), 6.0)
        surface = np.linalg.lstsq(some[taken], values[taken], rcond=None)[0]
    return (terms @ surface).astype(np.float32)


def _usual(picture: Grey) -> float:
    """Return the median brightness of the picture's rim, which shows paper rather than ink."""
    rim = np.concatenate([picture[0], picture[-1], picture[:, 0], picture[:, -1]])
    return float(np.median(rim))


def _threshold(values: Grey) -> float:
    """Return Otsu's threshold, which divides values into the two most different groups."""
    counts, edges = np.histogram(values, bins=128)
    middles = (edges[:-1] + edges[1:]) / 2
    below = np.cumsum(counts)
    above = below[-1] - below
    mass = np.cumsum(counts * middles)
    with np.errstate(divide="ignore", invalid="ignore"):
        gap = mass / below - (mass[-1] - mass) / above
    between = np.nan_to_num(below * above * gap**2)
    best = np.flatnonzero(between == between.max())
    return float(edges[1:][best].mean())


def _without_specks(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return where ink belongs to a part that is not far smaller than the largest."""
    size = -(-max(mask.shape) // _CELLS_OF_LONGER_SIDE)
    rows, columns = (-(-length // size) for length in mask.shape)
    padded = np.zeros((rows * size, columns * size), bool)
    padded[: mask.shape[0], : mask.shape[1]] = mask
    ink = padded.reshape(rows, size, columns, size).sum(axis=(1, 3))
    part = _parts(ink > 0)
    mass = np.bincount(part.ravel(), ink.ravel())
    mass[0] = 0
    kept = (mass >= _SPECK_SHARE * mass.max())[part] & (part > 0)
    # A part's faint rim may lie in the cells next to it.
    grown = np.pad(kept, 1)
    near = np.logical_or.reduce(
        [grown[i : i + rows, j : j + columns] for i in range(3) for j in range(3)]
    )
    near &= kept | (part == 0)
    spread = near.repeat(size, axis=0).repeat(size, axis=1)
    return np.asarray(spread[: mask.shape[0], : mask.shape[1]])


def _parts(cells: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Number the connected parts, corners included; 0 is no part."""
    number = np.where(cells, np.arange(1, cells.size + 1).reshape(cells.shape), 0)
    rows, columns = cells.shape
    while True:
        padded = np.pad(number, 1)
        around = [padded[i : i + rows, j : j + columns] for i in range(3) for j in range(3)]
        spread = np.where(cells, np.max(around, axis=0), 0)
        if np.array_equal(spread, number):
            return number
        number = spread
