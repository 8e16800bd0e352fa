"""The feed: brings the pixels of a batch into the network's input buffer.

Pixels that are 0 in every training image cannot change anything the network learns: they add
nothing to a sum and their weights get no gradient. Leaving them out is exact, and saves about a
tenth of the work on MNIST, whose corners are always empty.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.augment.settings import Augmentation
from mnistgui.data.augment.warp import augment
from mnistgui.nn.arrays import Array, Indices
from mnistgui.nn.network import Dense, Network
from mnistgui.nn.scaling import PixelScaling
from mnistgui.training.config import TrainingConfig
from mnistgui.training.randomness import Purpose, generator

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
        an L2 penalty, some scalings turn its 0 into another number, and warps bring ink to it.
    """
    n_pixels = images.shape[1]
    if config.l2 or scaling.offset or config.augmentation != "none":
        return np.arange(n_pixels)
    inked = images.any(axis=0)
    n_used = min(-(-max(int(inked.sum()), 1) // LANES) * LANES, n_pixels)
    # Empty pixels make up the number: they come last in this order.
    return np.sort(np.argsort(~inked, kind="stable")[:n_used])


@dataclass(eq=False)
class Feed:
    """Training digits, ready to be gathered batch by batch.

    Parameters
    ----------
    images : ndarray of shape (n_samples, n_used), uint8
        The used pixels of every training image, C-contiguous.
    targets : ndarray of shape (n_samples,), intp
        True class of each.
    scaling : PixelScaling
    warps : Warps or None
        How digits are warped at the start of an epoch; None to learn them as they are.
    """

    images: NDArray[np.uint8]
    targets: Indices
    scaling: PixelScaling
    warps: "Warps | None" = None
    _gathered: dict[int, NDArray[np.uint8]] = field(default_factory=dict, init=False)

    def begin_epoch(self, epoch: int) -> None:
        """Warp the digits of an epoch, if they are to be warped.

        Parameters
        ----------
        epoch : int
            Counted from 0; the same epoch always gets the same warps.
        """
        if self.warps is not None:
            self.images = self.warps.of_epoch(epoch)

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
        pixels = self._gathered.get(len(rows))
        if pixels is None:
            pixels = self._gathered[len(rows)] = np.empty(x.shape, np.uint8)
        # mode="clip" lets NumPy write straight into the buffer; no row is out of range.
        self.images.take(rows, axis=0, out=pixels, mode="clip")
        self.scaling.apply(pixels, x)
        return self.targets.take(rows)


@dataclass(frozen=True, eq=False)
class Warps:
    """Training digits that are warped anew in every epoch.

    Parameters
    ----------
    originals : ndarray of shape (n_samples, 784), uint8
    settings : Augmentation
        How far they are warped.
    seed : int
        The run's seed.
    """

    originals: NDArray[np.uint8]
    settings: Augmentation
    seed: int

    def of_epoch(self, epoch: int) -> NDArray[np.uint8]:
        """The digits as an epoch sees them.

        Parameters
        ----------
        epoch : int
            Counted from 0.

        Returns
        -------
        ndarray of shape (n_samples, 784), uint8
        """
        rng = generator(self.seed, Purpose.AUGMENTATION, epoch)
        return augment(self.originals, self.settings, rng)


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
