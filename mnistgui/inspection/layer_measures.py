"""Measures of every layer at one step of a run: weights, gradient, activations and next update."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from mnistgui.inspection.unit_states import identical_share, unit_states
from mnistgui.nn.arrays import Array
from mnistgui.nn.layers import Dense
from mnistgui.nn.network import Network

SAMPLE_DIGITS = 500


@dataclass(frozen=True, eq=False)
class MeasuredArrays:
    """The arrays of one layer of which histograms are made.

    Parameters
    ----------
    weights : ndarray of shape (fan_in, fan_out)
    first_weights : ndarray of shape (fan_in, fan_out) or None
        At the start of the run; None where they are not known.
    gradient : ndarray of shape (fan_in, fan_out)
        Of the cost with respect to the weights.
    activations : ndarray of shape (n_samples, fan_out)
        Logits of the output layer.
    """

    weights: Array
    first_weights: Array | None
    gradient: Array
    activations: Array


@dataclass(frozen=True)
class LayerMeasures:
    """Numbers that tell how one layer does at one step.

    Parameters
    ----------
    layer : int
        Counted from 1.
    output : bool
        Whether it is the last layer.
    gain : float
        ``std(W) * sqrt(fan_in)``, the factor from the root mean square of what the layer reads to
        the deviation of its pre-activations, where inputs and weights are independent.
    weight_norm : float
        Frobenius norm of the weights.
    moved : float
        ``norm(W - W_start) / norm(W_start)``; NaN where the first weights are not known or 0.
    gradient_rms : float
        Root mean square of the gradient of the weights.
    activation_deviation : float
        Standard deviation of the activations; of logits in the output layer.
    update_ratio : float
        ``norm(update) / norm(W)`` of the next step; NaN where all weights are 0.
    dead : float
        Share of hidden ReLU units that fire for no digit, from 0 to 1; NaN for the output layer.
    saturated : float
        Share of hidden activations at which the slope is next to none, from 0 to 1; NaN for the
        output layer.
    identical : float
        Share of hidden units whose weights and bias are those of another unit; NaN for the output.
    """

    layer: int
    output: bool
    gain: float
    weight_norm: float
    moved: float
    gradient_rms: float
    activation_deviation: float
    update_ratio: float
    dead: float
    saturated: float
    identical: float


@dataclass(frozen=True, eq=False)
class MeasuredStep:
    """What was measured of a run after one step.

    Parameters
    ----------
    step : int
        Steps taken before.
    loss : float
        Of the digits that were measured, without the penalty.
    layers : tuple of LayerMeasures
        From the first hidden layer to the output.
    arrays : tuple of MeasuredArrays
        Of the same layers.
    """

    step: int
    loss: float
    layers: tuple[LayerMeasures, ...]
    arrays: tuple[MeasuredArrays, ...] = ()


def measure_weights(network: Network, first: Network | None, step: int) -> MeasuredStep:
    """Measure the weights alone, where there are no digits to go through the network.

    Parameters
    ----------
    network : Network
    first : Network or None
        What the run began with.
    step : int
        Steps taken.

    Returns
    -------
    MeasuredStep
        NaN for all that depends on digits.
    """
    nothing = np.full((1, 1), np.nan)
    pairs = zip(network.dense_layers(), first_weights(network, first), strict=True)
    arrays = [MeasuredArrays(layer.W, before, nothing, nothing) for layer, before in pairs]
    layers = layer_measures(network, arrays, [math.nan] * len(arrays))
    hidden = (replace(one, dead=math.nan, saturated=math.nan) for one in layers)
    return MeasuredStep(step, math.nan, tuple(hidden))


def first_weights(network: Network, first: Network | None) -> list[Array | None]:
    """Return the first weights of each layer of a network, None where they are not known."""
    if first is None:
        return [None] * len(network.layers)
    return [layer.W for layer in first.dense_layers()]


def layer_measures(
    network: Network, arrays: Sequence[MeasuredArrays], ratios: Sequence[float]
) -> tuple[LayerMeasures, ...]:
    """Measure every layer of a network.

    Parameters
    ----------
    network : Network
    arrays : sequence of MeasuredArrays
        Of each layer.
    ratios : sequence of float
        The update of each layer's weights beside them.

    Returns
    -------
    tuple of LayerMeasures
    """
    dense, last = network.dense_layers(), len(arrays)
    return tuple(
        _layer_measures(dense[i], i + 1, arrays[i], ratios[i], output=i + 1 == last)
        for i in range(last)
    )


def _layer_measures(
    layer: Dense, number: int, arrays: MeasuredArrays, update: float, *, output: bool
) -> LayerMeasures:
    W, first, a = arrays.weights, arrays.first_weights, arrays.activations
    dead = saturated = identical = math.nan
    if not output:
        states = unit_states(layer.activation, a)
        dead, saturated = float(states.dead.mean()), float(states.flat.mean())
        identical = identical_share(W, layer.b)
    return LayerMeasures(
        layer=number,
        output=output,
        gain=float(W.std(dtype=np.float64)) * math.sqrt(len(W)),
        weight_norm=frobenius_norm(W),
        moved=math.nan if first is None else length_ratio(W - first, first),
        gradient_rms=frobenius_norm(arrays.gradient) / math.sqrt(arrays.gradient.size),
        activation_deviation=float(a.std(dtype=np.float64)),
        update_ratio=update,
        dead=dead,
        saturated=saturated,
        identical=identical,
    )


def frobenius_norm(array: Array) -> float:
    """Return the root of the sum of all squares."""
    return float(np.linalg.norm(array.astype(np.float64)))


def length_ratio(change: Array, array: Array) -> float:
    """Return the length of a change of an array beside that of the array; NaN where that is 0."""
    length = frobenius_norm(array)
    return frobenius_norm(change) / length if length else math.nan
