"""The training digits that a network holds to be most like a drawing.

Two images are alike when the last hidden layer answers alike, in Euclidean distance. A network
without a hidden layer is compared by its logits.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import Split
from mnistgui.nn.arrays import Array, Indices
from mnistgui.nn.network import Network

CHUNK = 500
_SHORTLIST = 4  # times as many as are asked for, measured again without rounding


@dataclass(frozen=True, eq=False)
class Index:
    """What the last hidden layer of a network answers to every digit of a split.

    Parameters
    ----------
    network : Network
        Never changed in place.
    split : Split
        The digits.
    features : ndarray of shape (n_samples, units), float32 or float64
        Answers of the layer.
    squares : ndarray of shape (n_samples,), same dtype
        Their squared lengths.
    """

    network: Network
    split: Split
    features: Array
    squares: Array


@dataclass(frozen=True, eq=False)
class Neighbours:
    """The digits nearest to an image, the nearest first.

    Parameters
    ----------
    rows : ndarray of shape (n_neighbours,), dtype intp
        Where they are in the split.
    distances : ndarray of shape (n_neighbours,)
        Euclidean, between activations.
    split : Split
        The digits they are among.
    """

    rows: Indices
    distances: Array
    split: Split

    @property
    def images(self) -> NDArray[np.uint8]:
        """Pixels of shape (n_neighbours, 784), uint8."""
        return self.split.images[self.rows]

    @property
    def labels(self) -> NDArray[np.uint8]:
        """What they are, of shape (n_neighbours,), uint8."""
        return self.split.labels[self.rows]


def features(network: Network, images: NDArray[np.uint8]) -> Array:
    """What images are compared by.

    Parameters
    ----------
    network : Network
    images : ndarray of shape (n_samples, 784), dtype uint8

    Returns
    -------
    ndarray of shape (n_samples, units)
        Activations of the last hidden layer; the logits where there is none.
    """
    outputs = network.forward(network.pixel_scaling.scaled(images, network.dtype))
    return outputs[max(len(outputs) - 2, 0)]


def build_index(
    network: Network, split: Split, tell: Callable[[int, int], None] = lambda _done, _all: None
) -> Index:
    """Have a network answer every digit of a split, chunk by chunk.

    Parameters
    ----------
    network : Network
    split : Split
    tell : callable
        Told after each chunk how many digits are done, of how many; what it raises ends the work.

    Returns
    -------
    Index
    """
    units = network.widths[-2] if len(network.layers) > 1 else network.widths[-1]
    found = np.empty((len(split), units), network.dtype)
    squares = np.empty(len(split), network.dtype)
    for start in range(0, len(split), CHUNK):
        rows = slice(start, start + CHUNK)
        found[rows] = features(network, split.images[rows])
        squares[rows] = np.einsum("ij,ij->i", found[rows], found[rows])
        tell(min(start + CHUNK, len(split)), len(split))
    return Index(network, split, found, squares)


def nearest(index: Index, image: NDArray[np.uint8], count: int = 5) -> Neighbours:
    """Find the digits nearest to an image, as the network of the index sees it.

    Parameters
    ----------
    index : Index
    image : ndarray of shape (784,), dtype uint8
    count : int
        How many; fewer are found where the split holds fewer.

    Returns
    -------
    Neighbours
    """
    sought = features(index.network, image[None])[0]
    # |a - q|^2 without |q|^2, which is the same for all; one product instead of all differences.
    ranking = index.squares - 2 * (index.features @ sought)
    last = len(ranking) - 1
    likely = np.argpartition(ranking, min(_SHORTLIST * count, last))[: _SHORTLIST * count]
    distances = np.linalg.norm(index.features[likely] - sought, axis=1)
    best = np.lexsort((likely, distances))[:count]
    return Neighbours(likely[best], distances[best], index.split)
