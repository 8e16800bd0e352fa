"""Turns the labels of a file - numbers, one-hot rows, words, one to ten - into classes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.picture_kind import CLASSES, DIGITS, MAX_CLASSES, MIN_CLASSES
from mnistgui.data.readers.label_words import are_names, digit_of_text, in_order
from mnistgui.errors import UserError
from mnistgui.per_cent import per_cent

LABEL_KINDS = "uifbSU"
_FEWEST_OF_CLASS, _LEAST_SHARE = 5, 0.001  # of labels above 9 among many more digits
_TIMES_RARER = 10
_MOST_NAMED = 4


def label_count(shape: tuple[int, ...], *, any_width: bool = False) -> int | None:
    """How many labels an array of this shape can hold.

    Parameters
    ----------
    shape : tuple of int
    any_width : bool
        Whether one-hot rows of 2 to 62 classes may be meant, as in an array called labels.

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
    if any_width and len(shape) == 2:
        one_hot = MIN_CLASSES <= min(shape) <= MAX_CLASSES  # there are more samples than classes
        return max(shape) if one_hot else None
    return None


@dataclass(frozen=True, eq=False)
class FoundLabels:
    """Labels as the program holds them.

    Parameters
    ----------
    labels : ndarray of shape (n_samples,), dtype uint8
        Places among the names.
    names : tuple of str
        The digits, numbers, or the words of the file.
    notes : tuple of str
        What was assumed about them.
    """

    labels: NDArray[np.uint8]
    names: tuple[str, ...] = DIGITS
    notes: tuple[str, ...] = ()


def to_labels(values: NDArray[Any], where: str) -> FoundLabels:
    """Check labels and store them as places among names of classes.

    Parameters
    ----------
    values : ndarray of shape (n_samples,), (n_samples, 1), (n_samples, n_classes) or turned
        Digits, other whole numbers up to 61, words, or rows with a single one; of any numeric
        dtype, or text.
    where : str
        The file's name, for sentences.

    Returns
    -------
    FoundLabels

    Raises
    ------
    UserError
        One is no label, or there are too many kinds.
    """
    count = label_count(values.shape, any_width=True)
    if count is None:
        raise UserError(f"{where} holds labels of shape {values.shape}; one a digit is accepted")
    if values.size == count:
        values = values.reshape(count)
    if values.dtype.kind in "SU":
        kinds, places = np.unique(values, return_inverse=True)
        texts = [_decoded(kind).strip().strip("'\"") for kind in kinds.tolist()]
        if are_names(texts):
            return labels_of_names(texts, places)
        values = np.array([digit_of_text(text, where) for text in texts])[places]
    if values.ndim == 2:
        return _labels_of_rows(values if values.shape[0] == count else values.T, where)
    return labels_of_numbers(values, where)


def labels_of_numbers(numbers: NDArray[Any], where: str) -> FoundLabels:
    """Check labels that are numbers.

    Parameters
    ----------
    numbers : ndarray of shape (n_samples,), any numeric dtype
    where : str
        The file's name, for sentences.

    Returns
    -------
    FoundLabels
        Of digits where none is above 9, or 10 stands for 0; else of all numbers from 0, or from
        1 where there is no 0, to the greatest.

    Raises
    ------
    UserError
        One is no whole number from 0 to 61, or 62 where there is no 0; or labels above 9 are so
        rare among digits that they are faults rather than classes.
    """
    # Comparisons with NaN are false, so NaN is refused here too.
    good = (numbers >= 0) & (numbers <= MAX_CLASSES) & (numbers == np.floor(numbers))
    if good.all():
        _refuse_rare_kinds(numbers, where)
        good &= ~_is_stray(numbers)
    if not good.all():
        raise UserError(
            f"{where} has the label {numbers[~good][0]}; 0 to 9 (or 1 to 10, with 10 for 0) and "
            f"other classes, 0 to {MAX_CLASSES - 1} or 1 to {MAX_CLASSES}, are accepted"
        )
    most, any_zero = int(numbers.max(initial=0)), bool((numbers == 0).any())
    if most < CLASSES:
        return FoundLabels(numbers.astype(np.uint8))
    if most == CLASSES and not any_zero:
        note = f"{where}: labels are 1 to 10, and 10 is taken for 0"
        return FoundLabels(np.where(numbers == most, 0, numbers).astype(np.uint8), notes=(note,))
    first = 0 if any_zero else 1
    names = tuple(map(str, range(first, most + 1)))
    if len(names) > MAX_CLASSES:
        raise UserError(f"{where} has labels from 0 to {most}; at most {MAX_CLASSES} are accepted")
    note = f"{where}: labels are {first} to {most}, {len(names)} classes"
    return FoundLabels((numbers - first).astype(np.uint8), names, (note,))


