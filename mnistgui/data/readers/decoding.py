"""Decodes one picture of a stranger into grey pixels: its size is checked before anything else."""

import importlib.util
import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from mnistgui.data.readers.picture_suffixes import HEIC
from mnistgui.data.readers.stream import open_stream
from mnistgui.errors import UserError

ACCEPTED = "PNG, JPEG, BMP, WebP, GIF, TIFF, PGM, and HEIC with the extra heic"
"""Kinds of pictures, for sentences."""

_FORMATS = ["PNG", "JPEG", "BMP", "WEBP", "GIF", "TIFF", "PPM"]
# A progressive JPEG can ask for the whole picture to be decoded again with every scan.
_SCAN_MARKER = b"\xff\xda"
_MAX_SCANS = 50
_STRIP_ROWS = 64
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


@dataclass(frozen=True)
class Bounds:
    """What is accepted of a picture, and what is kept of it.

    Parameters
    ----------
    file_megabytes : int
        The largest file.
    megapixels : int
        The largest picture.
    kept_side : int
        A larger picture is made smaller until its longer side has so many pixels.
    """

    file_megabytes: int
    megapixels: int
    kept_side: int


DIGIT = Bounds(file_megabytes=16, megapixels=17, kept_side=128)
"""A picture of one digit in a data set, of which there are thousands."""

PHOTOGRAPH = Bounds(file_megabytes=64, megapixels=70, kept_side=1600)
"""A photograph or a scan of what somebody wrote."""


def grey_of_file(path: Path, bounds: Bounds = DIGIT) -> NDArray[np.uint8]:
    """Decode a picture.

    Parameters
    ----------
    path : pathlib.Path
        PNG, JPEG, BMP, WebP, GIF, TIFF or PGM, in any mode; HEIC where pillow-heif is installed.
    bounds : Bounds

    Returns
    -------
    ndarray of shape (height, width), dtype uint8
        0 is black, 255 white, upright as the camera says. What is transparent counts as black
        paper where the ink is light, else as white.

    Raises
    ------
    UserError
        It is missing, damaged, no picture, or too large.
    """
    with open_stream(path) as stream:
        data = stream.up_to((bounds.file_megabytes << 20) + 1)
    if len(data) > bounds.file_megabytes << 20:
        raise UserError(f"{path} is larger than {bounds.file_megabytes} MB")
    return grey_of_bytes(data, str(path), bounds)


def grey_of_bytes(data: bytes, path: str, bounds: Bounds = DIGIT) -> NDArray[np.uint8]:
    """Decode a picture that is in memory; see :func:`grey_of_file`.

    Parameters
    ----------
    data : bytes
        The whole file.
    path : str
        Its name, for sentences.
    bounds : Bounds

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
            with Image.open(io.BytesIO(data), formats=_formats_of(data, path)) as picture:
                _check_size(picture, path, bounds)
                # A JPEG is decoded little larger than it is needed.
                picture.draft("L", (bounds.kept_side, bounds.kept_side))
                ImageOps.exif_transpose(picture, in_place=True)
                return _bounded(_grey(picture), bounds)
    except IMAGE_FAULTS as fault:
        raise UserError(
            f"{path} is no picture, or a damaged one; accepted are {ACCEPTED}"
        ) from fault


def _formats_of(data: bytes, path: str) -> list[str]:
    """Return the formats that are tried, after loading what one of them needs."""
    if data[4:8] != b"ftyp" or data[8:12] not in HEIC:
        return _FORMATS
    if importlib.util.find_spec("pillow_heif") is None:
        raise UserError(
            f'{path} is a HEIC picture, which needs the extra heic: pip install "mnistgui[heic]"'
        )
    import pillow_heif  # noqa: PLC0415 - an extra that few people need

    pillow_heif.register_heif_opener()
    return ["HEIF"]


def _check_size(picture: Image.Image, path: str, bounds: Bounds) -> None:
    """Refuse a picture by its size, which its header tells."""
    width, height = picture.size
    if not 0 < width * height <= bounds.megapixels * 1_000_000:
        raise UserError(
            f"{path} has {width} x {height} pixels; at most {bounds.megapixels} megapixels "
            "are accepted"
        )


def _bounded(grey: NDArray[np.uint8], bounds: Bounds) -> NDArray[np.uint8]:
    """Make a large picture smaller."""
    scale = bounds.kept_side / max(grey.shape)
    if scale >= 1:
        return grey
    height, width = (max(1, round(length * scale)) for length in grey.shape)
    return np.asarray(Image.fromarray(grey).resize((width, height), Image.Resampling.BOX))


def _grey(picture: Image.Image) -> NDArray[np.uint8]:
    """Put any mode into grey."""
    if picture.mode.startswith("I") or picture.mode == "F":
        return _of_wide(np.asarray(picture))
    if picture.mode == "P" and picture.palette is None:
        raise ValueError("the colours of the palette are missing")
    if not picture.has_transparency_data:
        return np.asarray(picture.convert("L"))
    inked = picture.convert("LA")
    grey, opaque = (np.asarray(inked.getchannel(name)) for name in "LA")
    visible = grey[opaque > 127]
    paper = 0 if len(visible) and len(visible) < grey.size and visible.mean() > 127 else 255
    laid = np.empty_like(grey)
    for rows in _strips(len(grey)):
        share = opaque[rows].astype(np.float32) / 255
        laid[rows] = np.rint(grey[rows] * share + paper * (1 - share))
    return laid


def _of_wide(pixels: NDArray[np.generic]) -> NDArray[np.uint8]:
    """Sixteen bits a pixel, or fractions; Pillow would cut them off at 255."""
    highest = float(pixels.max())
    scale = 255.0 if highest <= 1 else 1.0 if highest <= 255 else 1 / 257
    grey = np.empty(pixels.shape, np.uint8)
    for rows in _strips(len(pixels)):
        scaled = pixels[rows].astype(np.float64) * scale
        grey[rows] = np.nan_to_num(scaled).clip(0, 255)
    return grey


def _strips(height: int) -> Iterator[slice]:
    """Rows of a picture in strips, since its whole in floating point takes gigabytes."""
    return (slice(top, top + _STRIP_ROWS) for top in range(0, height, _STRIP_ROWS))
