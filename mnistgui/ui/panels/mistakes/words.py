"""The words of Mistakes on a digit and on all digits that were read."""

from mnistgui.files.digit_marks import DigitMark
from mnistgui.notation import thousands
from mnistgui.per_cent import per_cent
from mnistgui.ui.panels.mistakes.choice import rows_of_pair
from mnistgui.ui.state.parts import Part
from mnistgui.ui.state.shown_digits import ClassPair, digits_of_class
from mnistgui.ui.state.split_reading import SplitReading
from mnistgui.ui.strings import tr

_FLAG, _NOTE = "\u2691 ", "\u270e "  # a flag, a pencil


def counted(found: SplitReading, pair: ClassPair | None = None) -> str:
    """Return how many digits are misread, or how many of a class are read as another."""
    if pair is not None:
        return _counted_of_pair(found, pair)
    wrong, total = len(found.reading.misread), len(found.split)
    return tr("{0} misread ({1})").format(thousands(wrong), per_cent(wrong / total))


def _counted_of_pair(found: SplitReading, pair: ClassPair) -> str:
    if pair.true not in found.class_names:
        return ""
    of_class = int((found.reading.targets == found.class_names.index(pair.true)).sum())
    if not of_class:
        return ""
    n, name = len(rows_of_pair(found, pair)), digits_of_class(pair.true)
    return tr("{0} of {1} {2} ({3})").format(
        thousands(n), thousands(of_class), name, per_cent(n / of_class)
    )


def caption(
    found: SplitReading, i: int, *, with_index: bool = False, mark: DigitMark | None = None
) -> str:
    """Return the caption of a digit: its flag, its reading, how sure that is, and its label."""
    reading, names = found.reading, found.class_names
    read_as, sure = names[reading.predicted[i]], float(reading.probabilities[i].max())
    flag = "" if mark is None else _FLAG if mark.flagged else _NOTE
    text = _caption(read_as, sure, names[reading.targets[i]], f"#{i} " if with_index else "")
    return flag + text


def widest_caption(found: SplitReading, *, with_index: bool = False) -> str:
    """Return a caption as wide as any."""
    name = max(found.class_names, key=len)
    return _FLAG + _caption(name, 1.0, name, f"#{len(found.split)} " if with_index else "")


def _caption(read_as: str, sure: float, name: str, index: str) -> str:
    return f"{read_as}  {per_cent(sure)}\n{index}" + tr("is {0}").format(name)


def marked_in_words(sentence: str, mark: DigitMark | None) -> str:
    """Add the flag and the note of a digit to a sentence on it."""
    if mark is None:
        return sentence
    flagged = tr("{0}; flagged").format(sentence) if mark.flagged else sentence
    return f"{flagged}: {mark.note}" if mark.note else flagged


def in_words(found: SplitReading, part: Part, i: int) -> str:
    """Return the label and the reading of a digit, in a sentence."""
    reading = found.reading
    return tr("{0} digit {1} is {2}, read as {3} with {4}").format(
        part.title,
        thousands(i),
        found.class_names[reading.targets[i]],
        found.class_names[reading.predicted[i]],
        per_cent(float(reading.probabilities[i].max()), 1),
    )
