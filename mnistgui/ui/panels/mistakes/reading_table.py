"""What a network reads in some digits of a part, as a table for other programs."""

from collections.abc import Sequence

from mnistgui.files.tables import Table
from mnistgui.ui.state.parts import Part
from mnistgui.ui.state.split_reading import SplitReading
from mnistgui.ui.strings import tr


def reading_table(found: SplitReading, part: Part, rows: Sequence[int]) -> Table:
    """List digits: index, what each is, what is read, and the probability of every class."""
    reading, names = found.reading, found.class_names
    listed = (
        (
            i,
            names[reading.targets[i]],
            names[reading.predicted[i]],
            *reading.probabilities[i].tolist(),
        )
        for i in rows
    )
    columns = (tr("probability of {0}").format(name) for name in names)
    return Table.from_rows((part.digits, tr("is"), tr("read as"), *columns), listed)
