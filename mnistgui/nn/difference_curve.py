"""How well finite differences agree with backpropagation as the step of the differences shrinks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mnistgui.nn.arrays import Array, Indices
from mnistgui.nn.checked_gradient import GradientCheck
from mnistgui.nn.gradient_check import gradient_check
from mnistgui.nn.network import Network

# Steps of 1 / N; half decades from 1 to 100,000, where the step is that of the check itself.
STEPS = (1, 3, 10, 32, 100, 316, 1000, 3162, 10_000, 31_623, 100_000)

_ROUNDING = 1e-15
_SMALL = 1000


@dataclass(frozen=True, eq=False)
class DifferenceCurve:
    """The check at each N, where each weight is moved by ``1 / N``.

    Parameters
    ----------
    n : ndarray of shape (n_points,), int64
    checks : sequence of GradientCheck
        The check at each N.
    """

    n: NDArray[np.int64]
    checks: Sequence[GradientCheck]

    @property
    def max_difference(self) -> NDArray[np.float64]:
        """Largest absolute difference of all weights checked, shape (n_points,)."""
        return np.array([check.max_difference for check in self.checks])

    @property
    def best(self) -> int:
        """Where the check is most exact, among steps small enough to be a slope.

        Small steps lose digits to rounding, and more of them the larger the cost is.
        """
        errors = [check.max_relative_error for check in self.checks]
        small = np.flatnonzero(self.n >= min(_SMALL, self.n[-1]))
        return int(small[np.argmin(np.array(errors)[small])])

    @property
    def falls(self) -> bool:
        """Whether each tenfold N at least halves the differences, down to rounding.

        Differences of costs near 1 are exact to about ``1e-15 * N``; below that nothing falls.
        """
        decades = np.arange(np.floor(np.log10(self.n[-1])) + 1)
        known = np.log10(np.maximum(self.max_difference, _ROUNDING))
        tenfold = 10 ** np.interp(decades, np.log10(self.n), known)
        rounded = tenfold[1:] <= _ROUNDING * 10 ** decades[1:]
        return bool(((tenfold[1:] < tenfold[:-1] / 2) | rounded).all())


def difference_curve(
    network: Network,
    x: Array,
    targets: Indices,
    *,
    layer: int | None = None,
    unit: int | None = None,
    l2: float = 0.0,
    most: int = 200,
    steps: Sequence[int] = STEPS,
) -> Iterator[DifferenceCurve]:
    """Check a gradient with differences of ever smaller steps, on the same weights each time.

    Parameters
    ----------
    network : Network
        Left as it is; the comparison is made in float64.
    x : ndarray of shape (n_samples, n_inputs), float32 or float64
        Scaled pixels.
    targets : ndarray of shape (n_samples,), intp
        True class of each sample.
    layer, unit, l2, most
        As :func:`mnistgui.nn.gradient_check.gradient_check` takes them.
    steps : sequence of int
        The N to try, rising.

    Yields
    ------
    DifferenceCurve
        One longer by a step each time; the last is the whole curve.
    """
    checks: list[GradientCheck] = []
    for n in steps:
        check = gradient_check(
            network, x, targets, l2=l2, epsilon=1 / n, layer=layer, unit=unit, most=most
        )
        checks.append(check)
        yield DifferenceCurve(np.array(steps[: len(checks)]), tuple(checks))
