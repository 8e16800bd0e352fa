"""A dataset: digits as uint8 pixels with their labels, split into train and test.

Other pictures are meant, too, wherever digits are spoken of: letters, clothes.
"""

import math
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.picture_kind import CLASSES, DIGITS, MNIST_KIND, PIXELS, SIDE, PictureKind
from mnistgui.errors import UserError

__all__ = ["CLASSES", "DIGITS", "PIXELS", "SIDE", "Dataset", "Split"]


@dataclass(frozen=True, eq=False)
class Split:
    """Images and their labels.

    Parameters
    ----------
    images : ndarray of shape (n_samples, side * side), dtype uint8
        Row-major pixels of squares, 0 is paper and 255 is ink. Never changed in place.
    labels : ndarray of shape (n_samples,), dtype uint8
        What each image shows: a place among the names of classes.
    class_names : tuple of str
        The digits, unless told otherwise.

    Raises
    ------
    ValueError
        Shapes or dtypes are not these (a reader's fault, not the person's).
    """

    images: NDArray[np.uint8]
    labels: NDArray[np.uint8]
    class_names: tuple[str, ...] = DIGITS

    def __post_init__(self) -> None:
        n, square = len(self.labels), self.images.ndim == 2 and self.side**2 == self.n_pixels
        if not square or len(self.images) != n or self.labels.shape != (n,):
            raise ValueError(f"images {self.images.shape} do not fit labels {self.labels.shape}")
        if self.images.dtype != np.uint8 or self.labels.dtype != np.uint8:
            raise ValueError("images and labels must be uint8")

    def __len__(self) -> int:
        return len(self.labels)

    def __getitem__(self, rows: slice | NDArray[np.intp] | NDArray[np.bool_]) -> "Split":
        return replace(self, images=self.images[rows], labels=self.labels[rows])

    @property
    def n_pixels(self) -> int:
        """Pixels of one image."""
        return int(self.images.shape[1])

    @property
    def side(self) -> int:
        """Pixels of a row of an image."""
        return math.isqrt(self.n_pixels)

    @property
    def kind(self) -> PictureKind:
        """Size and classes of the images."""
        if self.side == SIDE and self.class_names == DIGITS:
            return MNIST_KIND
        return PictureKind(self.side, self.class_names)


@dataclass(frozen=True, eq=False)
class Dataset:
    """Training digits and test digits.

    Parameters
    ----------
    name : str
        Shown in the window and in every result, such as ``"MNIST"`` or ``"synthetic digits"``.
    source : str
        Where it came from, in words: a path, or how it was made.
    train, test : Split
        Judged on ``test``; learnt from ``train``, part of which can be held back.
    synthetic : bool
        True when the program drew the digits itself.
    notes : tuple of str
        A sentence on each thing that was assumed or brought to another form when it was read.
    left_out : tuple of str
        A sentence for each file beside these digits that could not be read, and one for data
        sets that could.
    others : tuple of Path
        A file of each data set beside these digits that could be opened instead.
    """

    name: str
    source: str
    train: Split
    test: Split
    synthetic: bool = False
    notes: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    others: tuple[Path, ...] = ()

    @property
    def kind(self) -> PictureKind:
        """Size and classes of the images."""
        return self.train.kind

    def held_back(self, validation_size: int) -> tuple[Split, Split]:
        """Split ``train`` into a part to learn from and a validation part.

        Parameters
        ----------
        validation_size : int
            How many digits at the end of ``train`` are held back; 0 for none.

        Returns
        -------
        tuple of Split
            ``(learnt_from, validation)``, views into ``train``.

        Raises
        ------
        UserError
            Nothing would be left to learn from.
        """
        n = len(self.train)
        if not 0 <= validation_size < n:
            raise UserError(
                f"cannot hold back {validation_size} of {n} training digits for validation; "
                f"0 to {n - 1} are possible with this dataset"
            )
        cut = n - validation_size
        return self.train[:cut], self.train[cut:]
