"""What the Data panel says about a part of the data set and about one digit."""

from mnistgui.data.dataset import Split
from mnistgui.data.describe import SplitInfo
from mnistgui.files.tables import Table
from mnistgui.per_cent import per_cent
from mnistgui.ui.strings import tr


def described(info: SplitInfo, part: str) -> str:
    """Shape, type, range and counts of a part, in two sentences."""
    if not info.count:
        return tr("{0}: there are no digits.").format(part)
    words = tr("{0}: {1} digits, {2} pixels each, {3} from {4} to {5}, {6} ink on average.")
    pixels = words.format(
        part,
        f"{info.count:,}",
        info.shape[1],
        info.dtype,
        info.lowest,
        info.highest,
        per_cent(info.mean_ink, 1),
    )
    counts = ", ".join(f"{digit}: {count:,}" for digit, count in enumerate(info.per_class))
    return pixels + " " + tr("Digits of each class: {0}.").format(counts)


def caption(split: Split, i: int) -> str:
    """The index of a digit and its label."""
    return tr("#{0} is {1}").format(i, split.labels[i])


def in_words(split: Split, i: int, part: str) -> str:
    """One digit in a sentence."""
    return tr("{0} digit {1} is labelled {2}").format(part, f"{i:,}", split.labels[i])


def digit_table(split: Split, rows: list[int]) -> Table:
    """Index, label and pixels of some digits."""
    header = ("index", "label", *(f"pixel {n}" for n in range(split.images.shape[1])))
    return Table(header, tuple((i, int(split.labels[i]), *split.images[i].tolist()) for i in rows))
