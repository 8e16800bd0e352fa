"""Words and tables on the difference of two runs."""

from mnistgui.data.dataset import Split
from mnistgui.files.tables import Table
from mnistgui.inspection.twins import TwinDifference
from mnistgui.nn.arrays import Indices
from mnistgui.notation import thousands
from mnistgui.per_cent import per_cent
from mnistgui.ui.strings import tr


def summary(found: TwinDifference) -> str:
    """Return how many mistakes only one of both makes, and how far their weights are apart."""
    words = tr("Step {0}: {1} mistakes gained, {2} lost")
    counts = (len(found.gained), len(found.lost))
    told = words.format(thousands(found.step), *map(thousands, counts))
    apart = ", ".join(f"{key} {per_cent(far, 0)}" for key, far in found.distances().items())
    return tr("{0}; apart by {1}").format(told, apart) if apart else told


def caption(found: TwinDifference, index: int) -> str:
    """Return what the first and the second read in a digit."""
    names = found.networks[0].head.class_names
    first, second = (names[reading.predicted[index]] for reading in found.readings)
    return f"{first} \N{RIGHTWARDS ARROW} {second}"


def in_words(found: TwinDifference, index: int, numbers: tuple[int, int]) -> str:
    """Return a digit with both readings in a sentence; ``numbers`` are those of the runs."""
    names = found.networks[0].head.class_names
    words = tr("Test digit {0} is {1}; run {2} reads {3}, run {4} reads {5}")
    first, second = (names[reading.predicted[index]] for reading in found.readings)
    label = names[found.readings[0].targets[index]]
    return words.format(thousands(index), label, numbers[0], first, numbers[1], second)


def digits_table(
    found: TwinDifference, rows: Indices, split: Split, numbers: tuple[int, int]
) -> Table:
    """List digits with their labels and both readings."""
    names = found.networks[0].head.class_names
    read_by = tr("read by run {0}")
    header = (tr("test digit"), tr("label"), *map(read_by.format, numbers))
    first, second = (reading.predicted for reading in found.readings)
    lines = ((i, int(split.labels[i]), names[first[i]], names[second[i]]) for i in rows.tolist())
    return Table.from_rows(header, lines)


def weights_table(found: TwinDifference, layer: int, units: slice) -> Table:
    """List units of a layer: how far the second's bias and weights are from the first's."""
    weights, biases = found.layer_difference(layer)
    columns = zip(
        range(weights.shape[1])[units],
        biases[units].tolist(),
        weights.T[units].tolist(),
        strict=True,
    )
    inputs = map(tr("difference of weight {0}").format, range(len(weights)))
    header = (tr("unit"), tr("difference of bias"), *inputs)
    return Table.from_rows(header, ((number + 1, bias, *row) for number, bias, row in columns))
