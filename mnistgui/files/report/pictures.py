"""Pictures inside a report: weights of the first layer, and digits, as PNG within the page."""

import base64
import io
import math

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from mnistgui.nn.network import Network

_MOST_UNITS, _COLUMNS, _GAP = 100, 20, 2
_RED, _BLUE = np.array([197, 48, 33]), np.array([29, 92, 199])


def weights_picture(network: Network) -> str:
    """Draw the units of the first layer side by side, red above and blue below zero.

    Parameters
    ----------
    network : Network
        Its first layer is dense and reads the pixels of a square.

    Returns
    -------
    str
        An ``<img>`` element.
    """
    W = network.dense_layers()[0].W.astype(np.float64)[:, :_MOST_UNITS]
    largest = float(np.abs(W).max()) or 1.0
    columns = min(_COLUMNS, W.shape[1])
    rows = -(-W.shape[1] // columns)
    side = math.isqrt(len(W))
    pitch = side + _GAP
    sheet = np.full((rows * pitch, columns * pitch, 3), 255, np.uint8)
    for unit in range(W.shape[1]):
        top, left = unit // columns * pitch, unit % columns * pitch
        sheet[top : top + side, left : left + side] = _coloured(W[:, unit] / largest)
    words = (
        f"Weights of {W.shape[1]} units of the first layer, from -{largest:.3g} to {largest:.3g}"
    )
    return image_element(sheet, words)


def digit_picture(image: NDArray[np.uint8], words: str) -> str:
    """Draw a digit, dark on white.

    Parameters
    ----------
    image : ndarray of shape (side * side,), uint8
    words : str
        What a screen reader says of it.

    Returns
    -------
    str
        An ``<img>`` element.
    """
    side = math.isqrt(len(image))
    return image_element(255 - image.reshape(side, side), words)


def image_element(pixels: NDArray[np.uint8], words: str) -> str:
    """Put pixels of shape (height, width) or (height, width, 3), uint8, into an element."""
    content = io.BytesIO()
    Image.fromarray(pixels).save(content, format="PNG", optimize=True)
    data = base64.b64encode(content.getvalue()).decode()
    return f'<img alt="{words}" title="{words}" src="data:image/png;base64,{data}">'


def _coloured(weights: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Colour weights of shape (side * side,), from -1 to 1."""
    share = np.abs(weights)[:, np.newaxis]
    end = np.where(weights[:, np.newaxis] > 0, _RED, _BLUE)
    rgb: NDArray[np.uint8] = (255 + share * (end - 255)).round().astype(np.uint8)
    side = math.isqrt(len(weights))
    return rgb.reshape(side, side, 3)
