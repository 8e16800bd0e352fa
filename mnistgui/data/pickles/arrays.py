"""NumPy's arrays and dtypes in a pickle, put together without running code of the file."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.pickles.records import as_text
from mnistgui.data.readers.pixels import NUMERIC_KINDS
from mnistgui.errors import UserError

_MAX_TEXT_BYTES = 64 << 20

Taken = tuple[NDArray[Any] | None, tuple[str, ...]]
Take = Callable[[NDArray[Any] | None], Taken]
"""Chooses what is kept of an array, and remarks on it; is given None for one without numbers.

The memory of the given array is freed, so that what is kept must be a copy.
"""


class PickledDtype:
    """Records how a dtype is pickled.

    Parameters
    ----------
    code : str or bytes
        Such as ``f4``.
    *_flags : object
        Whether to align and copy; without meaning here.
    """

    def __init__(self, code: Any, *_flags: object) -> None:
        self._code = as_text(code)
        self._order = "="

    def restore(self, state: tuple[Any, ...]) -> None:
        """Read the byte order from the pickled state.

        Parameters
        ----------
        state : tuple
            Version, byte order, and fields that plain numbers do not have.
        """
        self._order = as_text(state[1])

    def numeric(self) -> np.dtype[Any] | None:
        """Return the dtype, or None where it is not one of plain numbers of at most 8 bytes."""
        if self._code in ("b1", "?"):
            return np.dtype(np.bool_)
        if len(self._code) != 2 or self._code[0] not in NUMERIC_KINDS or self._order not in "<>=|":
            return None
        return np.dtype(self._order + self._code)


class PickledArray:
    """Records how an array is pickled, then holds what is kept of it.

    Parameters
    ----------
    take : callable
        Chooses what is kept of an array of numbers, as :data:`Take` says.

    Attributes
    ----------
    content : ndarray, list or None
        What was kept; of an array of objects its elements, a list a row where it has two
        dimensions.
    notes : tuple of str
        Remarks on it.
    """

    def __init__(self, take: Take) -> None:
        self._take = take
        self.content: NDArray[Any] | list[Any] | None = None
        self.notes: tuple[str, ...] = ()

    def restore(self, state: tuple[Any, ...]) -> None:
        """Read the content from the pickled state.

        Parameters
        ----------
        state : tuple
            Version, shape, dtype, whether stored by columns, and the elements.
        """
        _version, shape, dtype, by_column, elements = state
        self.fill(elements, dtype, shape, "F" if by_column else "C")

    def fill(self, elements: Any, dtype: PickledDtype, shape: Any, order: Any) -> None:
        """Take what is kept of the elements, and free the pickled ones.

        Parameters
        ----------
        elements : bytes, bytearray or list
            Numbers or objects.
        dtype : PickledDtype
            Their type.
        shape : tuple of int
            Dimensions of the array.
        order : str or bytes
            ``C``, or ``F`` when stored by columns.
        """
        if isinstance(elements, list):
            self.content = _in_rows(elements, shape) if len(shape) == 2 else elements
            return
        values, numeric = None, dtype.numeric()
        if numeric is not None:
            by_column = as_text(order) == "F"
            values = np.frombuffer(elements, numeric).reshape(
                shape, order="F" if by_column else "C"
            )
        self.content, self.notes = self._take(values)
        del values
        if isinstance(elements, bytearray):
            elements.clear()  # the pickle's memo still holds it; only emptying it frees the memory


def numpy_calls(take: Take, where: str) -> Mapping[str, Callable[..., Any]]:
    """Return what answers the calls in a pickle of NumPy arrays.

    Parameters
    ----------
    take : callable
        Chooses what is kept of each array.
    where : str
        The file's name, for sentences.

    Returns
    -------
    mapping of str to callable
        By module and name, NumPy's modules as NumPy 1 names them.
    """

    def filled(elements: Any, dtype: PickledDtype, shape: Any, order: Any) -> PickledArray:
        array = PickledArray(take)
        array.fill(elements, dtype, shape, order)
        return array

    return {
        "numpy.dtype": PickledDtype,
        "numpy.core.multiarray._reconstruct": lambda *_prototype: PickledArray(take),
        "numpy.core.numeric._frombuffer": filled,
        "_codecs.encode": lambda text, _encoding: _encoded(text, where),
        "collections.OrderedDict": _ordered_dict,
        "builtins.set": list,
        "__builtin__.set": list,
    }


def _in_rows(elements: list[Any], shape: Any) -> list[list[Any]]:
    """Divide the elements of a table of objects into its rows."""
    rows, width = shape
    if rows * width != len(elements):  # rows that are only promised would fill the memory
        raise ValueError(shape)
    return [elements[i * width : (i + 1) * width] for i in range(rows)]


def _encoded(text: Any, where: str) -> bytearray:
    """Answer the way Python 3 writes bytes for Python 2: as text of the same code points."""
    if len(text) > _MAX_TEXT_BYTES:
        raise UserError(
            f"{where} is a pickle of protocol 1 or 2 with more than {_MAX_TEXT_BYTES >> 20} MB of "
            "text; pickles of protocol 3 to 5 are accepted"
        )
    return bytearray(as_text(text).encode("latin1"))


def _ordered_dict(pairs: Any = ()) -> dict[Any, Any]:
    return {bytes(key) if isinstance(key, bytearray) else key: value for key, value in pairs}
