"""What the window can show so far: pictures of 28 x 28 pixels in ten classes."""

from mnistgui.data.dataset import Dataset
from mnistgui.data.picture_kind import MNIST_KIND
from mnistgui.errors import UserError
from mnistgui.nn.network import Network
from mnistgui.training.fitting import reads
from mnistgui.ui.strings import tr


def require_shown(dataset: Dataset) -> Dataset:
    """Return digits that the window can show; a UserError for others, which are trained without."""
    if MNIST_KIND.fits(dataset.kind):
        return dataset
    words = tr(
        "{0} holds {1}; the window shows {2} so far, and 'mnistgui train --data' learns any others"
    )
    kinds = dataset.kind.summary, MNIST_KIND.summary
    raise UserError(words.format(dataset.name, *kinds))


def require_network_shown(network: Network, name: str) -> None:
    """Refuse a network of another kind of pictures than the window can show, in one sentence."""
    if not reads(network, MNIST_KIND):
        words = tr(
            "{0} reads {1} pixels and tells {2} classes apart; the window shows networks of {3} so "
            "far, and 'mnistgui predict --model' reads with any"
        )
        facts = network.widths[0], len(network.head.class_names), MNIST_KIND.summary
        raise UserError(words.format(name, *facts))
