"""The gradient check: whether backpropagation agrees with the slope of the loss itself.

Each weight is moved a little to either side and the loss is computed anew:
``(J(w + e) - J(w - e)) / (2 e)`` must equal the gradient. A network that trains on a wrong
gradient still improves for a while, which is how such mistakes live long; this shows them at once.
"""

import numpy as np
from numpy.typing import NDArray

from mnistgui.nn.arrays import Array, Indices
from mnistgui.nn.backprop import Backprop
from mnistgui.nn.checked_gradient import GradientCheck, ParameterCheck
from mnistgui.nn.moved_loss import MovedLoss
from mnistgui.nn.network import Network
from mnistgui.nn.parameters import NamedParameter, named_parameters

# Central differences err by about e**2 in truth and 1e-16 / e in rounding; this is the middle.
EPSILON = 1e-5
# Of the entries chosen from a large array, one in so many has a gradient of 0.
_SHARE_STILL = 4


def gradient_check(
    network: Network,
    x: Array,
    targets: Indices,
    *,
    l2: float = 0.0,
    epsilon: float = EPSILON,
    layer: int | None = None,
    unit: int | None = None,
    most: int = 200,
) -> GradientCheck:
    """Compare backpropagation with finite differences, in float64.

    Parameters
    ----------
    network : Network
        Of any depth, activation and head; left as it is.
    x : ndarray of shape (n_samples, n_inputs), float32 or float64
        Scaled pixels.
    targets : ndarray of shape (n_samples,), intp
        True class of each sample.
    l2, epsilon : float
        Strength of the penalty, and how far each weight is moved.
    layer : int or None
        Check the weights of this layer only, counted from 1; None for all weights and biases.
    unit : int or None
        With a layer: check only the weights that lead away from this unit of the layer below,
        ``W[unit, :]``.
    most : int
        Entries checked of each array, always the same; see :func:`chosen`.

    Returns
    -------
    GradientCheck
        Where ReLU bends within ``epsilon`` of a sample, slope and difference rightly disagree.
    """
    rng = np.random.default_rng(0)
    network, x = in_float64(network), x.astype(np.float64)
    loss = MovedLoss(network, x, targets)
    gradients = analytic_gradients(network, x, targets, l2)
    found = []
    for parameter, gradient in zip(named_parameters(network), gradients, strict=True):
        if layer is None or (parameter.layer == layer and parameter.penalised):
            indices = chosen(gradient, most, rng, unit)
            numeric = loss.slopes(parameter, indices, epsilon)
            numeric += penalty_slopes(parameter, indices, epsilon, l2)
            found.append(
                ParameterCheck(parameter.key, indices, gradient[tuple(indices.T)], numeric)
            )
    return GradientCheck(found)


def in_float64(network: Network) -> Network:
    """A copy of a network in float64."""
    return network.map_parameters(lambda parameter: parameter.array.astype(np.float64))


def analytic_gradients(
    network: Network, x: Array, targets: Indices, l2: float
) -> list[NDArray[np.float64]]:
    """Gradients by backpropagation, penalty included, in the order of the parameters."""
    backprop = Backprop(network, len(x))
    backprop.x[...] = x
    backprop.run(targets)
    gradients = []
    for parameter, gradient in zip(named_parameters(network), backprop.gradients(), strict=True):
        array = np.zeros(parameter.array.shape, np.float64)
        gradient.add_to(array, scale=1.0, keep=0.0)
        if parameter.penalised:
            array += 2 * l2 * parameter.array
        gradients.append(array)
    return gradients


def penalty_slopes(
    parameter: NamedParameter, indices: NDArray[np.intp], epsilon: float, l2: float
) -> NDArray[np.float64]:
    """Central differences of the penalty, shape (n_entries,): by the weight's own share."""
    if not parameter.penalised:
        return np.zeros(len(indices))
    w = np.asarray(parameter.array[tuple(indices.T)], np.float64)
    change: NDArray[np.float64] = l2 * ((w + epsilon) ** 2 - (w - epsilon) ** 2)
    return change / (2 * epsilon)


def chosen(
    gradient: NDArray[np.float64], most: int, rng: np.random.Generator, unit: int | None = None
) -> NDArray[np.intp]:
    """Choose entries to check.

    Where there are too many, most of those chosen have a gradient: that of a weight out of a blank
    pixel is 0 however it is computed. Some have none, lest a gradient that is missing be missed.

    Parameters
    ----------
    gradient : ndarray
    most : int
        How many are wanted, at least 1.
    rng : numpy.random.Generator
    unit : int or None
        Only entries of this row; None for all.

    Returns
    -------
    ndarray of shape (n_checked, ndim), intp
        In the order of the array.
    """
    if unit is not None:
        indices = chosen(gradient[[unit]], most, rng)
        indices[:, 0] = unit
        return indices
    flat = gradient.ravel()
    if flat.size > most:
        moving, still = np.flatnonzero(flat), np.flatnonzero(flat == 0)
        n_still = min(len(still), max(most - len(moving), most // _SHARE_STILL))
        picked = (_some(moving, most - n_still, rng), _some(still, n_still, rng))
        rows = np.sort(np.concatenate(picked))
    else:
        rows = np.arange(flat.size)
    return np.stack(np.unravel_index(rows, gradient.shape), axis=1)


def _some(rows: NDArray[np.intp], most: int, rng: np.random.Generator) -> NDArray[np.intp]:
    return rng.choice(rows, min(most, len(rows)), replace=False)
