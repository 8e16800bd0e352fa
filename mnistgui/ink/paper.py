"""Separates ink from paper in a picture, dark on light or light on dark.

Ink is thin: what is brighter on both sides of a dark line is paper. So the brightness of the
ground - paper, a shadow on it, a table beside it - is the picture after a morphological closing,
which fills whatever is dark and thinner than a window; for light ink the picture is inverted first.
Specks far smaller than the digit are left out. The operations are in Serra 1982, "Image Analysis
and Mathematical Morphology".
"""

import numpy as np
from numpy.typing import NDArray

_LONGEST_SIDE_PIXELS = 400
_THICKEST_INK_SHARE = 0.25  # of the longer side; what is thicker is ground
_LEAST_CONTRAST_GREYS = 20.0
_SAME_SHARE = 1e-4  # of the pixels: inks that differ in fewer are the same
_SPECK_SHARE = 0.06
_CELLS_OF_LONGER_SIDE = 40

Grey = NDArray[np.float32]


def inks_of(grey: NDArray[np.uint8]) -> tuple[Grey, ...]:
    """Find the ink of a picture, in every way that the rim of the picture can be understood.

    Parameters
    ----------
    grey : ndarray of shape (height, width), dtype uint8
        The picture, dark on light or light on dark.

    Returns
    -------
    tuple of ndarray of shape (rows, columns), dtype float32
        One or two. 0 is paper, 1 is ink; large pictures come back smaller, of the same aspect. All
        0 when nothing stands out from the paper. In the first, what is dark along the rim is ink;
        in the second it goes on beyond the rim, as a table does on which the paper lies.
    """
    small = _shrunk(grey.astype(np.float32))
    found = [_ink(small, goes_on=goes_on) for goes_on in (False, True)]
    differing = float((np.abs(found[0] - found[1]) > 0.5).mean())
    return (found[0],) if differing < _SAME_SHARE else tuple(found)


def _ink(picture: Grey, *, goes_on: bool) -> Grey:
    standing_out = _standing_out(picture, goes_on=goes_on)
    threshold = _threshold(standing_out)
    most = float(np.percentile(standing_out, 99.5))
    if most < _LEAST_CONTRAST_GREYS or not (standing_out > threshold).any():
        return np.zeros_like(picture)
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


def _standing_out(picture: Grey, *, goes_on: bool) -> Grey:
    """Return by how many greys each pixel differs from the ground, in the direction of the ink."""
    window = max(round(_THICKEST_INK_SHARE * max(picture.shape)), 1)
    darker = _closed(picture, window, goes_on=goes_on) - picture
    lighter = picture + _closed(-picture, window, goes_on=goes_on)
    # Paper within a dark loop is lighter than the loop, but no lighter than the paper outside.
    ground = (darker < _LEAST_CONTRAST_GREYS) & (lighter < _LEAST_CONTRAST_GREYS)
    level = float(np.median(picture[ground])) if ground.any() else _of_rim(picture, 50)
    return max((darker, lighter), key=lambda side: _distance(picture, side, level))


def _distance(picture: Grey, standing_out: Grey, level: float) -> float:
    """Return how far the brightness of what stands out most is from that of the ground."""
    if standing_out.max() < _LEAST_CONTRAST_GREYS:
        return 0.0
    most = standing_out > max(_threshold(standing_out), _LEAST_CONTRAST_GREYS / 2)
    return abs(float(np.median(picture[most])) - level) if most.any() else 0.0


def _closed(picture: Grey, window: int, *, goes_on: bool) -> Grey:
    """Fill what is darker than its surroundings and thinner than a window."""
    if goes_on:
        wide = np.pad(picture, window - 1, mode="edge")
    else:
        wide = np.pad(picture, window - 1, constant_values=_of_rim(picture, 75))
    return -_greatest(-_greatest(wide, window), window)


def _greatest(picture: Grey, window: int) -> Grey:
    """Return the greatest value of each square window that lies in the picture."""
    return _running_greatest(_running_greatest(picture, window).T, window).T


def _running_greatest(rows: Grey, window: int) -> Grey:
    """Return the greatest of each ``window`` neighbours in a row, by doubling how many."""
    length = 1
    while 2 * length <= window:
        rows = np.maximum(rows[:, length:], rows[:, :-length])
        length *= 2
    rest = window - length
    return np.maximum(rows[:, rest:], rows[:, :-rest]) if rest else rows


def _of_rim(picture: Grey, percentile: float) -> float:
    """Return a percentile of the brightness along the picture's rim."""
    rim = np.concatenate([picture[0], picture[-1], picture[:, 0], picture[:, -1]])
    return float(np.percentile(rim, percentile))


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
