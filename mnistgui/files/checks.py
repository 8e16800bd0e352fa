"""Checks the parts of JSON documents and arrays that come from strangers."""

from collections.abc import Mapping
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from mnistgui.errors import UserError

_LARGEST_COUNT = 2**53
T = TypeVar("T")


def member(facts: Mapping[str, Any], name: str, kind: type[T], where: str) -> T:
    """Return a member of a JSON object, after checking its type.

    Parameters
    ----------
    facts : mapping of str to object
        The JSON object.
    name : str
    kind : type
        What JSON makes of it: dict, list, str, int, float or bool.
    where : str
        What the object belongs to, for sentences.

    Returns
    -------
    object
        Of that kind.

    Raises
    ------
    UserError
        It is missing or of another kind.
    """
    value = facts.get(name)
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise UserError(f"{where}: {name!r} is missing or not of the kind {kind.__name__}")
    return value


def count(facts: Mapping[str, Any], name: str, where: str) -> int:
    """Return a member of a JSON object that counts something.

    Parameters
    ----------
    facts : mapping of str to object
        The JSON object.
    name : str
    where : str
        What the object belongs to, for sentences.

    Returns
    -------
    int
        Not negative.

    Raises
    ------
    UserError
        It is missing, no whole number, negative or absurdly large.
    """
    value = member(facts, name, int, where)
    if not 0 <= value <= _LARGEST_COUNT:
        raise UserError(f"{where}: {name!r} is no count of anything")
    return value


def check_array(array: NDArray[Any], shape: tuple[int, ...], dtype: type, where: str) -> None:
    """Refuse an array whose shape or dtype is not the expected one.

    Parameters
    ----------
    array : ndarray
    shape : tuple of int
    dtype : type
        Such as ``numpy.float32``.
    where : str
        The array's name, for the sentence.

    Raises
    ------
    UserError
        Shape or dtype differ.
    """
    if array.shape != shape or array.dtype != dtype:
        raise UserError(
            f"{where} is {array.dtype} of shape {array.shape}; {np.dtype(dtype)} of {shape} is "
            "accepted there"
        )
