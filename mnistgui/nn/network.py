"""A network is a list of layers, a head and the scaling of its pixels."""

import hashlib
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from mnistgui.errors import UserError
from mnistgui.nn.arrays import Array
from mnistgui.nn.heads import Head
from mnistgui.nn.layers import Dense, Layer, Parameter, map_parameters
from mnistgui.nn.scaling import UNIT, PixelScaling

# Rows per chunk when many images go through at once: the activations then stay in the cache.
CHUNK_DIGITS = 1000


@dataclass(eq=False)  # one network is another than its copy; a cache can be keyed by it
class Network:
    """Layers that compute logits from pixels, and a head that interprets the logits.

    Parameters
    ----------
    layers : sequence of Layer
        From the pixels to the logits; the last has no activation.
    head : Head
        Turns logits into probabilities.
    pixel_scaling : PixelScaling
        The scaling the weights were trained with.
    """

    layers: Sequence[Layer]
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

    @np.errstate(over="ignore", invalid="ignore")
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
        outputs, dtype, n = [], self.dtype, len(x)
        for layer in self.layers:
            out = np.empty((n, *layer.output_shape), dtype)
            layer.forward(x, out)
            outputs.append(out)
            x = out
        return outputs

    def activations(self, images: NDArray[np.uint8]) -> list[Array]:
        """Compute the activations of every layer for some images.

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
        if len(images) <= CHUNK_DIGITS:
            return self._logits(images)
        out = np.empty((len(images), self.head.units), self.dtype)
        for start in range(0, len(images), CHUNK_DIGITS):
            rows = slice(start, start + CHUNK_DIGITS)
            out[rows] = self._logits(images[rows])
        return out

    def _logits(self, images: NDArray[np.uint8]) -> Array:
        return self.forward(self.pixel_scaling.scaled(images, self.dtype))[-1]

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

    @cached_property
    def dtype(self) -> type[np.floating]:
        """Of weights, biases and activations."""
        return self.layers[0].parameters()[0].array.dtype.type

    def map_parameters(self, change: Callable[[Parameter], Array]) -> "Network":
        """Make a network whose parameters are computed from those of this one.

        Parameters
        ----------
        change : callable
            Given a :class:`~mnistgui.nn.layers.Parameter`, returns the new array.

        Returns
        -------
        Network
        """
        return replace(self, layers=[map_parameters(layer, change) for layer in self.layers])

    def copy(self) -> "Network":
        """A network with arrays of its own."""
        return self.map_parameters(lambda parameter: parameter.array.copy())

    def dense_layers(self) -> list[Dense]:
        """The layers, for what can be said of dense layers alone, such as a file of weights.

        Returns
        -------
        list of Dense

        Raises
        ------
        UserError
            Another kind of layer is among them.
        """
        dense = [layer for layer in self.layers if isinstance(layer, Dense)]
        if len(dense) < len(self.layers):
            kinds = ", ".join(type(layer).__name__ for layer in self.layers)
            raise UserError(
                f"this network's layers are {kinds}; only dense (fully connected) ones are accepted"
            )
        return dense

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
    """Write the widths of a network with hyphens.

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
