"""Selects digits of a split by their indices, or the first of each class."""

import re

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import Split
from mnistgui.errors import UserError

_SEPARATORS = re.compile(r"[\s,;]+")


def parse_indices(text: str, count: int) -> list[int]:
    """Read a list of indices.

    Parameters
    ----------
    text : str
        Whole numbers from 0, separated by commas, semicolons or spaces, such as
        ``"8, 900, 7216"``.
    count : int
        How many digits there are; at least 1.

    Returns
    -------
    list of int
        In the order in which they were written, with repetitions.

    Raises
    ------
    UserError
        Something else than indices was written, or an index lies outside the split.
    """
    words = [word for word in _SEPARATORS.split(text) if word]
    accepted = f"accepted are indices from 0 to {count - 1}, such as 8, 900, 7216"
    if not words:
        raise UserError(f"no index is given; {accepted}")
    for word in words:
        if not (word.isascii() and word.isdigit()):
            raise UserError(f"{word!r} is no index; {accepted}")
        if len(word) > len(str(count)) or int(word) >= count:
            raise UserError(f"there is no digit with the index {word}; {accepted}")
    return [int(word) for word in words]


def first_of_each_class(split: Split, each: int) -> list[NDArray[np.intp]]:
    """Find the first digits of each class.

    Parameters
    ----------
    split : Split
    each : int
        How many of each class are wanted.

    Returns
    -------
    list of ndarray of shape (n_found,), intp
        An array of indices for each class, in order; shorter than ``each`` where a
        class has fewer digits.
    """
    places = range(len(split.class_names))
    return [np.flatnonzero(split.labels == place)[:each] for place in places]
