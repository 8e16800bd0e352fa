"""Makes a table of 28 x 28 pixels, in the shape of the picture."""

from typing import Any

from numpy.typing import NDArray

from mnistgui.data.dataset import SIDE
from mnistgui.files.tables import Table
from mnistgui.ui.strings import tr


def pixel_table(values: NDArray[Any] | None) -> Table:
    """Return a table of values of shape (784,); it has no rows for None."""
    header = (tr("row"), *(tr("column {0}").format(column) for column in range(SIDE)))
    rows = [] if values is None else values.reshape(SIDE, SIDE).tolist()
    return Table.from_rows(header, ((number, *row) for number, row in enumerate(rows)))
