"""Where the numbers of an array stand in a picture of it."""

import re
from dataclasses import dataclass

import numpy as np

from mnistgui.data.picture_kind import side_of
from mnistgui.inspection.numbers.calculation import Cell, Named
from mnistgui.nn.arrays import Array

_OF_PIXELS = re.compile(r"W1\b")  # weights of the first layer, and what is computed of them
_LIST = 12  # numbers that stand below each other


@dataclass(frozen=True, eq=False)
class PictureOfArray:
    """An array, or one column of it, as rows and columns of cells.

    Parameters
    ----------
    title : str
        Such as ``"W1[:, 3]"``.
    levels : ndarray of shape (rows, columns)
        Cells beyond the last number are 0.
    count : int
        How many cells are numbers, row by row.
    column : int or None
        The column of the array whose numbers are shown; None for all of it.
    flat : bool
        Whether the numbers of a vector are wrapped into rows.
    """

    title: str
    levels: Array
    count: int
    column: int | None
    flat: bool

    @classmethod
    def of(cls, one: Named, column: int) -> "PictureOfArray":
        """Arrange an array; of weights of pixels, one unit's are shown as a digit is."""
        array = one.array
        side = side_of(len(array)) if array.ndim == 2 and _OF_PIXELS.search(one.name) else None
        if side is not None:
            column = min(column, array.shape[1] - 1)
            title = f"{one.name}[:, {column}]"
            return cls(title, array[:, column].reshape(side, side), len(array), column, flat=True)
        if array.ndim == 2:
            return cls(one.name, array, array.size, None, flat=False)
        return cls(one.name, _wrapped(np.atleast_1d(array)), array.size, None, flat=True)

    def place(self, cell: Cell) -> tuple[int, int] | None:
        """Return the row and the column of a number; None where it is not shown."""
        if not self.flat:
            return cell[0], cell[1]
        if self.column is not None and cell[1] != self.column:
            return None
        row, column = divmod(cell[0] if cell else 0, self.levels.shape[1])
        return row, column

    def cell(self, row: int, column: int, ndim: int) -> Cell | None:
        """Return the place in the array of what stands in a row and a column; None for nothing."""
        if not (0 <= row < self.levels.shape[0] and 0 <= column < self.levels.shape[1]):
            return None
        if not self.flat:
            return row, column
        index = row * self.levels.shape[1] + column
        if index >= self.count:
            return None
        return ((index, self.column) if self.column is not None else (index,))[:ndim]


def _wrapped(vector: Array) -> Array:
    """Arrange a vector below each other, in rows where it is long; a digit's pixels as a digit."""
    n = len(vector)
    columns = 1 if n <= _LIST else int(np.ceil(np.sqrt(n)))
    rows = -(-n // columns)
    padded = np.zeros(rows * columns, vector.dtype)
    padded[:n] = vector
    return padded.reshape(rows, columns)
