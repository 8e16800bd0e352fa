"""Draws strokes as grey pixels: a pixel's value is the share of it that a round pen covered.

Lines are first cut into short pieces of even length. Each piece then inks only the small patch of
pixels around it, by the distance of every pixel's centre to the piece, so the cost follows the
ink and not the paper.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mnistgui.ink.strokes import Line

EDGE_PIXELS = 1.25
"""Width in pixels of the grey rim of ink, as measured on upright strokes of MNIST's ones."""

_PIECE_PIXELS = 1.0
_CHUNK_PIECES = 4096


def resample(line: Line, spacing: float) -> Line:
    """Return points at even distances along a line.

    Parameters
    ----------
    line : ndarray of shape (n_points, 2), dtype float64
        At least one point.
    spacing : float
        Greatest distance between neighbours in the result, in the line's own unit.

    Returns
    -------
    ndarray of shape (n_even, 2), dtype float64
        From the first to the last point; at least two points, equal ones for a dot.
    """
    steps = np.hypot(*np.diff(line, axis=0).T)
    along = np.concatenate([[0.0], np.cumsum(steps)])
    n = int(np.ceil(along[-1] / spacing)) + 1
    if n < 2:
        return np.repeat(line[:1], 2, axis=0)
    at = np.linspace(0.0, along[-1], n)
    return np.stack([np.interp(at, along, line[:, 0]), np.interp(at, along, line[:, 1])], axis=1)


def pieces(lines: Sequence[Line]) -> tuple[Line, Line]:
    """Cut lines given in pixels into the short pieces that :func:`ink` wants.

    Parameters
    ----------
    lines : sequence of ndarray of shape (n_points, 2), dtype float64
        In pixels.

    Returns
    -------
    starts, ends : ndarray of shape (n_pieces, 2), dtype float64
        The two ends of every piece.
    """
    even = [resample(line, _PIECE_PIXELS) for line in lines]
    return (
        np.concatenate([line[:-1] for line in even]),
        np.concatenate([line[1:] for line in even]),
    )


def rasterize(lines: Sequence[Line], pen_width: float, size: int) -> NDArray[np.float32]:
    """Draw lines with a round pen.

    Parameters
    ----------
    lines : sequence of ndarray of shape (n_points, 2), dtype float64
        In pixels; the centre of the upper left pixel is (0, 0).
    pen_width : float
        In pixels.
    size : int
        Width and height of the result.

    Returns
    -------
    ndarray of shape (size, size), dtype float32
        0 is paper, 1 is ink. Strokes that overlap are not darker.
    """
    if not lines:
        return np.zeros((size, size), np.float32)
    starts, ends = pieces(lines)
    image = np.zeros(len(starts), np.intp)
    drawn: NDArray[np.float32] = ink(starts, ends, image, pen_width, (1, size))[0]
    return drawn


def ink(
    starts: Line,
    ends: Line,
    image: NDArray[np.intp],
    pen_width: float | NDArray[np.float64],
    shape: tuple[int, int],
) -> NDArray[np.float32]:
    """Draw many pieces of line into many images at once.

    Parameters
    ----------
    starts, ends : ndarray of shape (n_pieces, 2), dtype float64
        Pieces no longer than one pixel, in pixels.
    image : ndarray of shape (n_pieces,), dtype intp
        Which image each piece belongs to.
    pen_width : float or ndarray of shape (n_pieces,), dtype float64
        In pixels.
    shape : tuple of int
        ``(n_images, size)``.

    Returns
    -------
    ndarray of shape (n_images, size, size), dtype float32
        Share of each pixel that is inked, 0 to 1.
    """
    n_images, size = shape
    radius = np.full(image.shape, pen_width, np.float32) / np.float32(2)
    reach = int(np.ceil(radius.max(initial=0.0) + EDGE_PIXELS / 2 + _PIECE_PIXELS / 2))
    middle = (starts + ends) / 2
    near = (np.abs(middle - (size - 1) / 2) < size / 2 + reach).all(axis=1)
    wide = size + 4 * reach
    padded = np.zeros(n_images * wide * wide, np.float32)
    patch = np.arange(-reach, reach + 1)
    corner = np.rint(middle).astype(np.intp)
    start_of = (image * wide + corner[:, 1] + 2 * reach) * wide + corner[:, 0] + 2 * reach
    offsets = (patch[:, None] * wide + patch[None, :]).ravel()
    rows = np.flatnonzero(near)
    for i in range(0, len(rows), _CHUNK_PIECES):
        take = rows[i : i + _CHUNK_PIECES]
        cover = _cover(starts[take] - corner[take], ends[take] - corner[take], radius[take], patch)
        index = (start_of[take][:, None] + offsets).ravel()
        np.maximum.at(padded, index, cover.ravel())
    kept = slice(2 * reach, 2 * reach + size)
    return padded.reshape(n_images, wide, wide)[:, kept, kept].copy()


def _cover(
    starts: Line, ends: Line, radius: NDArray[np.float32], patch: NDArray[np.intp]
) -> NDArray[np.float32]:
    """Return the inked share of each pixel around each piece: (n_pieces, n_patch ** 2)."""
    a, d = starts.astype(np.float32), (ends - starts).astype(np.float32)
    length2 = np.maximum((d * d).sum(axis=1), np.float32(1e-12))
    from_x = patch.astype(np.float32)[None, None, :] - a[:, 0, None, None]
    from_y = patch.astype(np.float32)[None, :, None] - a[:, 1, None, None]
    dx, dy = d[:, 0, None, None], d[:, 1, None, None]
    along = (from_x * dx + from_y * dy) / length2[:, None, None]
    np.clip(along, 0, 1, out=along)
    distance = np.hypot(from_x - along * dx, from_y - along * dy)
    r, half = radius[:, None, None], np.float32(EDGE_PIXELS / 2)
    covered = np.minimum(distance + half, r) - np.maximum(distance - half, -r)
    share: NDArray[np.float32] = np.clip(covered / (2 * half), 0, 1).reshape(len(a), -1)
    return share
