"""Converts labels, which may be digits or one-hot rows, to digits 0-9."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import CLASSES
from mnistgui.errors import UserError


def to_labels(values: NDArray[Any], count: int, where: str) -> NDArray[np.uint8]:
    """Check labels and store them as digits.

    Parameters
    ----------
    values : ndarray of shape (n_samples,) or (n_samples, 10)
        Digits, or rows with a single one; of any numeric dtype.
    count : int
        How many labels the images need.
    where : str
        The file's name, for sentences.

    Returns
    -------
    ndarray of shape (n_samples,), dtype uint8

    Raises
    ------
    UserError
        There are too few or too many, or one is no digit.
    """
    if values.shape not in ((count,), (count, CLASSES)):
        raise UserError(
            f"{where} holds labels of shape {values.shape}; "
            f"({count},) or one-hot ({count}, {CLASSES}) fit its images"
        )
    digits = _one_hot_digits(values, where) if values.ndim == 2 else values
    # Comparisons with NaN are false, so NaN is refused here too.
    good = (digits >= 0) & (digits < CLASSES) & (digits == np.floor(digits))
    if not good.all():
        raise UserError(f"{where} has the label {digits[~good][0]}; 0 to 9 are accepted")
    return digits.astype(np.uint8)


def _one_hot_digits(rows: NDArray[Any], where: str) -> NDArray[np.intp]:
    """Return the position of the one in each row."""
    if not (((rows == 0) | (rows == 1)).all() and (rows.sum(axis=1) == 1).all()):
        raise UserError(f"{where} has one-hot labels that are not nine zeros and a one")
    digits: NDArray[np.intp] = np.argmax(rows, axis=1)
    return digits
