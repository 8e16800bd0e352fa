"""Makes a table of the weights of the units of a layer."""

from mnistgui.files.tables import Table
from mnistgui.nn.layers import Dense
from mnistgui.ui.strings import tr


def weight_table(layer: Dense, units: slice) -> Table:
    """List units of a layer, a row each: number, bias, and the weight of every input."""
    weights, biases = layer.W.T[units].tolist(), layer.b[units].tolist()
    numbers = range(layer.W.shape[1])[units]
    header = (tr("unit"), tr("bias"), *map(tr("weight of input {0}").format, range(len(layer.W))))
    columns = zip(numbers, biases, weights, strict=True)
    return Table.from_rows(header, ((number + 1, bias, *row) for number, bias, row in columns))
