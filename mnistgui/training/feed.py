"""The feed: brings the pixels of a batch into the network's input buffer.

Pixels that are 0 in every training image cannot change anything the network learns: they add
nothing to a sum and their weights get no gradient. Leaving them out is exact, and saves about a
tenth of the work on MNIST, whose corners are always empty.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mnistgui.nn.arrays import Array, Indices
from mnistgui.nn.network import Dense, Network
from mnistgui.nn.scaling import PixelScaling
from mnistgui.training.config import TrainingConfig

# Matrix products run fastest when rows fill whole vector registers.
LANES = 16


def used_pixels(
    images: NDArray[np.uint8], config: TrainingConfig, scaling: PixelScaling
) -> Indices:
    """List the pixels a training run has to look at.

    Parameters
    ----------
    images : ndarray of shape (n_samples, 784), uint8
        The training images.
    config : TrainingConfig
    scaling : PixelScaling

    Returns
    -------
    ndarray of shape (n_used,), intp
        In rising order; all of them where an empty pixel still matters - its weights shrink under
        an L2 penalty, and some scalings turn its 0 into another number.
    """
    n_pixels = images.shape[1]
    if config.l2 or scaling.offset:
        return np.arange(n_pixels)
    inked = images.any(axis=0)
    n_used = min(-(-max(int(inked.sum()), 1) // LANES) * LANES, n_pixels)
    # Empty pixels make up the number: they come last in this order.
    return np.sort(np.argsort(~inked, kind="stable")[:n_used])


@dataclass(frozen=True, eq=False)
class Feed:
    """Training digits, ready to be gathered batch by batch.

    Parameters
    ----------
    images : ndarray of shape (n_samples, n_used), uint8
        The used pixels of every training image, C-contiguous.
    targets : ndarray of shape (n_samples,), intp
        True class of each.
    scaling : PixelScaling
    """

    images: NDArray[np.uint8]
    targets: Indices
    scaling: PixelScaling

    def fill(self, rows: Indices, x: Array) -> Indices:
        """Gather a batch.

        Parameters
        ----------
        rows : ndarray of shape (batch_size,), intp
        x : ndarray of shape (batch_size, n_used), float32
            Filled with scaled pixels.

        Returns
        -------
        ndarray of shape (batch_size,), intp
            True class of each.
        """
        self.scaling.apply(self.images.take(rows, axis=0), x)
        return self.targets.take(rows)


def narrowed(network: Network, pixels: Indices) -> Network:
    """A copy of a network that reads some of the pixels only.

    Parameters
    ----------
    network : Network
        Reads all pixels.
    pixels : ndarray of shape (n_used,), intp

    Returns
    -------
    Network
        Its first layer has ``n_used`` inputs.
    """
    small = network.copy()
    small.layers[0].W = np.ascontiguousarray(network.layers[0].W[pixels])
    return small


def widened(small: Network, full: Network, pixels: Indices) -> Network:
    """Undo :func:`narrowed`: a copy that reads all pixels again.

    Parameters
    ----------
    small : Network
        Reads ``pixels`` only.
    full : Network
        Has the weights of the pixels left out.
    pixels : ndarray of shape (n_used,), intp

    Returns
    -------
    Network
    """
    W = full.layers[0].W.copy()
    W[pixels] = small.layers[0].W
    first = Dense(W, small.layers[0].b.copy(), small.layers[0].activation)
    rest = [layer.copy() for layer in small.layers[1:]]
    return Network([first, *rest], small.head, small.pixel_scaling)
