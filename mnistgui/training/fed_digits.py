"""Measures the training digits from a feed's arrays, which leave most zeros out."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from mnistgui.nn.arrays import Array, Indices
from mnistgui.nn.network import Network
from mnistgui.training.evaluation import at_once, measure_chunks
from mnistgui.training.events import Metrics
from mnistgui.training.feed import Feed
from mnistgui.training.pixel_subset import PixelSubset


@dataclass(frozen=True, eq=False)
class FedDigits:
    """A feed's training digits, with the pixels that its columns hold.

    Parameters
    ----------
    feed : Feed
        Its ``ragged`` is true.
    subset : PixelSubset
        Which pixel of an image each column of the feed holds.
    """

    feed: Feed
    subset: PixelSubset

    def evaluate(self, network: Network, between: Callable[[], None] = at_once) -> Metrics:
        """Measure loss and accuracy, in the order of where the digits' ink ends.

        Parameters
        ----------
        network : Network
            Reads all pixels.
        between : callable
            Called between two chunks; may wait.

        Returns
        -------
        Metrics
            As of the whole images, but for rounding: numbers are added in another order.
        """
        images, ends, targets = self.feed.images, self.feed.ends, self.feed.targets
        order = ends.argsort(kind="stable")
        W = self.subset.narrow_rows(network.layers[0].W)

        def answers(rows: slice) -> tuple[Array, Indices]:
            chosen = order[rows]
            width = int(ends[chosen[-1]])  # the largest, as they are sorted
            reader = _with_first_weights(network, W[:width])
            return reader.logits(images[chosen, :width]), targets[chosen]

        return measure_chunks(network.head, len(order), answers, between)


def _with_first_weights(network: Network, W: Array) -> Network:
    """The same network with other weights at its pixels; all else is shared."""
    first, *others = network.layers
    return replace(network, layers=[replace(first, W=W), *others])
