"""Says in words that a network cannot read the digits at hand, since their kinds differ."""

from mnistgui.data.dataset import Dataset
from mnistgui.data.picture_kind import DIGITS, side_of
from mnistgui.nn.heads import Logistic
from mnistgui.nn.network import Network
from mnistgui.training.fitting import reads
from mnistgui.ui.strings import tr

_MOST_NAMED = 3


def readable_digits(
    network: Network | None, dataset: Dataset | None, *, named: bool = False
) -> Dataset | None:
    """Return digits if a network can read them, or where there is none; else None.

    Where a network is known to tell classes of certain names apart, others are not its own.
    """
    if dataset is None or network is None:
        return dataset
    other_names = named and not _names_agree(network, dataset.kind.class_names)
    return None if other_names or not reads(network, dataset.kind) else dataset


def misfit_words(network: Network | None, dataset: Dataset | None, *, named: bool = False) -> str:
    """Return a sentence that a network cannot read some digits; empty where it can."""
    if network is None or dataset is None:
        return ""
    if readable_digits(network, dataset, named=named) is not None:
        return ""
    if reads(network, dataset.kind):
        words = tr("This network tells {0} apart, and {1} holds {2}: they do not fit each other.")
        names = _in_short(network.head.class_names), _in_short(dataset.kind.class_names)
        return words.format(names[0], dataset.name, names[1])
    words = tr("This network reads {0}, and {1} holds {2}: they do not fit each other.")
    return words.format(read_by(network), dataset.name, dataset.kind.summary)


def _names_agree(network: Network, names: tuple[str, ...]) -> bool:
    """Return whether a network's classes may be those; numbers other than digits say nothing."""
    head = network.head
    if isinstance(head, Logistic):
        return head.class_names[1] in names
    both = (head.class_names, names)
    nameless = (all(map(str.isdecimal, one)) and one != DIGITS for one in both)
    return head.class_names == names or any(nameless)


def _in_short(names: tuple[str, ...]) -> str:
    """Return the first names, and how many more there are."""
    listed = ", ".join(names[:_MOST_NAMED])
    more = len(names) - _MOST_NAMED
    return tr("{0} and {1} more").format(listed, more) if more > 0 else listed


def read_by(network: Network) -> str:
    """Return what a network reads, such as "26 classes of 28 x 28 pixels"."""
    side = side_of(network.widths[0])
    size = f"{side} x {side}" if side else str(network.widths[0])
    if isinstance(network.head, Logistic):
        return tr("pictures of {0} pixels").format(size)
    return tr("{0} classes of {1} pixels").format(len(network.head.class_names), size)
