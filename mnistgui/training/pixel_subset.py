"""The pixels that a training run reads: which are left out, and in which order the others are.

Everything that narrows an array to these pixels, or widens it again to all of them, is here. Their
choice is in :mod:`mnistgui.training.used_pixels`.
"""

from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from mnistgui.nn.arrays import Array, Indices
from mnistgui.nn.layers import with_inputs
from mnistgui.nn.network import Network
from mnistgui.training.config import TrainingConfig
from mnistgui.training.used_pixels import used_pixels


@dataclass(frozen=True, eq=False)
class PixelSubset:
    """Some of the pixels of an image, in an order of their own.

    Parameters
    ----------
    pixels : ndarray of shape (n_used,), intp
        Which pixels, no two the same.
    n_pixels : int
        How many an image has.
    """

    pixels: Indices
    n_pixels: int

    @classmethod
    def choose(cls, images: NDArray[np.uint8], config: TrainingConfig, network: Network) -> Self:
        """Choose the pixels that a run has to read.

        Parameters
        ----------
        images : ndarray of shape (n_samples, n_pixels), uint8
            The training images, at least one.
        config : TrainingConfig
        network : Network
            All pixels are chosen, in their order, where its first layer needs to know where a
            pixel lies.

        Returns
        -------
        PixelSubset
        """
        n_pixels = images.shape[1]
        if network.layers[0].needs_input_positions:
            return cls(np.arange(n_pixels), n_pixels)
        return cls(used_pixels(images, config, network.pixel_scaling), n_pixels)

    def gather(self, images: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Copy these pixels of some images.

        Parameters
        ----------
        images : ndarray of shape (n_samples, n_pixels), uint8

        Returns
        -------
        ndarray of shape (n_samples, n_used), uint8
            C-contiguous.
        """
        return images.take(self.pixels, axis=1)  # of all ways, the one that copies once

    def narrow(self, network: Network) -> Network:
        """Copy a network so that it reads these pixels only.

        Parameters
        ----------
        network : Network
            Reads all pixels.

        Returns
        -------
        Network
            Its first layer has ``n_used`` inputs.
        """
        return self.narrow_view(network).copy()

    def narrow_view(self, network: Network) -> Network:
        """Make a network that reads these pixels only, for a while in which none changes.

        Parameters
        ----------
        network : Network
            Reads all pixels.

        Returns
        -------
        Network
            Shares with ``network`` whatever does not belong to single pixels.
        """
        first, *rest = network.layers
        if first.needs_input_positions:
            return network
        return replace(network, layers=[with_inputs(first, self.pixels), *rest])

    def widen(self, small: Network, full: Network) -> Network:
        """Undo :meth:`narrow`: copy a network so that it reads all pixels again.

        Parameters
        ----------
        small : Network
            Reads these pixels only.
        full : Network
            Has the weights of the pixels left out.

        Returns
        -------
        Network
            With the head of ``full``: a mistake made in training is none of the network's.
        """
        first, *rest = small.copy().layers
        wide = [
            self._widened(one.array, all_pixels.array) if one.row_per_input else one.array
            for one, all_pixels in zip(first.parameters(), full.layers[0].parameters(), strict=True)
        ]
        return replace(full, layers=[first.with_parameters(wide), *rest])

    def _widened(self, array: Array, full: Array) -> Array:
        """A copy of ``full`` with the rows of these pixels from ``array``."""
        wide = full.copy()
        wide[self.pixels] = array
        return wide

    def narrow_rows(self, array: NDArray[Any]) -> NDArray[Any]:
        """Copy the rows of these pixels.

        Parameters
        ----------
        array : ndarray of shape (n_pixels, ...)

        Returns
        -------
        ndarray of shape (n_used, ...), same dtype
        """
        return array[self.pixels]

    def widen_rows(self, array: NDArray[Any]) -> NDArray[Any]:
        """Undo :meth:`narrow_rows`, with zeros for the pixels left out.

        Parameters
        ----------
        array : ndarray of shape (n_used, ...)

        Returns
        -------
        ndarray of shape (n_pixels, ...), same dtype
        """
        wide = np.zeros((self.n_pixels, *array.shape[1:]), array.dtype)
        wide[self.pixels] = array
        return wide
