"""Edits of a network's weights: units, pruning, single weights, units of other networks.

Each edit makes another network; the one that is edited stays as it is.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from mnistgui.errors import UserError
from mnistgui.nn.layers import Dense
from mnistgui.nn.network import Network, architecture
from mnistgui.notation import with_minus


class WeightEdit(Protocol):
    """One change of a network."""

    def apply(self, network: Network) -> Network:
        """Make the changed network.

        Parameters
        ----------
        network : Network
            Of dense layers; not changed.

        Returns
        -------
        Network
            It shares the arrays that stay as they are.

        Raises
        ------
        UserError
            The network has no such unit or weight.
        """

    def in_words(self) -> str:
        """Say what it does, without a full stop."""


@dataclass(frozen=True)
class ScaleUnit:
    """Multiplies what a hidden unit passes on; 0 mutes it.

    Parameters
    ----------
    layer : int
        Counted from 1.
    unit : int
        Counted from 0.
    factor : float
    """

    layer: int
    unit: int
    factor: float

    def apply(self, network: Network) -> Network:
        """See :class:`WeightEdit`: the unit's outgoing weights are multiplied."""
        layers = _checked(network, self.layer, self.unit)
        if self.layer == len(layers):
            raise UserError(
                "outputs pass nothing on; units of hidden layers can be muted and scaled"
            )
        W = layers[self.layer].W.copy()
        W[self.unit] *= W.dtype.type(self.factor)
        return _with_layer(network, self.layer + 1, replace(layers[self.layer], W=W))

    def in_words(self) -> str:
        """See :class:`WeightEdit`."""
        name = _unit_name(self.layer, self.unit)
        return f"mute {name}" if self.factor == 0 else f"scale {name} by {_plain(self.factor)}"


@dataclass(frozen=True)
class ShiftUnit:
    """Adds a number to the bias of a unit; see :class:`ScaleUnit` for ``layer`` and ``unit``."""

    layer: int
    unit: int
    amount: float

    def apply(self, network: Network) -> Network:
        """See :class:`WeightEdit`."""
        layer = _checked(network, self.layer, self.unit)[self.layer - 1]
        b = layer.b.copy()
        b[self.unit] += b.dtype.type(self.amount)
        return _with_layer(network, self.layer, replace(layer, b=b))

    def in_words(self) -> str:
        """See :class:`WeightEdit`."""
        return f"shift {_unit_name(self.layer, self.unit)} by {_plain(self.amount)}"


@dataclass(frozen=True)
class SetWeight:
    """Sets one weight of a unit, from an input counted from 0; see :class:`ScaleUnit`."""

    layer: int
    unit: int
    source: int
    value: float

    def apply(self, network: Network) -> Network:
        """See :class:`WeightEdit`."""
        layer = _checked(network, self.layer, self.unit)[self.layer - 1]
        if not 0 <= self.source < len(layer.W):
            raise UserError(
                f"layer {self.layer} has no input {self.source}; 0 to {len(layer.W) - 1} are "
                "accepted"
            )
        W = layer.W.copy()
        W[self.source, self.unit] = self.value
        return _with_layer(network, self.layer, replace(layer, W=W))

    def in_words(self) -> str:
        """See :class:`WeightEdit`."""
        name = _unit_name(self.layer, self.unit)
        return f"set the weight from input {self.source} to {name} to {_plain(self.value)}"


@dataclass(frozen=True, eq=False)
class SwapUnit:
    """Puts a unit of another network into the place of a unit; see :class:`ScaleUnit`.

    Its weights from below, its bias and, of a hidden unit, its weights to the units above come
    with it.

    Parameters
    ----------
    layer : int
    unit : int
        The unit that is replaced.
    other : Network
        Of the same layers; not changed.
    source : int
        The unit of ``other`` in the same layer, counted from 0.
    name : str
        Of the other network, for people.
    """

    layer: int
    unit: int
    other: Network
    source: int
    name: str

    def apply(self, network: Network) -> Network:
        """See :class:`WeightEdit`."""
        layers = _checked(network, self.layer, self.unit)
        if self.other.widths != network.widths:
            raise UserError(
                f"{self.name} has layers of {architecture(self.other.widths)} units; a network of "
                f"{architecture(network.widths)} is accepted"
            )
        theirs = _checked(self.other, self.layer, self.source)
        mine = layers[self.layer - 1]
        W, b = mine.W.copy(), mine.b.copy()
        W[:, self.unit] = theirs[self.layer - 1].W[:, self.source]
        b[self.unit] = theirs[self.layer - 1].b[self.source]
        network = _with_layer(network, self.layer, replace(mine, W=W, b=b))
        if self.layer == len(layers):
            return network
        above = layers[self.layer].W.copy()
        above[self.unit] = theirs[self.layer].W[self.source]
        return _with_layer(network, self.layer + 1, replace(layers[self.layer], W=above))

    def in_words(self) -> str:
        """See :class:`WeightEdit`."""
        mine = _unit_name(self.layer, self.unit)
        return f"swap {mine} for unit {self.source + 1} of {self.name}"


@dataclass(frozen=True)
class Prune:
    """Sets the smallest weights of all layers together to 0.

    Han, Pool, Tran and Dally 2015, "Learning both weights and connections for efficient neural
    networks": weights of a small magnitude can be left out with little loss.

    Parameters
    ----------
    share : float
        Of all weights, from 0 to 1; biases are left alone.
    """

    share: float

    def apply(self, network: Network) -> Network:
        """See :class:`WeightEdit`."""
        if not 0 <= self.share <= 1:
            raise UserError(f"a share of {self.share:g} cannot be pruned; 0 to 1 are accepted")
        layers = network.dense_layers()
        sizes = np.concatenate([np.abs(layer.W).ravel() for layer in layers])
        count = round(self.share * len(sizes))
        if not count:
            return network
        limit = np.partition(sizes, count - 1)[count - 1]
        pruned = [replace(one, W=np.where(np.abs(one.W) <= limit, 0, one.W)) for one in layers]
        return replace(network, layers=pruned)

    def in_words(self) -> str:
        """See :class:`WeightEdit`."""
        return f"prune the smallest {100 * self.share:g} % of the weights"


def edited(network: Network, edits: Iterable[WeightEdit]) -> Network:
    """Apply edits one after the other.

    Parameters
    ----------
    network : Network
        Not changed.
    edits : iterable of WeightEdit

    Returns
    -------
    Network

    Raises
    ------
    UserError
        The network has no such unit or weight.
    """
    for edit in edits:
        network = edit.apply(network)
    return network


def _checked(network: Network, layer: int, unit: int) -> list[Dense]:
    layers = network.dense_layers()
    if not 1 <= layer <= len(layers):
        raise UserError(f"there is no layer {layer}; 1 to {len(layers)} are accepted")
    count = layers[layer - 1].W.shape[1]
    if not 0 <= unit < count:
        raise UserError(f"layer {layer} has no unit {unit + 1}; 1 to {count} are accepted")
    return layers


def _with_layer(network: Network, number: int, layer: Dense) -> Network:
    layers = list(network.layers)
    layers[number - 1] = layer
    return replace(network, layers=layers)


def _plain(number: float) -> str:
    return with_minus(f"{number:g}")


def _unit_name(layer: int, unit: int) -> str:
    return f"unit {unit + 1} of layer {layer}"
