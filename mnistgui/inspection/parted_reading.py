"""Readings of many digits in parts, each in a thread of its own.

NumPy leaves the interpreter free within its products. Threads of our own that compute with one
thread of BLAS each lose only their share to other programs; threads of BLAS wait for each other.
"""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from mnistgui.inspection.edited_reading import EditedReading
from mnistgui.nn.arrays import Array
from mnistgui.nn.network import Network

_MOST_PARTS = 4
_FEWEST_DIGITS = 500  # for which a thread is worth it
_Result = TypeVar("_Result")


@dataclass(frozen=True, eq=False)
class PartedReading:
    """What a network computes for some digits; see :class:`EditedReading`.

    Parameters
    ----------
    parts : tuple of EditedReading
        Of the same network, for the digits one after the other.
    """

    parts: tuple[EditedReading, ...]

    @classmethod
    def of_images(cls, network: Network, images: NDArray[np.uint8]) -> "PartedReading":
        """Compute everything; see :meth:`EditedReading.of_images`."""
        count = min(os.cpu_count() or 1, _MOST_PARTS, len(images) // _FEWEST_DIGITS)
        pieces = np.array_split(images, max(count, 1))
        return cls(_at_once([_reading(network, piece) for piece in pieces]))

    @property
    def network(self) -> Network:
        """The network that reads."""
        return self.parts[0].network

    @property
    def probabilities(self) -> Array:
        """What the network answers, of shape (n_samples, n_classes)."""
        return np.concatenate([part.probabilities for part in self.parts])

    def moved_to(self, network: Network) -> "PartedReading":
        """Compute the same for another network; see :meth:`EditedReading.moved_to`."""
        return PartedReading(_at_once([_moved(part, network) for part in self.parts]))


def _reading(network: Network, images: NDArray[np.uint8]) -> Callable[[], EditedReading]:
    return lambda: EditedReading.of_images(network, images)


def _moved(part: EditedReading, network: Network) -> Callable[[], EditedReading]:
    return lambda: part.moved_to(network)


def _at_once(works: Sequence[Callable[[], _Result]]) -> tuple[_Result, ...]:
    """Carry works out at the same time, one of them in this thread."""
    if len(works) == 1:
        return (works[0](),)
    with ThreadPoolExecutor(len(works) - 1) as pool:
        others = [pool.submit(work) for work in works[1:]]
        return (works[0](), *(other.result() for other in others))
