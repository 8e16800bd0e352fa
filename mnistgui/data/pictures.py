"""Loads a picture of a digit - a scan, a photograph, a screenshot - as grey pixels."""

import io
import warnings
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from mnistgui.data.dataset import SIDE
from mnistgui.data.readers.decoding import IMAGE_FAULTS
from mnistgui.data.readers.stream import open_stream
from mnistgui.errors import UserError

MAX_SIDE_PIXELS = 4096
_MAX_FILE_BYTES = 32 << 20
_FORMATS = ("PNG", "JPEG")
# A progressive JPEG can ask for the whole picture to be decoded again with every scan.
_SCAN_MARKER = b"\xff\xda"
_MAX_SCANS = 50
_ACCEPTED = (
    f"PNG or JPEG of {SIDE} x {SIDE} to {MAX_SIDE_PIXELS} x {MAX_SIDE_PIXELS} pixels is accepted"
)


def load_picture(path: Path | str) -> NDArray[np.uint8]:
    """Decode a picture, upright and in grey.

    Parameters
    ----------
    path : path-like
        A PNG or JPEG file.

    Returns
    -------
    ndarray of shape (height, width), dtype uint8
        0 is black, 255 white, as in the picture; what is transparent counts as white paper.

    Raises
    ------
    UserError
        It is missing, damaged, too small, too large or of another format.
    """
    path = Path(path)
    with open_stream(path) as stream:
        data = stream.up_to(_MAX_FILE_BYTES + 1)
    if len(data) > _MAX_FILE_BYTES:
        raise UserError(f"{path} is larger than {_MAX_FILE_BYTES >> 20} MB; {_ACCEPTED}")
    if data.count(_SCAN_MARKER) > _MAX_SCANS and not data.startswith(b"\x89PNG"):
        raise UserError(f"{path} is built of too many scans; a plain {_ACCEPTED}")
    try:
        with warnings.catch_warnings():
            # Damaged notes of a camera are no concern; an absurd size is.
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
                _check_size(picture, path)
                return _grey(picture)
    except IMAGE_FAULTS as fault:
        raise UserError(f"{path} is no picture or a damaged one; {_ACCEPTED}") from fault


def _check_size(picture: Image.Image, path: Path) -> None:
    """Refuse a picture by its size, which its header tells."""
    width, height = picture.size
    if min(width, height) < SIDE or max(width, height) > MAX_SIDE_PIXELS:
        raise UserError(f"{path} is a picture of {width} x {height} pixels; {_ACCEPTED}")


def _grey(picture: Image.Image) -> NDArray[np.uint8]:
    """Decode the picture, rotate it as the camera says, and lay it on white paper."""
    ImageOps.exif_transpose(picture, in_place=True)
    if picture.mode.startswith("I"):
        # Sixteen bits a pixel; Pillow would cut them off at 255.
        return (np.asarray(picture, dtype=np.uint32) >> 8).astype(np.uint8)
    if picture.mode == "P" and picture.palette is None:
        raise ValueError("the colours of the palette are missing")
    if not picture.has_transparency_data:
        return np.asarray(picture.convert("L"))
    paper = Image.new("L", picture.size, 255)
    inked = picture.convert("LA")
    paper.paste(inked.getchannel("L"), mask=inked.getchannel("A"))
    return np.asarray(paper)
