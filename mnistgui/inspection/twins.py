"""The difference of two networks after the same step: of their weights and of their mistakes."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import Split
from mnistgui.nn.arrays import Array, Indices
from mnistgui.nn.layers import Dense
from mnistgui.nn.network import Network
from mnistgui.nn.parameters import named_parameters
from mnistgui.training.evaluation import DigitReadings, read


@dataclass(frozen=True, eq=False)
class TwinDifference:
    """Two networks after the same step, and what they read in the same digits.

    Parameters
    ----------
    step : int
        Steps that both have learnt.
    networks : tuple of (Network, Network)
    readings : tuple of (DigitReadings, DigitReadings)
        Of the same digits, in the same order.
    """

    step: int
    networks: tuple[Network, Network]
    readings: tuple[DigitReadings, DigitReadings]

    @cached_property
    def gained(self) -> Indices:
        """Indices of the digits that the second misreads and the first does not, rising."""
        return np.flatnonzero(~self._misread(0) & self._misread(1))

    @cached_property
    def lost(self) -> Indices:
        """Indices of the digits that the first misreads and the second does not, rising."""
        return np.flatnonzero(self._misread(0) & ~self._misread(1))

    @property
    def same_shapes(self) -> bool:
        """Whether the weights of both can be subtracted."""
        return self.networks[0].widths == self.networks[1].widths

    def layer_difference(self, layer: int) -> tuple[Array, Array]:
        """Subtract the weights and biases of the first network from those of the second.

        Parameters
        ----------
        layer : int
            Counted from 1; a dense layer.

        Returns
        -------
        tuple of ndarray
            Weights of shape (fan_in, fan_out), and biases of shape (fan_out,).
        """
        first, second = (network.layers[layer - 1] for network in self.networks)
        if not isinstance(first, Dense) or not isinstance(second, Dense):
            raise TypeError(f"layer {layer} is not dense")
        return second.W - first.W, second.b - first.b

    def distances(self) -> Mapping[str, float]:
        """How far the parameters of both are apart, as a share of the length of the first's.

        Returns
        -------
        mapping of str to float
            By name, ``W1``, ``b1``, ...; where the first is 0 throughout, the length itself. Empty
            where the shapes differ.
        """
        if not self.same_shapes:
            return {}
        first, second = (named_parameters(network) for network in self.networks)
        return {
            one.key: _distance(one.array, other.array)
            for one, other in zip(first, second, strict=True)
        }

    def _misread(self, place: int) -> NDArray[np.bool_]:
        reading = self.readings[place]
        wrong: NDArray[np.bool_] = reading.predicted != reading.targets
        return wrong


def twin_difference(step: int, first: Network, second: Network, split: Split) -> TwinDifference:
    """Read digits with both networks.

    Parameters
    ----------
    step : int
        Steps that both have learnt.
    first, second : Network
        They tell the same classes apart.
    split : Split

    Returns
    -------
    TwinDifference
    """
    return TwinDifference(step, (first, second), (read(first, split), read(second, split)))


def _distance(first: Array, second: Array) -> float:
    length = float(np.linalg.norm(first.astype(np.float64)))
    apart = float(np.linalg.norm(second.astype(np.float64) - first.astype(np.float64)))
    return apart / length if length else apart
