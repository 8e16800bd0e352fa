"""Pictures of digits as people have them, made of synthetic digits."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from tests.cases.case import Case
from tests.numbers import picture_of

Pixels = NDArray[np.uint8]


def _picture(text: str, change: Callable[[Pixels], Pixels], name: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        Image.fromarray(change(picture_of(text))).save(folder / name)
        return folder / name

    return make


def _as_it_is(pixels: Pixels) -> Pixels:
    return pixels


def _inverted(pixels: Pixels) -> Pixels:
    return 255 - pixels


def _on_a_table(pixels: Pixels) -> Pixels:
    """The sheet, with a dark table beside it."""
    table = np.full((len(pixels), len(pixels) // 3), 70, np.uint8)
    return np.hstack([pixels, table])


def _in_shadow(pixels: Pixels) -> Pixels:
    """A hard shadow over half of the sheet."""
    light = np.where(np.arange(pixels.shape[1]) < pixels.shape[1] * 0.45, 0.6, 1.0)
    return np.rint(pixels * light).astype(np.uint8)


def _small(pixels: Pixels) -> Pixels:
    """The digit in a fifth of the sheet's height."""
    side = 5 * len(pixels)
    sheet = np.full((side, side), 255, np.uint8)
    at = 2 * len(pixels)
    sheet[at : at + len(pixels), at : at + len(pixels)] = pixels
    return sheet[::2, ::2]


def _ruled(pixels: Pixels) -> Pixels:
    ruled = pixels.copy()
    ruled[::40] = np.minimum(ruled[::40], 175)
    return ruled


def _transparent(folder: Path) -> Path:
    """Light ink on nothing, as drawing programs save it."""
    ink = 255 - picture_of("5")
    light = np.full_like(ink, 255)
    Image.fromarray(np.dstack([light, light, light, ink])).save(folder / "5.png")
    return folder / "5.png"


def _cropped(pixels: Pixels) -> Pixels:
    rows, columns = np.nonzero(pixels < 128)
    return pixels[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]


CASES = (
    Case("black on white, PNG", _picture("3", _as_it_is, "3.png"), note="3"),
    Case("white on black, BMP", _picture("3", _inverted, "3.bmp"), note="3"),
    Case("JPEG", _picture("7", _as_it_is, "7.jpg"), note="7"),
    Case("WebP", _picture("7", _as_it_is, "7.webp"), note="7"),
    Case("a table beside the sheet", _picture("4", _on_a_table, "4.png"), note="4"),
    Case("a hard shadow", _picture("2", _in_shadow, "2.png"), note="2"),
    Case("a fifth of the height", _picture("6", _small, "6.png"), note="6"),
    Case("ruled paper", _picture("8", _ruled, "8.png"), note="8"),
    Case("light ink on transparent", _transparent, note="5"),
    Case("cropped to the ink", _picture("3", _cropped, "3.png"), note="3"),
    Case("a number of two digits", _picture("42", _as_it_is, "42.png"), note="42"),
    Case("a number of four digits", _picture("2026", _as_it_is, "2026.png"), note="2026"),
)
