"""Makes a table of the pixels of a square picture, in its shape."""

import math
from typing import Any

from numpy.typing import NDArray

from mnistgui.files.tables import Table
from mnistgui.ui.strings import tr


def pixel_table(values: NDArray[Any] | None) -> Table:
    """Return a table of values of shape (side * side,); it has no rows for None."""
    side = 0 if values is None else math.isqrt(values.size)
    header = (tr("row"), *(tr("column {0}").format(column) for column in range(side)))
    rows = [] if values is None else values.reshape(side, side).tolist()
    return Table.from_rows(header, ((number, *row) for number, row in enumerate(rows)))
