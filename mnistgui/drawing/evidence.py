"""Evidence: which pixels speak for a class and which against it, measured in two ways.

Both measure in log-odds of the class. *Input x gradient* multiplies the ink of a pixel, counted
from blank paper, with the slope there (Shrikumar et al. 2016). *Occlusion* covers a small patch
with paper and reads the image again (Zeiler and Fergus 2014); a pixel's evidence is the mean loss
of log-odds by the patches over it. An explanation is evidence with what every layer answered.
"""

import math
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from mnistgui.nn.arrays import Array
from mnistgui.nn.backprop import input_gradients
from mnistgui.nn.heads import log_odds, log_odds_slopes
from mnistgui.nn.network import Network

PATCH = 4
STRIDE = 2
_PATCHES_OVER_A_PIXEL = (PATCH // STRIDE) ** 2


@dataclass(frozen=True, eq=False)
class Evidence:
    """The evidence for every class, in log-odds.

    Parameters
    ----------
    log_odds : ndarray of shape (n_classes,)
        The log-odds of the image.
    gradient, occlusion : ndarray of shape (n_classes, side * side)
        Positive where the ink speaks for the class, negative where it speaks against it.
    """

    log_odds: Array
    gradient: Array
    occlusion: Array


@cache
def patches(side: int) -> NDArray[np.bool_]:
    """Return every place of the patch, some beyond the border so that all pixels count alike.

    Parameters
    ----------
    side : int
        Of the image, in pixels.

    Returns
    -------
    ndarray of shape (n_patches, side * side), dtype bool
        True where a patch covers the image.
    """
    starts = np.arange(STRIDE - PATCH, side, STRIDE)
    pixel = np.arange(side)
    along = (pixel >= starts[:, None]) & (pixel < starts[:, None] + PATCH)
    both = along[:, None, :, None] & along[None, :, None, :]
    made: NDArray[np.bool_] = both.reshape(-1, side * side)
    made.setflags(write=False)
    return made


def evidence(network: Network, image: NDArray[np.uint8]) -> Evidence:
    """Compute the evidence for every class.

    Parameters
    ----------
    network : Network
    image : ndarray of shape (side * side,), dtype uint8

    Returns
    -------
    Evidence
        NaN or infinite where the network's numbers leave the range of their type.
    """
    x = network.pixel_scaling.scaled(image[None], network.dtype)
    outputs = network.forward(x)
    with np.errstate(over="ignore", invalid="ignore"):
        return Evidence(
            log_odds(outputs[-1])[0],
            _input_x_gradient(network, x, outputs),
            _occlusion(network, image, outputs[-1]),
        )


def _input_x_gradient(network: Network, x: Array, outputs: list[Array]) -> Array:
    """Return the evidence by gradient for every class: (n_classes, side * side)."""
    slopes = input_gradients(network, outputs, log_odds_slopes(outputs[-1]))
    paper = network.pixel_scaling.scaled(np.zeros((1, network.widths[0]), np.uint8), network.dtype)
    return np.asarray(slopes * (x - paper), network.dtype)


def _occlusion(network: Network, image: NDArray[np.uint8], logits: Array) -> Array:
    """Return the evidence by occlusion for every class: (n_classes, side * side)."""
    places = patches(math.isqrt(image.size))
    inked = places[places[:, image > 0].any(axis=1)]  # covering paper changes nothing
    left = log_odds(network.logits(np.where(inked, np.uint8(0), image)))
    cost = log_odds(logits) - left
    return np.asarray(cost.T @ inked.astype(network.dtype) / _PATCHES_OVER_A_PIXEL, network.dtype)


@dataclass(frozen=True, eq=False)
class Explanation:
    """What happened inside a network while it read an image.

    Parameters
    ----------
    activations : tuple of ndarray of shape (units,)
        One a layer; the last are the probabilities of the classes.
    evidence : Evidence
        Which pixels spoke for which class.
    class_names : tuple of str
        Names of the classes.
    """

    activations: tuple[Array, ...]
    evidence: Evidence
    class_names: tuple[str, ...]

    @property
    def answer(self) -> int:
        """The index of the likeliest class."""
        return int(self.activations[-1].argmax())


def explain(network: Network, image: NDArray[np.uint8]) -> Explanation:
    """Read an image and keep what happens inside the network.

    Parameters
    ----------
    network : Network
    image : ndarray of shape (784,), dtype uint8

    Returns
    -------
    Explanation
    """
    activations = tuple(layer[0] for layer in network.activations(image[None]))
    return Explanation(activations, evidence(network, image), network.head.class_names)
