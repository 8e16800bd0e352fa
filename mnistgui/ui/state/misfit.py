"""Says in words that a network cannot read the digits at hand, since their kinds differ."""

from mnistgui.data.dataset import Dataset
from mnistgui.data.picture_kind import side_of
from mnistgui.nn.heads import Logistic
from mnistgui.nn.network import Network
from mnistgui.training.fitting import reads
from mnistgui.ui.strings import tr


def readable_digits(network: Network | None, dataset: Dataset | None) -> Dataset | None:
    """Return digits if a network can read them, or where there is none; else None."""
    if dataset is None or network is None or reads(network, dataset.kind):
        return dataset
    return None


def misfit_words(network: Network | None, dataset: Dataset | None) -> str:
    """Return a sentence that a network cannot read some digits; empty where it can."""
    if network is None or dataset is None or readable_digits(network, dataset) is not None:
        return ""
    words = tr("This network reads {0}, and {1} holds {2}: they do not fit each other.")
    return words.format(read_by(network), dataset.name, dataset.kind.summary)


def read_by(network: Network) -> str:
    """Return what a network reads, such as "26 classes of 28 x 28 pixels"."""
    side = side_of(network.widths[0])
    size = f"{side} x {side}" if side else str(network.widths[0])
    if isinstance(network.head, Logistic):
        return tr("pictures of {0} pixels").format(size)
    return tr("{0} classes of {1} pixels").format(len(network.head.class_names), size)
