"""Brings digits of other sizes to 28 x 28, the way MNIST's were brought there, or keeps them."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import PIXELS, SIDE
from mnistgui.data.picture_kind import MAX_SIDE as MAX_KEPT_SIDE
from mnistgui.errors import UserError

MIN_SIDE, MAX_SIDE = 8, 128
_BOX = 20  # MNIST's digits were scaled into so many pixels, and lie in the middle of 28
_FAINT = 24  # grey that counts as paper
_SAMPLE = 1000
# Readers of every layout end here, so that none of them passes on what only this file asks.
_KEEPS = ContextVar("keeps_sizes", default=False)
_TOUCHING = 0.1  # share of digits that reach the edges where they fill their pictures


@contextmanager
def sizes_kept(*, kept: bool) -> Iterator[None]:
    """Have pictures that are read in this context keep their size.

    Parameters
    ----------
    kept : bool
        False to bring them to 28 x 28, as is usual.
    """
    before = _KEEPS.set(kept)
    try:
        yield
    finally:
        _KEEPS.reset(before)


def are_kept() -> bool:
    """Return whether pictures keep their size in this context."""
    return _KEEPS.get()


def to_side(images: NDArray[np.uint8], where: str) -> tuple[NDArray[np.uint8], tuple[str, ...]]:
    """Give square images the size of MNIST's, unless sizes are kept.

    Digits of 20 x 20 pixels, and any whose ink reaches the edges, get the margin that MNIST's
    have; of 32 x 32 with an empty margin, that margin is cut off; all others are scaled as they
    are.

    Parameters
    ----------
    images : ndarray of shape (n_samples, side, side), dtype uint8
    where : str
        The file's name, for the note.

    Returns
    -------
    ndarray of shape (n_samples, 784), dtype uint8
        Of other pixels where sizes are kept.
    tuple of str
        A sentence on what was done; empty where they had the size already.

    Raises
    ------
    UserError
        They are to be kept, and are too large.
    """
    side = images.shape[1]
    if side == SIDE:
        return images.reshape(-1, PIXELS), ()
    if are_kept():
        return _as_they_are(images, where)
    note = f"{where}: pictures of {side} x {side} pixels were brought to {SIDE} x {SIDE}"
    margin = (side - SIDE) // 2
    if side == 32 and not _inks_edges(images[:_SAMPLE], margin):
        sized = np.ascontiguousarray(images[:, margin:-margin, margin:-margin])
    else:
        box = _BOX if side == _BOX else box_for(images[:_SAMPLE])
        sized = np.empty((len(images), SIDE, SIDE), np.uint8)
        for image, place in zip(images, sized, strict=True):
            place[...] = fitted(image, box)
    return sized.reshape(-1, PIXELS), (note,)


def _as_they_are(
    images: NDArray[np.uint8], where: str
) -> tuple[NDArray[np.uint8], tuple[str, ...]]:
    """Keep the size of images, up to a limit."""
    size = "{0} x {0} pixels".format(images.shape[1])
    if images.shape[1] > MAX_KEPT_SIDE:
        raise UserError(
            f"{where}: pictures of {size} are too large to be kept; up to {MAX_KEPT_SIDE} x "
            f"{MAX_KEPT_SIDE} are, and larger ones can be brought to {SIDE} x {SIDE}"
        )
    return images.reshape(len(images), -1), (f"{where}: pictures keep their {size}",)


def box_for(images: NDArray[np.uint8]) -> int:
    """How large the whole picture becomes within 28 x 28.

    Parameters
    ----------
    images : ndarray of shape (n_samples, side, side), dtype uint8
        Some digits of a set.

    Returns
    -------
    int
        28, or 20 where digits fill their pictures.
    """
    return _BOX if _inks_edges(images, 1) else SIDE


def fitted(image: NDArray[np.uint8], box: int, side: int = SIDE) -> NDArray[np.uint8]:
    """Scale one picture, and lay it in the middle of a square of its paper.

    Parameters
    ----------
    image : ndarray of shape (height, width), dtype uint8
    box : int
        How long its longer side becomes, such as :func:`box_for` says.
    side : int
        Of the square, in pixels.

    Returns
    -------
    ndarray of shape (side, side), dtype uint8
    """
    from PIL import Image  # noqa: PLC0415 - Pillow is slow to load

    height, width = image.shape
    scale = box / max(height, width)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    method = Image.Resampling.BOX if scale < 0.5 else Image.Resampling.BICUBIC
    small = np.asarray(Image.fromarray(image).resize(size, method)) if scale != 1 else image
    laid = np.full((side, side), _paper(image[None]), np.uint8)
    top, left = (side - size[1]) // 2, (side - size[0]) // 2
    laid[top : top + size[1], left : left + size[0]] = small
    return laid


def _inks_edges(images: NDArray[np.uint8], margin: int) -> bool:
    """Return whether ink reaches the outermost pixels of more than a few digits."""
    paper = _paper(images)
    framed = images.astype(np.int16) - paper
    framed[:, margin:-margin, margin:-margin] = 0
    return float((np.abs(framed) > _FAINT).any(axis=(1, 2)).mean()) > _TOUCHING


def _paper(images: NDArray[np.uint8]) -> int:
    """The grey that most corners have."""
    corners = images[:, [0, 0, -1, -1], [0, -1, 0, -1]]
    return int(np.bincount(corners.reshape(-1), minlength=256).argmax())
