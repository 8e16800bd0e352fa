"""Paints thousands of dots into an image, as quickly as an animation needs."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage

_BYTES_PER_PIXEL = 4


def dots_image(
    places: NDArray[np.floating],
    colours: NDArray[np.uint32],
    size: QSize,
    background: str,
    radius: int,
) -> QImage:
    """Paint squares around places; later ones cover earlier ones, and those outside are left out.

    Parameters
    ----------
    places : ndarray of shape (n_dots, 2), float32 or float64
        In pixels, from the left and from the top.
    colours : ndarray of shape (n_dots,), uint32
        As Qt's ``QRgb``.
    size : QSize
        Of the image, in pixels.
    background : str
        A colour.
    radius : int
        In pixels: a dot is ``2 * radius + 1`` pixels wide.

    Returns
    -------
    QImage
        Owns its pixels.
    """
    wide, high = max(size.width(), 1), max(size.height(), 1)
    pixels = np.full(wide * high, QColor(background).rgb(), np.uint32)
    finite = np.nan_to_num(places, nan=-1e6, posinf=1e6, neginf=-1e6)
    x, y = np.clip(finite, -1e6, 1e6).round().astype(np.intp).T
    inside = (x >= radius) & (x < wide - radius) & (y >= radius) & (y < high - radius)
    first, chosen = (y * wide + x)[inside], colours[inside]
    for down in range(-radius, radius + 1):
        for right in range(-radius, radius + 1):
            pixels[first + (down * wide + right)] = chosen
    image = QImage(pixels.data, wide, high, _BYTES_PER_PIXEL * wide, QImage.Format.Format_RGB32)
    return image.copy()
