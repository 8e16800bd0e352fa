"""What the pictures of a data set are: how large, and which classes they fall into."""

import math
from dataclasses import dataclass

from mnistgui.errors import UserError

SIDE = 28
PIXELS = SIDE * SIDE
DIGITS = tuple("0123456789")
CLASSES = len(DIGITS)
MIN_CLASSES, MAX_CLASSES = 2, 62
MIN_SIDE, MAX_SIDE = 8, 64
_MAX_NAME_CHARACTERS = 40


@dataclass(frozen=True)
class PictureKind:
    """The side of square pictures, and the classes that they fall into.

    Parameters
    ----------
    side : int
        In pixels, 8 to 64.
    class_names : tuple of str
        2 to 62 different ones; a label is a place among them.

    Raises
    ------
    UserError
        They are too few or too many, or two are the same.
    """

    side: int = SIDE
    class_names: tuple[str, ...] = DIGITS

    def __post_init__(self) -> None:
        if not MIN_SIDE <= self.side <= MAX_SIDE:
            raise UserError(
                f"pictures of {self.side} x {self.side} pixels are not possible; accepted are "
                f"{MIN_SIDE} x {MIN_SIDE} to {MAX_SIDE} x {MAX_SIDE}"
            )
        names = self.class_names
        if not MIN_CLASSES <= len(names) <= MAX_CLASSES:
            raise UserError(
                f"{len(names)} classes are not possible; accepted are {MIN_CLASSES} to "
                f"{MAX_CLASSES}"
            )
        if len(set(names)) < len(names) or not all(map(_is_name, names)):
            raise UserError(
                "names of classes are not possible that are empty, longer than "
                f"{_MAX_NAME_CHARACTERS} characters, unprintable or given twice"
            )

    @property
    def n_pixels(self) -> int:
        """Pixels of one picture."""
        return self.side * self.side

    def fits(self, other: "PictureKind") -> bool:
        """Return whether a network for one reads the other: as many pixels, as many classes."""
        return self.side == other.side and len(self.class_names) == len(other.class_names)

    @property
    def summary(self) -> str:
        """Size and number of classes, such as ``"26 classes of 28 x 28 pixels"``."""
        return f"{len(self.class_names)} classes of {self.side} x {self.side} pixels"


def side_of(n_pixels: int) -> int | None:
    """Find the side of a square picture.

    Parameters
    ----------
    n_pixels : int
        How many pixels it has.

    Returns
    -------
    int or None
        None where no picture of a size that is accepted has so many pixels.
    """
    side = math.isqrt(max(n_pixels, 0))
    return side if side * side == n_pixels and MIN_SIDE <= side <= MAX_SIDE else None


def _is_name(name: str) -> bool:
    return 0 < len(name) <= _MAX_NAME_CHARACTERS and name.isprintable() and name == name.strip()


MNIST_KIND = PictureKind()
