"""Loads a picture of digits - a scan, a photograph, a screenshot - as grey pixels."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.readers.decoding import ACCEPTED, PHOTOGRAPH, grey_of_file
from mnistgui.data.readers.ignored import is_ignored
from mnistgui.data.readers.picture_suffixes import PHOTOGRAPH_SUFFIXES
from mnistgui.errors import UserError

LEAST_SIDE_PIXELS = 8


def load_picture(path: Path | str) -> NDArray[np.uint8]:
    """Decode a picture, upright and in grey.

    Parameters
    ----------
    path : path-like
        Of any kind that :func:`~mnistgui.data.readers.decoding.grey_of_file` decodes, of up to 70
        megapixels.

    Returns
    -------
    ndarray of shape (height, width), dtype uint8
        0 is black, 255 white; no side is longer than 1,600 pixels.

    Raises
    ------
    UserError
        It is missing, damaged, too small, too large or of another format.
    """
    grey = grey_of_file(Path(path), PHOTOGRAPH)
    if min(grey.shape) < LEAST_SIDE_PIXELS:
        raise UserError(
            f"{path} is a picture of {grey.shape[1]} x {grey.shape[0]} pixels; the shorter side "
            f"has to have {LEAST_SIDE_PIXELS} at least"
        )
    return grey


def pictures_in(path: Path) -> list[Path]:
    """List the pictures of a folder by their names, or the picture itself.

    Parameters
    ----------
    path : pathlib.Path

    Returns
    -------
    list of pathlib.Path
        Hidden files and what is no picture by its name are left out.

    Raises
    ------
    UserError
        A folder without pictures.
    """
    if not path.is_dir():
        return [path]
    files = sorted(
        file
        for file in path.iterdir()
        if file.suffix.lower() in PHOTOGRAPH_SUFFIXES and not is_ignored(file.name)
    )
    if not files:
        raise UserError(f"{path} holds no pictures; accepted are {ACCEPTED}")
    return files
