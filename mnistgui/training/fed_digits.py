"""The training digits as a run reads them: with the pixels that it needs, in their own order."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import Dataset, Split
from mnistgui.nn.arrays import Array, Indices
from mnistgui.nn.layers import with_inputs
from mnistgui.nn.network import Network
from mnistgui.training.config import TrainingConfig
from mnistgui.training.evaluation import ShareOut, at_once, in_turn, measure_chunks
from mnistgui.training.events import Metrics
from mnistgui.training.feed import Feed
from mnistgui.training.labels import left_out_mask
from mnistgui.training.model import make_feed
from mnistgui.training.pixel_subset import PixelSubset
from mnistgui.training.shared_digits import SharedDigits, shared_digits
from mnistgui.training.warping import augmentation


@dataclass(frozen=True, eq=False)
class FedDigits:
    """The training digits of a feed, with the pixel of each of its columns.

    Parameters
    ----------
    feed : Feed
    subset : PixelSubset
        Which pixel of an image each column of the feed holds.
    """

    feed: Feed
    subset: PixelSubset

    @classmethod
    def chosen(
        cls, config: TrainingConfig, dataset: Dataset, train: Split, network: Network
    ) -> Self:
        """Choose the pixels of a run's training digits, and copy them.

        Parameters
        ----------
        config : TrainingConfig
        dataset : Dataset
        train : Split
            Those digits of its training part that the run learns from.
        network : Network
            Of the run, reading all pixels.

        Returns
        -------
        FedDigits
            Digits that are not warped share their copy with other runs of the same digits.
        """
        digits: PixelSubset | SharedDigits
        if augmentation(config) is None:
            digits = shared_digits(train.images, config, network)
            subset = digits.subset
        else:
            digits = subset = PixelSubset.choose(train.images, config, network)
        feed = make_feed(config, train, network, digits)
        feed.left_out = left_out_mask(config, len(train), len(dataset.train))
        return cls(feed, subset)

    def images(self, rows: Indices, epoch: int) -> NDArray[np.uint8]:
        """Return some digits as an epoch learns them, which is the feed's epoch from then on.

        Parameters
        ----------
        rows : ndarray of shape (n_samples,), intp
        epoch : int
            Counted from 0.

        Returns
        -------
        ndarray of shape (n_samples, n_pixels), uint8
            Pixels that are not read are 0.
        """
        self.feed.begin_epoch(epoch)
        images = np.zeros((len(rows), self.subset.n_pixels), np.uint8)
        images[:, self.subset.pixels] = self.feed.images[rows]
        return images

    def measured_faster(self, config: TrainingConfig) -> bool:
        """Say whether the digits are measured faster from here than from the whole images.

        Parameters
        ----------
        config : TrainingConfig

        Returns
        -------
        bool
            False under an L2 penalty, where all pixels keep their order, in which hardly a zero
            comes last.
        """
        return self.feed.ragged and not config.l2

    def evaluate(
        self, network: Network, between: Callable[[], None] = at_once, share_out: ShareOut = in_turn
    ) -> Metrics:
        """Measure loss and accuracy, in the order of where the digits' ink ends.

        Of a feed that is ``ragged``.

        Parameters
        ----------
        network : Network
            Reads all pixels.
        between : callable
            Called between two chunks; may wait.
        share_out : callable
            Does the chunks.

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

        return measure_chunks(network.head, len(order), answers, between, share_out)
