"""Turns the labels of a file - numbers, one-hot rows, words, one to ten - into digits 0-9."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import CLASSES
from mnistgui.errors import UserError

LABEL_KINDS = "uifbSU"
WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def label_count(shape: tuple[int, ...]) -> int | None:
    """How many labels an array of this shape can hold.

    Parameters
    ----------
    shape : tuple of int

    Returns
    -------
    int or None
        None where it can hold none.
    """
    if len(shape) == 1:
        return shape[0]
    if len(shape) == 2 and 1 in shape:
        return max(shape)
    if len(shape) == 2 and CLASSES in shape:
        return shape[0] if shape[1] == CLASSES else shape[1]
    return None


def to_labels(values: NDArray[Any], where: str) -> tuple[NDArray[np.uint8], tuple[str, ...]]:
    """Check labels and store them as digits.

    Parameters
    ----------
    values : ndarray of shape (n_samples,), (n_samples, 1), (n_samples, 10) or turned
        Digits, words for them, or rows with a single one; of any numeric dtype, or text.
    where : str
        The file's name, for sentences.

    Returns
    -------
    ndarray of shape (n_samples,), dtype uint8
    tuple of str
        What was assumed about them.

    Raises
    ------
    UserError
        One is no digit.
    """
    count = label_count(values.shape)
    if count is None:
        raise UserError(f"{where} holds labels of shape {values.shape}; one a digit is accepted")
    if values.size == count:
        values = values.reshape(count)
    if values.dtype.kind in "SU":
        values = _from_text(values, where)
    if values.ndim == 2:
        return _one_hot_digits(values if values.shape[1] == CLASSES else values.T, where), ()
    return _from_numbers(values, where)


def _from_numbers(digits: NDArray[Any], where: str) -> tuple[NDArray[np.uint8], tuple[str, ...]]:
    # Comparisons with NaN are false, so NaN is refused here too.
    whole = (digits >= 0) & (digits <= CLASSES) & (digits == np.floor(digits))
    ten = digits == CLASSES
    if whole.all() and ten.any() and not (digits == 0).any():
        note = f"{where}: labels are 1 to 10, and 10 is taken for 0"
        return np.where(ten, 0, digits).astype(np.uint8), (note,)
    good = whole & ~ten
    if not good.all():
        raise UserError(
            f"{where} has the label {digits[~good][0]}; 0 to 9 (or 1 to 10, with 10 for 0) are "
            "accepted"
        )
    return digits.astype(np.uint8), ()


def _from_text(values: NDArray[Any], where: str) -> NDArray[np.float64]:
    """The digits that texts name."""
    kinds, places = np.unique(values, return_inverse=True)
    return np.array([digit_of_text(_decoded(kind), where) for kind in kinds.tolist()])[places]


def _decoded(text: str | bytes) -> str:
    return text.decode("latin1") if isinstance(text, bytes) else text


def digit_of_text(text: str, where: str) -> float:
    """The digit that a text names.

    Parameters
    ----------
    text : str
        Such as ``"7"``, ``"7.0"``, ``"'7'"`` or ``"seven"``.
    where : str
        The file's name, for the sentence.

    Returns
    -------
    float
        Not always a digit: numbers are checked where all labels are known.

    Raises
    ------
    UserError
        It names no number.
    """
    plain = text.strip().strip("'\"").lower()
    if plain in WORDS:
        return WORDS.index(plain)
    try:
        return float(plain)
    except ValueError:
        raise UserError(f"{where} has the label {plain[:20]!r}; 0 to 9 are accepted") from None


def _one_hot_digits(rows: NDArray[Any], where: str) -> NDArray[np.uint8]:
    """The position of the one in each row, or of the greatest where all others are -1."""
    ones, rest = rows == 1, (rows == 0) | (rows == -1)
    if not ((ones | rest).all() and (ones.sum(axis=1) == 1).all()):
        raise UserError(f"{where} has one-hot labels that are not nine zeros and a one")
    digits: NDArray[np.uint8] = np.argmax(ones, axis=1).astype(np.uint8)
    return digits
