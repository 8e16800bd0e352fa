"""Rows of a table that are made when they are first read, in whatever thread reads them."""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import overload

from mnistgui.files.tables import Cell, Row


class DeferredRows(Sequence[Row]):
    """As many rows as are promised, of a table so long that making it would block the window.

    Parameters
    ----------
    count : int
        How many there will be.
    make : callable
        Makes them; may be called in any thread, once.
    """

    def __init__(self, count: int, make: Callable[[], Iterable[Sequence[Cell]]]) -> None:
        self._count = count
        self._make = make

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, place: int) -> Row: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Row, ...]: ...

    def __getitem__(self, place: int | slice) -> Row | tuple[Row, ...]:
        return self._rows[place]

    @cached_property
    def _rows(self) -> tuple[Row, ...]:
        return tuple(map(tuple, self._make()))
