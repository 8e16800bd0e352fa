"""Reads a tree of pictures: ``Train/0/*.png`` to ``Test/9/*.png``, 28 x 28 pixels each."""

import io
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from mnistgui.data.dataset import CLASSES, PIXELS, SIDE, Split
from mnistgui.data.readers.limits import MAX_SAMPLES, check_count
from mnistgui.data.readers.paths import MAX_FOLDER_ENTRIES, entries_in
from mnistgui.data.readers.stream import open_stream
from mnistgui.errors import UserError

_TRAIN_NAMES = ("train", "training")
_TEST_NAMES = ("test", "testing")
_MAX_FILE_BYTES = 1 << 16
_GREY_MODES = ("1", "L", "P", "RGB")
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
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)


def find(folder: Path) -> tuple[Path, Path] | None:
    """Return the two folders of a tree.

    Parameters
    ----------
    folder : pathlib.Path
        An existing folder.

    Returns
    -------
    tuple of pathlib.Path or None
        Those of training and of test pictures, if both are there.

    Raises
    ------
    UserError
        The folder may not be read, or holds too much to look through.
    """
    entries = entries_in(folder, MAX_FOLDER_ENTRIES)
    inner = {entry.name.lower(): Path(entry.path) for entry in entries if entry.is_dir()}
    train = next((inner[name] for name in _TRAIN_NAMES if name in inner), None)
    test = next((inner[name] for name in _TEST_NAMES if name in inner), None)
    return (train, test) if train and test else None


def read(folder: Path) -> tuple[Split, Split]:
    """Read both splits.

    Parameters
    ----------
    folder : pathlib.Path
        One in which :func:`find` finds a tree.

    Returns
    -------
    tuple of Split
        ``(train, test)``; digits in the order of the numbers that their files are called by.

    Raises
    ------
    UserError
        There is no tree, or a picture is damaged, too large or of another size, or there are none.
    """
    tree = find(folder)
    if tree is None:
        raise UserError(f"{folder} holds no folders of train and test pictures")
    train, test = tree
    return _split(train), _split(test)


def _split(folder: Path) -> Split:
    """Read all digits of one split."""
    files = sorted(_pictures(folder), key=_order)
    check_count(len(files), str(folder))
    images = np.empty((len(files), PIXELS), np.uint8)
    for row, (_, path) in zip(images, files, strict=True):
        row[:] = _pixels(path)
    return Split(images, np.array([label for label, _ in files], np.uint8))


def _pictures(folder: Path) -> Iterator[tuple[int, str]]:
    """Yield label and path of each picture; a hundred thousand Path objects would take long."""
    left = MAX_SAMPLES
    for label in range(CLASSES):
        inner = folder / str(label)
        if not inner.is_dir():
            raise UserError(f"{folder} has no folder {label}; one for each digit is accepted")
        for entry in entries_in(inner, left):
            if entry.name.lower().endswith(".png") and entry.is_file():
                left -= 1
                yield label, entry.path


def _order(picture: tuple[int, str]) -> tuple[bool, int, str, int]:
    """Return a key for sorting by the number in a file's name, usually its index."""
    label, path = picture
    stem = Path(path).stem
    number = int(stem) if stem.isascii() and stem.isdigit() and len(stem) < 20 else None
    return number is None, number or 0, stem, label


def _pixels(path: str) -> NDArray[np.uint8]:
    """Decode one picture, after checking its size."""
    with open_stream(Path(path)) as stream:
        data = stream.up_to(_MAX_FILE_BYTES)
        stream.expect_end()
    # The size stands at a fixed place, so it is known before anything is decoded.
    if data[16:24] != struct.pack(">II", SIDE, SIDE):
        raise UserError(f"{path} is no PNG of {SIDE} x {SIDE} pixels, which alone is accepted")
    try:
        with Image.open(io.BytesIO(data), formats=["PNG"]) as picture:
            if picture.size != (SIDE, SIDE) or picture.mode not in _GREY_MODES:
                raise UserError(f"{path} has mode {picture.mode}; grey is accepted")
            return np.asarray(picture.convert("L")).reshape(PIXELS)
    except IMAGE_FAULTS as fault:
        raise UserError(f"{path} is a damaged PNG") from fault
