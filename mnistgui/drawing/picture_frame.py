"""How pictures of a set lie in their squares, so that a drawing can be brought to look like them.

A drawing is first brought to 28 x 28 pixels as MNIST's digits were: its longer side takes 20 of
them. Pictures of other sizes may leave no margin, or another one.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import Split
from mnistgui.data.picture_kind import DIGITS, SIDE
from mnistgui.ink.normalize import BOX_PIXELS
from mnistgui.nn.heads import Logistic
from mnistgui.nn.network import Network

_SAMPLE = 300
_FAINT = 64  # grey that counts as paper
_MNIST_SHARE = BOX_PIXELS / SIDE
_PEN_SHARE = 0.25  # of the side: the ink of a pen is narrower
_MOST_WIDE_SHARE = 0.4  # of the ink that may be wider where a pen drew


@dataclass(frozen=True)
class PictureFrame:
    """How large a drawing is in the pictures of a network, and whether a pen draws such pictures.

    Parameters
    ----------
    side : int
        Of the square, in pixels.
    share : float
        Of the square's side that the longer side of what is shown takes.
    by_pen : bool
        Whether the pictures look like lines of a pen.
    """

    side: int = SIDE
    share: float = _MNIST_SHARE
    by_pen: bool = True

    @classmethod
    def usual(cls, side: int) -> "PictureFrame":
        """The frame of pictures of which none is at hand: small ones have no margin.

        Parameters
        ----------
        side : int

        Returns
        -------
        PictureFrame
        """
        return cls(side, _MNIST_SHARE if side >= SIDE else 1.0)

    @classmethod
    def from_split(cls, split: Split) -> "PictureFrame":
        """Measure some pictures; those of 28 x 28 pixels are taken for framed as MNIST's are.

        Parameters
        ----------
        split : Split

        Returns
        -------
        PictureFrame
        """
        side = split.side
        images = split.images[:: max(len(split) // _SAMPLE, 1)].reshape(-1, side, side)
        inked = images > _FAINT
        inked = inked[inked.any(axis=(1, 2))]
        if not len(inked):
            return cls.usual(side)
        by_pen = _wide_share(inked) <= _MOST_WIDE_SHARE
        if side == SIDE:
            return cls(by_pen=by_pen)
        down, across = (np.asarray(inked.any(axis=axis), bool) for axis in (2, 1))
        longest = np.maximum(_extent(down), _extent(across))
        return cls(side, float(np.median(longest)) / side, by_pen)


MNIST_FRAME = PictureFrame()


def in_frame(image: NDArray[np.uint8], frame: PictureFrame) -> NDArray[np.uint8]:
    """Bring a drawing of 28 x 28 pixels to the size and the margins of other pictures.

    Parameters
    ----------
    image : ndarray of shape (784,), dtype uint8
    frame : PictureFrame

    Returns
    -------
    ndarray of shape (side * side,), dtype uint8
        The same array where nothing has to be done.
    """
    if frame.side == SIDE or not image.any():
        return image if frame.side == SIDE else np.zeros(frame.side**2, np.uint8)
    from PIL import Image  # noqa: PLC0415 - Pillow is slow to load

    square = image.reshape(SIDE, SIDE)
    rows, columns = (np.flatnonzero(square.any(axis=axis)) for axis in (1, 0))
    taken = BOX_PIXELS / frame.share
    wide = np.pad(square, SIDE)  # a frame with wide margins reaches beyond the square
    top, left = (
        float(place[0] + place[-1] + 1) / 2 + SIDE - taken / 2 for place in (rows, columns)
    )
    box = (left, top, left + taken, top + taken)
    size = (frame.side, frame.side)
    sized = Image.fromarray(wide).resize(size, Image.Resampling.BILINEAR, box)
    return np.asarray(sized, np.uint8).reshape(-1)


def reads_digits(network: Network) -> bool:
    """Return whether a network reads the ten digits in pictures of MNIST's size, or one of them.

    Parameters
    ----------
    network : Network

    Returns
    -------
    bool
    """
    names = network.head.class_names
    digits = names[1] in DIGITS if isinstance(network.head, Logistic) else names == DIGITS
    return digits and network.widths[0] == SIDE * SIDE


def _extent(inked: NDArray[np.bool_]) -> NDArray[np.intp]:
    """How many pixels lie from the first to the last one with ink, in each row: (n,)."""
    first, last = inked.argmax(axis=1), inked.shape[1] - inked[:, ::-1].argmax(axis=1)
    return np.asarray(last - first, np.intp)


def _wide_share(inked: NDArray[np.bool_]) -> float:
    """Share of the inked pixels that lie in squares of ink wider than a pen."""
    window = max(round(_PEN_SHARE * inked.shape[1]), 3)
    side = inked.shape[1] - window + 1
    ends = np.zeros((len(inked), inked.shape[1] + 1, inked.shape[2] + 1), np.int32)
    ends[:, 1:, 1:] = inked.cumsum(axis=1, dtype=np.int32).cumsum(axis=2, dtype=np.int32)
    last = slice(window, None)
    within = ends[:, last, last] - ends[:, :side, last] - ends[:, last, :side]
    full = within + ends[:, :side, :side] == window * window
    covered = np.zeros_like(inked)
    for down in range(window):
        for across in range(window):
            covered[:, down : down + side, across : across + side] |= full
    return float(covered.sum() / inked.sum())
