"""Measures the training digits from a feed's arrays, which leave most zeros out."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Self

from mnistgui.nn.arrays import Array, Indices
from mnistgui.nn.layers import with_inputs
from mnistgui.nn.network import Network
from mnistgui.training.config import TrainingConfig
from mnistgui.training.evaluation import at_once, measure_chunks
from mnistgui.training.events import Metrics
from mnistgui.training.feed import Feed
from mnistgui.training.pixel_subset import PixelSubset


@dataclass(frozen=True, eq=False)
class FedDigits:
    """The training digits of a feed, with the pixel of each of its columns.

    Parameters
    ----------
    feed : Feed
        Its ``ragged`` is true.
    subset : PixelSubset
        Which pixel of an image each column of the feed holds.
    """

    feed: Feed
    subset: PixelSubset

    @classmethod
    def where_faster(
        cls, feed: Feed, subset: PixelSubset, config: TrainingConfig, *, one_thread: bool
    ) -> Self | None:
        """Choose whether the training digits are measured as the feed holds them.

        Parameters
        ----------
        feed : Feed
        subset : PixelSubset
        config : TrainingConfig
        one_thread : bool
            Whether the products of the run use one thread.

        Returns
        -------
        FedDigits or None
            None where that takes longer: under an L2 penalty all pixels keep their order, in which
            hardly a zero comes last; with several threads, gathering the digits takes longer than
            it saves.
        """
        gains = feed.ragged and not config.l2 and one_thread
        return cls(feed, subset) if gains else None

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
        first, *others = self.subset.narrow_view(network).layers

        def answers(rows: slice) -> tuple[Array, Indices]:
            chosen = order[rows]
            width = int(ends[chosen[-1]])  # the largest, as they are sorted
            reader = replace(network, layers=[with_inputs(first, slice(width)), *others])
            return reader.logits(images[chosen, :width]), targets[chosen]

        return measure_chunks(network.head, len(order), answers, between)
