"""Training images as runs read them, shared by all trainers of the same digits.

To choose the pixels of 50,000 images and to copy them takes a tenth of a second and 36 MB. While
one trainer, or anybody else, holds the copy, another trainer of the same digits is given it: one
that repeats a run beside it, and the next run.
"""

import threading
from dataclasses import dataclass
from functools import cached_property
from weakref import WeakValueDictionary

import numpy as np
from numpy.typing import NDArray

from mnistgui.nn.network import Network
from mnistgui.training.config import TrainingConfig
from mnistgui.training.pixel_subset import PixelSubset
from mnistgui.training.used_pixels import ink_ends


@dataclass(frozen=True, eq=False)
class SharedDigits:
    """The pixels of training images that a run reads; nothing of it is changed in place.

    Parameters
    ----------
    source : ndarray of shape (n_samples, n_pixels), uint8
        The images. While they are held, no others can lie where they lie.
    subset : PixelSubset
    images : ndarray of shape (n_samples, n_used), uint8
        Its pixels of every image, C-contiguous.
    """

    source: NDArray[np.uint8]
    subset: PixelSubset
    images: NDArray[np.uint8]

    @cached_property
    def ends(self) -> NDArray[np.uint16]:
        """How many pixels of each image have to be read; all that follow are 0."""
        return ink_ends(self.images)


_shared: WeakValueDictionary[tuple[object, ...], SharedDigits] = WeakValueDictionary()
_lock = threading.Lock()  # so that of two threads one waits for what the other makes


def shared_digits(
    images: NDArray[np.uint8], config: TrainingConfig, network: Network
) -> SharedDigits:
    """Return the pixels that a run reads, copied once for all runs that read the same.

    Parameters
    ----------
    images : ndarray of shape (n_samples, n_pixels), uint8
        The training images, at least one; never changed in place.
    config : TrainingConfig
        Of a run that warps no digits.
    network : Network
        Of the run, reading all pixels.

    Returns
    -------
    SharedDigits
        To be held as long as it is used, or may soon be used again.
    """
    place = (images.ctypes.data, images.shape, images.strides)
    # Whether all pixels are read, and in which order, follows from these alone.
    in_order = network.layers[0].needs_input_positions
    choice = (in_order, network.pixel_scaling.offset, bool(config.l2))
    with _lock:
        found = _shared.get((*place, *choice))
        if found is None:
            subset = PixelSubset.choose(images, config, network)
            found = SharedDigits(images, subset, subset.gather(images))
            _shared[*place, *choice] = found
    return found
