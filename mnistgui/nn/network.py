"""A network is a list of dense layers, a head and the scaling of its pixels."""

import hashlib
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mnistgui.nn.arrays import Array
from mnistgui.nn.heads import Head
from mnistgui.nn.layers import Dense
from mnistgui.nn.scaling import UNIT, PixelScaling

# Rows per chunk when many images go through at once: the activations then stay in the cache.
CHUNK_DIGITS = 1000


@dataclass(eq=False)  # one network is another than its copy; a cache can be keyed by it
class Network:
    """Layers from pixels to logits, and what the logits mean.

    Parameters
    ----------
    layers : list of Dense
        From the pixels to the logits; the last has ``Identity()`` as its activation.
    head : Head
        Turns logits into probabilities.
    pixel_scaling : PixelScaling
        The scaling the weights were trained with.
    """

    layers: list[Dense]
    head: Head
    pixel_scaling: PixelScaling = UNIT

    @property
    def widths(self) -> tuple[int, ...]:
        """Units of every layer, the pixels first, such as ``(784, 100, 10)``."""
        first = math.prod(self.layers[0].input_shape)
        return (first, *(math.prod(layer.output_shape) for layer in self.layers))

    @property
    def cost(self) -> int:
        """Multiplications that one sample takes in a forward pass."""
        return sum(layer.cost for layer in self.layers)

    @property
    def parameter_count(self) -> int:
        """How many numbers training may change: all weights and biases."""
        return sum(p.size for p in self.parameters())

    def parameters(self) -> Iterator[Array]:
        """Weights and biases, layer by layer: W1, b1, W2, b2, ..."""
        for layer in self.layers:
            yield from (parameter.array for parameter in layer.parameters())

    def forward(self, x: Array) -> list[Array]:
        """Compute every layer's activations.

        Parameters
        ----------
        x : ndarray of shape (n_samples, n_pixels), float32 or float64
            Scaled pixels.

        Returns
        -------
        list of ndarray of shape (n_samples, fan_out)
            One a layer; the last holds the logits. What is beyond the range of the type is
            infinite or NaN, without a warning.
        """
        outputs = []
        for layer in self.layers:
            out = np.empty((len(x), *layer.output_shape), self.dtype)
            with np.errstate(over="ignore", invalid="ignore"):
                layer.forward(x, out)
            outputs.append(out)
            x = out
        return outputs

    def activations(self, images: NDArray[np.uint8]) -> list[Array]:
        """Compute what every layer answers to some images.

        Parameters
        ----------
        images : ndarray of shape (n_samples, 784), uint8

        Returns
        -------
        list of ndarray of shape (n_samples, units)
            Hidden activations, then the probabilities of shape (n_samples, n_classes).
        """
        outputs = self.forward(self.pixel_scaling.scaled(images, self.dtype))
        return [*outputs[:-1], self.head.probabilities(outputs[-1])]

    def logits(self, images: NDArray[np.uint8]) -> Array:
        """Compute the logits of any number of images, chunk by chunk.

        Parameters
        ----------
        images : ndarray of shape (n_samples, 784), uint8

        Returns
        -------
        ndarray of shape (n_samples, units)
        """
        out = np.empty((len(images), self.head.units), self.dtype)
        for start in range(0, len(images), CHUNK_DIGITS):
            rows = slice(start, start + CHUNK_DIGITS)
            out[rows] = self.forward(self.pixel_scaling.scaled(images[rows], self.dtype))[-1]
        return out

    def probabilities(self, images: NDArray[np.uint8]) -> Array:
        """Compute the probabilities of any number of images.

        Parameters
        ----------
        images : ndarray of shape (n_samples, 784), uint8

        Returns
        -------
        ndarray of shape (n_samples, n_classes)
            Columns as in ``head.class_names``.
        """
        return self.head.probabilities(self.logits(images))

    @property
    def dtype(self) -> type[np.floating]:
        """Of weights, biases and activations."""
        return self.layers[0].W.dtype.type

    def copy(self) -> "Network":
        """A network with arrays of its own."""
        return replace(self, layers=[layer.copy() for layer in self.layers])

    def sha256(self) -> str:
        """Fingerprint of the weights and biases: equal for the same bits in the same order.

        Returns
        -------
        str
            64 hexadecimal digits.
        """
        digest = hashlib.sha256()
        for parameter in self.parameters():
            digest.update(np.ascontiguousarray(parameter).tobytes())
        return digest.hexdigest()


def architecture(widths: Iterable[int]) -> str:
    """Write the widths of a network as people do.

    Parameters
    ----------
    widths : iterable of int
        The pixels first.

    Returns
    -------
    str
        Such as ``"784-100-10"``.
    """
    return "-".join(str(width) for width in widths)
