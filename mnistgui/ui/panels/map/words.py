"""The words of Map on the cloud, on one digit, and on what a lasso has caught."""

from mnistgui.notation import thousands
from mnistgui.per_cent import per_cent
from mnistgui.ui.panels.map.placing import Placed
from mnistgui.ui.state.parts import Part
from mnistgui.ui.state.split_reading import SplitReading
from mnistgui.ui.strings import tr


def placed_in_words(placed: Placed) -> str:
    """Say how many digits are shown, how, and what can be done."""
    count = tr("{0} digits").format(thousands(len(placed.rows)))
    if placed.values is not None:
        return tr("{0}; drag an axis, press Play, or draw a lasso around digits").format(count)
    if placed.view is None:
        words = tr("{0} by t-SNE at step {1}; distances between groups mean nothing")
        return words.format(count, thousands(placed.step))
    first, second = (per_cent(share, 1) for share in placed.view.shares)
    words = tr("{0}; the components hold {1} and {2} of the variance")
    return words.format(count, first, second)


def digit_in_words(found: SplitReading, part: Part, row: int) -> str:
    """Say which digit this is, what is read in it, and how sure that is."""
    reading, names = found.reading, found.class_names
    return tr("{0} digit {1} is {2}, read as {3} with {4}").format(
        part.title,
        thousands(row),
        names[reading.targets[row]],
        names[reading.predicted[row]],
        per_cent(float(reading.probabilities[row].max()), 1),
    )


def caught_in_words(count: int) -> str:
    """Say how many digits were caught."""
    return tr("{0} of the map").format(thousands(count))
