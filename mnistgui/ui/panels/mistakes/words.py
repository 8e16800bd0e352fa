"""What Mistakes says about a digit and about all that were read."""

from mnistgui.per_cent import per_cent
from mnistgui.ui.state.split_reading import SplitReading
from mnistgui.ui.strings import tr


def counted(found: SplitReading) -> str:
    """How many of the digits are misread."""
    wrong, total = len(found.reading.misread), len(found.split)
    return tr("{0} misread ({1})").format(f"{wrong:,}", per_cent(wrong / total))


def caption(found: SplitReading, i: int) -> str:
    """What is written under a digit: what is read, how sure that is, and what it is."""
    reading, names = found.reading, found.class_names
    return _caption(
        names[reading.predicted[i]], reading.probabilities[i].max(), names[reading.targets[i]]
    )


def widest_caption(found: SplitReading) -> str:
    """A caption that takes as much room as any."""
    name = max(found.class_names, key=len)
    return _caption(name, 1.0, name)


def _caption(read_as: str, sure: float, name: str) -> str:
    return f"{read_as}  {per_cent(sure, 0)}\n" + tr("is {0}").format(name)


def in_words(found: SplitReading, i: int) -> str:
    """What a digit is and what the network reads, in a sentence."""
    reading = found.reading
    return tr("Test digit {0} is {1}, read as {2} with {3} %").format(
        i,
        found.class_names[reading.targets[i]],
        found.class_names[reading.predicted[i]],
        f"{100 * reading.probabilities[i].max():.1f}",
    )
