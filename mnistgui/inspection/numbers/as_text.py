"""Calculations as plain text, and as rows of a table."""

from collections.abc import Iterator

import numpy as np

from mnistgui.inspection.numbers.calculation import Calculation, Cell, Named, number
from mnistgui.inspection.numbers.walk import Walk

MOST_CELLS = 40  # of an array that is written out
CSV_HEADER = ("calculation", "array", "row", "column", "value")


def array_text(one: Named) -> str:
    """Write an array: all its numbers where they are few, else its shape and range.

    Parameters
    ----------
    one : Named

    Returns
    -------
    str
        Such as ``"a1 = [5, 0]"``; matrices have a row a unit, ``W1^T``.
    """
    array = one.array
    if array.size > MOST_CELLS:
        shape = " x ".join(map(str, array.shape))
        low, high = number(array.min()), number(array.max())
        return f"{one.name}: {shape} numbers from {low} to {high}"
    if array.ndim == 2:
        rows = ", ".join(_vector(column) for column in array.T)
        return f"{_transposed(one.name)} = [{rows}]"
    return f"{one.name} = {_vector(array) if array.ndim else number(array)}"


def _vector(array: np.ndarray) -> str:
    return f"[{', '.join(map(number, array))}]"


def _transposed(name: str) -> str:
    return f"{name}^T"


def calculation_text(one: Calculation, cell: Cell) -> str:
    """Write a calculation, one number of it with this digit's numbers.

    Parameters
    ----------
    one : Calculation
    cell : tuple of int
        Of the number; where the result has no such place, the nearest one is taken.

    Returns
    -------
    str
        Lines, each ended.
    """
    lines = [
        f"{one.phase.value}: {one.symbols}",
        f"  {one.sentence}",
        *(f"  {line.path}, line {line.number}: {line.text}" for line in one.lines),
        f"  {one.spelled(one.clipped(cell))}",
        *(f"  {array_text(array)}" for array in (one.result, *one.beside)),
    ]
    if one.remark:
        lines.append(f"  {one.remark}")
    return "".join(f"{line}\n" for line in lines)


def walk_text(walk: Walk, cell: Cell = (0, 0)) -> str:
    """Write all calculations, with an empty line between two of them."""
    return "\n".join(calculation_text(one, cell) for one in walk.calculations)


def csv_rows(one: Calculation) -> Iterator[tuple[str | int | float | None, ...]]:
    """Yield a row for each number of a calculation's arrays.

    Parameters
    ----------
    one : Calculation

    Yields
    ------
    tuple
        As :data:`CSV_HEADER` names the cells; row and column are None where an array has none.
    """
    for array in one.arrays:
        for place, value in np.ndenumerate(array.array):
            row, column = (*place, None, None)[:2]
            yield one.name, array.name, row, column, float(value)
