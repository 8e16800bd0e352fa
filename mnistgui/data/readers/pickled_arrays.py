"""Harmless replacements for the NumPy names in a pickle, which run no code of the file.

Each array is converted to uint8 as soon as it is complete and its pickled bytes are freed, so
the floats of a whole data set never lie in memory together.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.readers.limits import BLOCK_ROWS, MAX_VALUES
from mnistgui.data.readers.named_array import image_forms
from mnistgui.data.readers.pixels import NUMERIC_KINDS, to_bytes
from mnistgui.errors import UserError

_MAX_TEXT_BYTES = 64 << 20
_MAX_OTHER_BYTES = 32 << 20  # such as one-hot labels


class PickledDtype:
    """Records how a dtype is pickled.

    Parameters
    ----------
    code : bytearray
        Such as ``f4``.
    *_flags : object
        Whether to align and copy; without meaning here.
    """

    def __init__(self, code: bytearray, *_flags: object) -> None:
        self._code = code.decode()
        self._order = "="

    def restore(self, state: tuple[Any, ...]) -> None:
        """Read the byte order from the pickled state.

        Parameters
        ----------
        state : tuple
            Version, byte order, and fields that plain numbers do not have.
        """
        self._order = state[1].decode()

    @property
    def holds_objects(self) -> bool:
        """Return whether elements are objects, not numbers."""
        return self._code in ("O", "O4", "O8")

    def numeric(self) -> np.dtype[Any]:
        """Return the dtype, which must be one of plain numbers.

        Returns
        -------
        numpy.dtype

        Raises
        ------
        ValueError
            It is not.
        """
        if self._code in ("b1", "?"):
            return np.dtype(np.bool_)
        if len(self._code) != 2 or self._code[0] not in NUMERIC_KINDS or self._order not in "<>=|":
            raise ValueError(self._code)
        return np.dtype(self._order + self._code)


class PickledArray:
    """Records how an array is pickled, then holds its converted content.

    Parameters
    ----------
    where : str
        The file's name, for sentences.

    Attributes
    ----------
    content : ndarray or list
        Images as uint8, other numbers as they were, or the elements of an array of objects.
    notes : tuple of str
        What was assumed about pixels.
    """

    def __init__(self, where: str) -> None:
        self._where = where
        self.content: Any = None
        self.notes: tuple[str, ...] = ()

    def restore(self, state: tuple[Any, ...]) -> None:
        """Read the content from the pickled state.

        Parameters
        ----------
        state : tuple
            Version, shape, dtype, whether stored by columns, and the elements.
        """
        _version, shape, dtype, by_column, elements = state
        self.fill(elements, dtype, shape, b"F" if by_column else b"C")

    def fill(
        self, elements: bytearray | list[Any], dtype: PickledDtype, shape: Any, order: Any
    ) -> None:
        """Convert the elements, and free the pickled ones.

        Parameters
        ----------
        elements : bytearray or list
            Numbers or objects.
        dtype : PickledDtype
            Their type.
        shape : tuple of int
            Dimensions of the array.
        order : bytes
            ``C``, or ``F`` when stored by columns.
        """
        if isinstance(elements, list):
            if not dtype.holds_objects:
                raise TypeError
            rows = shape[0] if len(shape) == 2 else 0
            self.content = _in_rows(elements, rows) if rows else elements
            return
        values = np.frombuffer(elements, dtype.numeric())
        values = values.reshape(tuple(shape), order="F" if order == b"F" else "C")
        self.content, self.notes = _converted(values, self._where)
        del values
        # The pickle's memo still holds the object; only emptying it frees the memory.
        elements.clear()


def recorder(name: str, where: str) -> Callable[..., Any]:
    """Return the replacement for one of the names that pickled arrays use.

    Parameters
    ----------
    name : str
        Module and name that the pickle wants to use.
    where : str
        The file's name, for sentences.

    Returns
    -------
    callable

    Raises
    ------
    UserError
        It is any other name.
    """
    names: dict[str, Callable[..., Any]] = {
        "numpy.ndarray": _never_called,
        "numpy.dtype": PickledDtype,
        "numpy.core.multiarray._reconstruct": lambda *_prototype: PickledArray(where),
        "numpy.core.numeric._frombuffer": lambda *parts: _filled(where, *parts),
        "_codecs.encode": partial(_encoded, where),
        "collections.OrderedDict": lambda *_items: {},
    }
    known = name.replace("numpy._core.", "numpy.core.")
    if known not in names:
        raise UserError(
            f"{where} is a pickle that wants to use {name}; pickles of NumPy arrays alone are "
            "accepted"
        )
    return names[known]


def _never_called(*_arguments: object) -> None:
    """Replace the array class, which pickles mention but never call."""
    raise TypeError


def _filled(
    where: str, elements: bytearray, dtype: PickledDtype, shape: Any, order: Any
) -> PickledArray:
    """Replace the constructor that protocol 5 calls."""
    array = PickledArray(where)
    array.fill(elements, dtype, shape, order)
    return array


def _encoded(where: str, text: bytearray, _encoding: bytearray) -> bytearray:
    """Replace the way Python 3 writes bytes for Python 2: as text of the same code points."""
    if len(text) > _MAX_TEXT_BYTES:
        raise UserError(
            f"{where} is a pickle of protocol 1 or 2 with more than {_MAX_TEXT_BYTES >> 20} MB of "
            "text; pickles of protocol 3 to 5 are accepted"
        )
    return bytearray(text.decode().encode("latin1"))


def _in_rows(elements: list[Any], rows: int) -> list[list[Any]]:
    """Divide the elements of a table of objects into its rows."""
    width = len(elements) // rows
    return [elements[i * width : (i + 1) * width] for i in range(rows)]


def _converted(values: NDArray[Any], where: str) -> tuple[NDArray[Any], tuple[str, ...]]:
    """Images as bytes, so that their floats do not stay; a copy of anything else."""
    if not image_forms(values.shape, values.dtype):
        if values.nbytes > _MAX_OTHER_BYTES:
            raise UserError(f"{where} holds an array of shape {values.shape}, which is no digits")
        return values.copy(), ()
    if values.size > MAX_VALUES:
        raise UserError(f"{where} holds an array of shape {values.shape}, more than is accepted")
    rows = max(1, BLOCK_ROWS * 784 * len(values) // values.size)
    return to_bytes(
        lambda: (values[i : i + rows] for i in range(0, len(values), rows)),
        values.shape,
        values.dtype,
        where,
    )
