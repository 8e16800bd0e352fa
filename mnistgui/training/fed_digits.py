"""The digits a feed holds, measured: without most of the zeros, as they are learnt."""

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
    """Training digits as a feed holds them, with what they stand for.

    Parameters
    ----------
    feed : Feed
        One that is ragged.
    subset : PixelSubset
        Which pixels of an image the feed's columns are.
    """

    feed: Feed
    subset: PixelSubset

    def evaluate(self, network: Network, between: Callable[[], None] = at_once) -> Metrics:
        """Measure loss and accuracy, on digits whose ink ends first before the others.

        Parameters
        ----------
        network : Network
            Reads all pixels.
        between : callable
            Called between two pieces of the work; may wait.

        Returns
        -------
        Metrics
            Those of the whole images, but for the order in which numbers are added up.
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