def _refuse_rare_kinds(numbers: NDArray[Any], where: str) -> None:
    """Refuse several kinds of labels above 9 that are all far rarer than digits."""
    kinds, counts = np.unique(numbers, return_counts=True)
    high = kinds > CLASSES - 1
    if high.sum() < 2 or high.all():
        return
    few = counts < _FEWEST_OF_CLASS
    few &= counts * _TIMES_RARER < np.median(counts[~high])
    if (few | (counts < _LEAST_SHARE * len(numbers)))[high].all():
        named = [
            f"{kind:g} ({count} of {len(numbers):,} labels)"
            for kind, count in zip(kinds[high], counts[high], strict=True)
        ]
        more = f" and {len(named) - _MOST_NAMED} more" if len(named) > _MOST_NAMED else ""
        raise UserError(
            f"{where} has the labels {', '.join(named[:_MOST_NAMED])}{more} among digits, too few "
            f"for classes of their own; 0 to 9, or at least {_FEWEST_OF_CLASS} examples and "
            f"{per_cent(_LEAST_SHARE, 1)} of all labels for a class, are accepted"
        )


def _is_stray(numbers: NDArray[Any]) -> NDArray[np.bool_]:
    """Mark a label above 9 that is a fault: the only such kind, which occurs once or alone."""
    high = numbers > CLASSES - 1
    kinds = np.unique(numbers[high])
    ten_for_zero = kinds.tolist() == [CLASSES] and not (numbers == 0).any()
    one = len(kinds) == 1 and not ten_for_zero and (high.sum() == 1 or bool(high.all()))
    return high if one else np.zeros_like(high)


def labels_of_names(texts: Sequence[str], places: NDArray[np.intp]) -> FoundLabels:
    """Number classes in the order of their names.

    Parameters
    ----------
    texts : sequence of str
        Kinds of labels; the same may be among them twice.
    places : ndarray of shape (n_samples,), intp
        Which of them each sample has.

    Returns
    -------
    FoundLabels
    """
    names = in_order(texts)
    places_of = np.array([names.index(text) for text in texts], np.uint8)
    note = f"classes are named as the labels are: {', '.join(names)}"
    return FoundLabels(places_of[places], names, (note,))


def _decoded(text: str | bytes) -> str:
    return text.decode("utf-8", "replace") if isinstance(text, bytes) else text


def _labels_of_rows(rows: NDArray[Any], where: str) -> FoundLabels:
    """Number classes as the columns of one-hot rows are."""
    places, classes = _one_hot_places(rows, where), rows.shape[1]
    if classes == CLASSES:
        return FoundLabels(places)
    note = f"{where}: labels are one-hot rows of {classes} classes"
    return FoundLabels(places, tuple(map(str, range(classes))), (note,))


def _one_hot_places(rows: NDArray[Any], where: str) -> NDArray[np.uint8]:
    """The position of the one in each row, or of the greatest where all others are -1."""
    ones, rest = rows == 1, (rows == 0) | (rows == -1)
    if not ((ones | rest).all() and (ones.sum(axis=1) == 1).all()):
        zeros = "nine" if rows.shape[1] == CLASSES else rows.shape[1] - 1
        raise UserError(f"{where} has one-hot labels that are not {zeros} zeros and a one")
    digits: NDArray[np.uint8] = np.argmax(ones, axis=1).astype(np.uint8)
    return digits
