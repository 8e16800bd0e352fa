"""The gradient check of a preset: its network, in float64, on a few digits of a data set."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import Split
from mnistgui.errors import UserError
from mnistgui.nn.activations import LeakyReLU, ReLU
from mnistgui.nn.arrays import Indices
from mnistgui.nn.gradient_check import EPSILON, in_float64
from mnistgui.nn.heads import Softmax
from mnistgui.nn.mistakes import OnlyTrueClass, SoftmaxOverBatch
from mnistgui.nn.network import Network
from mnistgui.training.config import TrainingConfig
from mnistgui.training.model import make_network

N_DIGITS = 10
_HEADS = {"A": SoftmaxOverBatch(), "C": OnlyTrueClass()}


@dataclass(frozen=True, eq=False)
class CheckedCase:
    """What a gradient check is made on.

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


def checked_case(
    config: TrainingConfig,
    split: Split,
    mistake: str | None = None,
    *,
    n_digits: int = N_DIGITS,
    epsilon: float = EPSILON,
) -> CheckedCase:
    """Build the network of some settings and choose digits to check it on.

    Parameters
    ----------
    config : TrainingConfig
    split : Split
        Where the digits are drawn from.
    mistake : str or None
        ``"A"`` or ``"C"`` to swap in a mistake of the write-ups.
    n_digits : int
        How many digits are wanted.
    epsilon : float
        How far each weight will be moved; digits that would carry a ReLU over its bend by that
        are passed over for others.

    Returns
    -------
    CheckedCase

    Raises
    ------
    UserError
        The mistake is one of softmax and the model has none; or too few digits lie clear of the
        bends.
    """
    network = in_float64(make_network(config))
    rng = np.random.default_rng(config.seed)
    order = rng.permutation(len(split))[: 20 * n_digits]
    x = network.pixel_scaling.scaled(split.images[order], np.float64).astype(np.float64)
    clear = np.flatnonzero(clear_of_bends(network, x, epsilon))[:n_digits]
    if len(clear) < min(n_digits, len(split)):
        raise UserError(
            f"only {len(clear)} of {len(order)} digits lie further than {epsilon:g} from the bends "
            "of this network's ReLUs; check it with a smaller step"
        )
    targets = network.head.targets(split.labels[order[clear]])
    return CheckedCase(with_mistake(network, mistake), x[clear], targets, config.l2)


def with_mistake(network: Network, mistake: str | None) -> Network:
    """The same network with a mistake in its backward pass.

    Parameters
    ----------
    network : Network
    mistake : str or None
        ``"A"``, ``"C"``, or None for none.

    Returns
    -------
    Network

    Raises
    ------
    UserError
        The network has no softmax to make it in.
    """
    if mistake not in _HEADS:
        return network
    if not isinstance(network.head, Softmax):
        raise UserError(f"mistake {mistake} is one of softmax; choose a preset with ten outputs")
    return replace(network, head=_HEADS[mistake])


def clear_of_bends(network: Network, x: NDArray[np.float64], epsilon: float) -> NDArray[np.bool_]:
    """Tell which samples keep every ReLU on its side whichever single weight is moved.

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
    for layer, above in zip(network.layers[:-1], network.layers[1:], strict=True):
        own = epsilon * np.maximum(np.abs(a).max(axis=1), 1.0)
        reach = np.maximum(reach * np.abs(layer.W).sum(axis=0).max(), own)
        z = a @ layer.W + layer.b
        if isinstance(layer.activation, ReLU | LeakyReLU):
            heard = above.W.any(axis=1)  # Nobody notices the bend of a unit without a way on.
            clear &= (np.abs(z[:, heard]) > reach[:, np.newaxis]).all(axis=1)
        layer.activation.apply(z)
        a = z
    return clear
