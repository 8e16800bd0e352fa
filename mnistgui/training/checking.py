"""Chooses what a gradient check works on: a network in float64, and digits away from bends."""

import itertools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import Split
from mnistgui.errors import UserError
from mnistgui.nn.activations import LeakyReLU, ReLU
from mnistgui.nn.arrays import Indices
from mnistgui.nn.gradient_check import EPSILON, in_float64
from mnistgui.nn.network import Network
from mnistgui.training.config import TrainingConfig
from mnistgui.training.mistakes import with_mistake
from mnistgui.training.model import make_network
from mnistgui.training.scope import Scope

N_DIGITS = 10
_TRIES = 40
_EVERYTHING = Scope()


@dataclass(frozen=True, eq=False)
class CheckedCase:
    """The network and the digits of a gradient check.

    Parameters
    ----------
    network : Network
        In float64.
    x : ndarray of shape (n_samples, 784), float64
        Scaled pixels.
    targets : ndarray of shape (n_samples,), intp
    l2 : float
        Strength of the penalty.
    """

    network: Network
    x: NDArray[np.float64]
    targets: Indices
    l2: float


def new_network_case(
    config: TrainingConfig, split: Split, mistake: str | None = None, scope: Scope = _EVERYTHING
) -> CheckedCase:
    """Choose a new network of some settings and its digits.

    Parameters
    ----------
    config : TrainingConfig
    split : Split
        Where the digits are drawn from.
    mistake : str or None
        Swapped in, see :func:`mnistgui.training.mistakes.with_mistake`; None for that of the
        settings.
    scope : Scope
        Which weights will be checked, and on which digits.

    Returns
    -------
    CheckedCase

    Raises
    ------
    UserError
        As :func:`checked_case` does.
    """
    mistake = config.mistake if mistake is None else mistake
    network = make_network(config)
    return checked_case(network, split, mistake, scope, l2=config.l2, seed=config.seed)


def checked_case(
    network: Network,
    split: Split,
    mistake: str | None = None,
    scope: Scope = _EVERYTHING,
    *,
    l2: float = 0.0,
    seed: int = 0,
    epsilon: float = EPSILON,
) -> CheckedCase:
    """Choose up to ten digits to check a network on.

    Parameters
    ----------
    network : Network
        Left as it is.
    split : Split
        Where the digits are drawn from.
    mistake : str or None
        Swapped in, see :func:`mnistgui.training.mistakes.with_mistake`.
    scope : Scope
        Which weights will be checked, and on which digits.
    l2 : float
    seed : int
        Of the draw.
    epsilon : float
        How far each weight will be moved; digits that carry a ReLU over its bend by that are passed
        over for others. Weights of the output layer carry none over.

    Returns
    -------
    CheckedCase

    Raises
    ------
    UserError
        The mistake cannot be made or cannot show, there is no such unit or digit, or no digit lies
        clear of the bends.
    """
    network = in_float64(network)
    bends = scope.checked_layer(network) != len(network.layers)
    wrong = with_mistake(network, mistake)
    _refuse_one_digit(scope, mistake)
    order = _candidates(scope, split, seed)
    x = network.pixel_scaling.scaled(split.images[order], np.float64).astype(np.float64)
    rows = np.flatnonzero(clear_of_bends(network, x, epsilon)) if bends else np.arange(len(x))
    if not len(rows):
        raise UserError(_no_digit_is_clear(scope, len(order), epsilon))
    rows = rows[:N_DIGITS]
    return CheckedCase(wrong, x[rows], network.head.targets(split.labels[order[rows]]), l2)


def _refuse_one_digit(scope: Scope, mistake: str | None) -> None:
    if scope.digit is not None and mistake == "A":
        raise UserError(
            "mistake A shows on several digits only, as a batch of one digit is one row; check "
            "the output layer on ten digits"
        )


def _no_digit_is_clear(scope: Scope, tried: int, epsilon: float) -> str:
    if scope.digit is not None:
        return (
            f"digit {scope.digit} lies nearer than {epsilon:g} to a bend of this network's ReLUs, "
            "where no slope is right; another digit or the output layer can be checked"
        )
    return (
        f"none of {tried} digits lies further than {epsilon:g} from the bends of this "
        "network's ReLUs; a network with fewer units, or with tanh, can be checked"
    )


def _candidates(scope: Scope, split: Split, seed: int) -> NDArray[np.intp]:
    """Return the indices of digits that may be used, the preferred ones first."""
    if scope.digit is None:
        return np.random.default_rng(seed).permutation(len(split))[: _TRIES * N_DIGITS]
    if not 0 <= scope.digit < len(split):
        raise UserError(
            f"there is no training digit with the index {scope.digit}; accepted are 0 to "
            f"{len(split) - 1}"
        )
    return np.array([scope.digit], np.intp)


def clear_of_bends(network: Network, x: NDArray[np.float64], epsilon: float) -> NDArray[np.bool_]:
    """Return which digits keep every ReLU on its side, whichever single weight is moved.

    Parameters
    ----------
    network : Network
        In float64.
    x : ndarray of shape (n_samples, n_inputs), float64
    epsilon : float
        How far a weight is moved.

    Returns
    -------
    ndarray of shape (n_samples,), bool

    Raises
    ------
    UserError
        The network has other layers than dense ones, for which the bound below does not hold.

    Notes
    -----
    Moving a weight into layer k moves its pre-activation by at most ``epsilon * max |a_{k-1}|``
    (by ``epsilon`` for a bias). Through layer l a change of the activations by at most d moves
    no pre-activation by more than ``d * max_j sum_i |W_ij|``, as no activation here is steeper
    than 1.
    """
    clear = np.ones(len(x), np.bool_)
    reach = np.zeros(len(x))
    a = x
    for layer, above in itertools.pairwise(network.dense_layers()):
        own = epsilon * np.maximum(np.abs(a).max(axis=1), 1.0)
        reach = np.maximum(reach * np.abs(layer.W).sum(axis=0).max(), own)
        z = a @ layer.W + layer.b
        if isinstance(layer.activation, ReLU | LeakyReLU):
            heard = above.W.any(axis=1)  # Nobody notices the bend of a unit without a way on.
            clear &= (np.abs(z[:, heard]) > reach[:, np.newaxis]).all(axis=1)
        layer.activation.apply(z)
        a = z
    return clear
