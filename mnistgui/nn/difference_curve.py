"""How well finite differences agree with backpropagation as the step of the differences shrinks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mnistgui.nn.arrays import Array, Indices
from mnistgui.nn.gradient_check import analytic_gradients, cost_function, in_float64, slope
from mnistgui.nn.network import Network
from mnistgui.nn.optimizers import named

# Steps of 1 / N; half decades from 1 to 100,000.
STEPS = (1, 3, 10, 32, 100, 316, 1000, 3162, 10_000, 31_623, 100_000)


_ROUNDING = 1e-15


@dataclass(frozen=True, eq=False)
class DifferenceCurve:
    """Largest difference against N, where each weight is moved by ``1 / N``.

    Parameters
    ----------
    key : str
        The array of weights that was moved, such as ``"W2"``.
    n : ndarray of shape (n_points,), int64
    max_difference : ndarray of shape (n_points,), float64
        Largest absolute difference of all its weights.
    worst : tuple of int
        Index of the weight that differs most at the last N.
    """

    key: str
    n: NDArray[np.int64]
    max_difference: NDArray[np.float64]
    worst: tuple[int, ...]

    @property
    def falls(self) -> bool:
        """Whether each tenfold N at least halves the differences, down to rounding.

        Differences of costs near 1 are exact to about ``1e-15 * N``; below that nothing falls.
        """
        decades = np.arange(np.floor(np.log10(self.n[-1])) + 1)
        tenfold = 10 ** np.interp(decades, np.log10(self.n), np.log10(self.max_difference))
        rounded = tenfold[1:] <= _ROUNDING * 10 ** decades[1:]
        return bool(((tenfold[1:] < tenfold[:-1] / 2) | rounded).all())


def difference_curve(
    network: Network,
    x: Array,
    targets: Indices,
    *,
    layer: int | None = None,
    l2: float = 0.0,
    steps: Sequence[int] = STEPS,
    report: Callable[[int, int], None] = lambda _done, _total: None,
) -> DifferenceCurve:
    """Compare the gradient of a layer's weights with differences of ever smaller steps.

    Parameters
    ----------
    network : Network
        Left as it is; the comparison is made in float64.
    x : ndarray of shape (n_samples, n_inputs), float32 or float64
        Scaled pixels.
    targets : ndarray of shape (n_samples,), intp
        True class of each sample.
    layer : int or None
        Counted from 1; None for the last hidden layer (the only layer where none is hidden).
    l2 : float
        Strength of the penalty.
    steps : sequence of int
        The N to try, rising.
    report : callable
        Told how many of how many steps are done; what it raises ends the work.

    Returns
    -------
    DifferenceCurve
    """
    network, x = in_float64(network), x.astype(np.float64)
    number = layer or max(len(network.layers) - 1, 1)
    at = 2 * (number - 1)
    weights = named(list(network.parameters()))[at]
    gradient = analytic_gradients(network, x, targets, l2)[at]
    cost = cost_function(network, x, targets, l2)
    largest, difference = [], np.zeros_like(gradient)
    for done, n in enumerate(steps):
        report(done, len(steps))
        for index in np.ndindex(gradient.shape):
            difference[index] = abs(slope(cost, weights, index, 1 / n) - gradient[index])
        largest.append(float(difference.max()))
    worst = tuple(int(i) for i in np.unravel_index(difference.argmax(), gradient.shape))
    return DifferenceCurve(weights.key, np.array(steps), np.array(largest), worst)
