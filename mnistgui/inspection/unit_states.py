"""States of hidden units: how often each fires, and which are dead, saturated or all the same."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mnistgui.nn.activations import Activation, ReLU, Sigmoid, Tanh
from mnistgui.nn.arrays import Array

SATURATED_SLOPE = 0.05  # of the steepest: tanh is flatter beyond 0.975, a sigmoid beyond 0.987
SATURATED_SHARE = 0.95  # of the digits, from which on a unit counts as saturated
_SAME = 1e-4  # distance of two units' weights, as a part of their length, up to which they are one

_STEEPEST = {Tanh.name: 1.0, Sigmoid.name: 0.25}


@dataclass(frozen=True, eq=False)
class UnitStates:
    """The states of the units of a hidden layer.

    Parameters
    ----------
    fires : ndarray of shape (units,), float64
        Share of the digits for which a unit's pre-activation is above 0.
    flat : ndarray of shape (units,), float64
        Share of the digits for which the activation's slope is below 5 % of its steepest; 0 for
        activations that have no upper and lower limit.
    dead : ndarray of shape (units,), bool
        ReLU units that fire for no digit: their gradient is 0 for all of them.
    """

    fires: NDArray[np.float64]
    flat: NDArray[np.float64]
    dead: NDArray[np.bool_]

    @property
    def saturated(self) -> NDArray[np.bool_]:
        """Units whose slope is next to none for at least 95 % of the digits, (units,), bool."""
        return self.flat >= SATURATED_SHARE


def unit_states(activation: Activation, a: Array) -> UnitStates:
    """Tell the states of units from their activations.

    Parameters
    ----------
    activation : Activation
        Of the layer.
    a : ndarray of shape (n_samples, units), float32 or float64
        At least one sample.

    Returns
    -------
    UnitStates
    """
    middle = 0.5 if isinstance(activation, Sigmoid) else 0.0
    fires = np.count_nonzero(a > middle, axis=0) / len(a)
    flat = np.zeros(a.shape[1])
    steepest = _STEEPEST.get(activation.name)
    if steepest is not None:
        slopes = np.ones_like(a)
        activation.multiply_derivative(slopes, a)
        flat = np.count_nonzero(slopes < SATURATED_SLOPE * steepest, axis=0) / len(a)
    dead = (fires == 0) & isinstance(activation, ReLU)
    return UnitStates(fires, flat, dead)


def identical_share(W: Array, b: Array) -> float:
    """Compute the share of the units that another unit of the layer equals.

    Parameters
    ----------
    W : ndarray of shape (fan_in, units)
    b : ndarray of shape (units,)

    Returns
    -------
    float
        From 0 to 1. Units are equal whose weights and bias lie within a ten-thousandth of their
        length: those that began equal differ in their last digits, since products are rounded.
    """
    units = np.vstack((W, b)).T.astype(np.float64)
    length = np.linalg.norm(units, axis=1)
    order = np.lexsort((units @ np.sin(np.arange(units.shape[1])), length))
    # Equal units are of one length, and so stand beside each other in this order.
    near = units[order]
    same = np.linalg.norm(np.diff(near, axis=0), axis=1) <= _SAME * length[order][1:]
    doubled = np.zeros(len(units), bool)
    doubled[1:] |= same
    doubled[:-1] |= same
    return float(doubled.mean())
