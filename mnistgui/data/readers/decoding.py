"""Decodes one picture of a stranger into grey pixels: its size is checked before anything else."""

import io
import struct
import warnings
import zlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from mnistgui.data.readers.stream import open_stream
from mnistgui.errors import UserError

_FORMATS = ("PNG", "JPEG", "BMP", "WEBP", "GIF", "TIFF", "PPM")
_MAX_FILE_BYTES = 16 << 20
_MAX_SIDE_PIXELS = 4096
_SMALL_JPEG = (112, 112)  # four times what is needed: a JPEG is decoded little larger than that
_MOST_KEPT = 128
# A progressive JPEG can ask for the whole picture to be decoded again with every scan.
_SCAN_MARKER = b"\xff\xda"
_MAX_SCANS = 50
# What Pillow is seen to raise on damaged pictures.
IMAGE_FAULTS = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    OverflowError,
    EOFError,
    MemoryError,
    AttributeError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)


def grey_of_file(path: Path) -> NDArray[np.uint8]:
    """Decode a picture of one digit.

    Parameters
    ----------
    path : pathlib.Path
        PNG, JPEG, BMP, WebP, GIF, TIFF or PGM, in any mode.

    Returns
    -------
    ndarray of shape (height, width), dtype uint8
        No side is longer than 128. What is transparent counts as black paper where the ink is
        light, else as white.

    Raises
    ------
    UserError
        It is damaged, no picture, or too large.
    """
    with open_stream(path) as stream:
        data = stream.up_to(_MAX_FILE_BYTES + 1)
    if len(data) > _MAX_FILE_BYTES:
        raise UserError(f"{path} is larger than {_MAX_FILE_BYTES >> 20} MB")
    return grey_of_bytes(data, str(path))


def grey_of_bytes(data: bytes, path: str) -> NDArray[np.uint8]:
    """Decode a picture of one digit that is in memory; see :func:`grey_of_file`.

    Parameters
    ----------
    data : bytes
        The whole file.
    path : str
        Its name, for sentences.

    Returns
    -------
    ndarray of shape (height, width), dtype uint8

    Raises
    ------
    UserError
        It is damaged, no picture, or too large.
    """
    if data.count(_SCAN_MARKER) > _MAX_SCANS and data.startswith(b"\xff\xd8"):
        raise UserError(f"{path} is built of too many scans; a plain JPEG is accepted")
    try:
        with warnings.catch_warnings():
            # Damaged notes of a camera are no concern; an absurd size is.
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
                if max(picture.size) > _MAX_SIDE_PIXELS or 0 in picture.size:
                    raise UserError(
                        f"{path} has {picture.width} x {picture.height} pixels; at most "
                        f"{_MAX_SIDE_PIXELS} x {_MAX_SIDE_PIXELS} are accepted"
                    )
                picture.draft("L", _SMALL_JPEG)
                return _bounded(_grey(picture))
    except IMAGE_FAULTS as fault:
        raise UserError(f"{path} is no picture, or a damaged one") from fault


def _bounded(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """A large picture made smaller, so that thousands of them can be compared."""
    scale = _MOST_KEPT / max(grey.shape)
    if scale >= 1:
        return grey
    height, width = (max(1, round(length * scale)) for length in grey.shape)
    return np.asarray(Image.fromarray(grey).resize((width, height), Image.Resampling.BOX))


def _grey(picture: Image.Image) -> NDArray[np.uint8]:
    """Put any mode into grey."""
    if picture.mode.startswith("I") or picture.mode == "F":
        return _of_wide(np.asarray(picture, dtype=np.float64))
    if picture.mode == "P" and picture.palette is None:
        raise ValueError("the colours of the palette are missing")
    if not picture.has_transparency_data:
        return np.asarray(picture.convert("L"))
    inked = picture.convert("LA")
    grey, opaque = (np.asarray(inked.getchannel(name)) for name in "LA")
    visible = grey[opaque > 127]
    paper = 0 if len(visible) and len(visible) < grey.size and visible.mean() > 127 else 255
    share = opaque.astype(np.float32) / 255
    return np.rint(grey * share + paper * (1 - share)).astype(np.uint8)


def _of_wide(pixels: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Sixteen bits a pixel, or fractions; Pillow would cut them off at 255."""
    highest = float(pixels.max())
    scale = 255.0 if highest <= 1 else 1.0 if highest <= 255 else 1 / 257
    return np.nan_to_num(pixels * scale).clip(0, 255).astype(np.uint8)
