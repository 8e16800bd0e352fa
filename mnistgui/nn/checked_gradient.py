"""What a gradient check found: every entry's gradient both ways, and how far they are apart."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class CheckedEntry:
    """One weight or bias with its gradient both ways.

    Parameters
    ----------
    key : str
        Its array, such as ``"W2"`` or ``"b1"``.
    index : tuple of int
        Where it stands in that array: (from, to) for a weight, (unit,) for a bias.
    analytic, numeric : float
        Gradient by backpropagation, and by differences.
    """

    key: str
    index: tuple[int, ...]
    analytic: float
    numeric: float

    @property
    def difference(self) -> float:
        """Absolute difference of the two."""
        return abs(self.analytic - self.numeric)

    @property
    def layer(self) -> int:
        """Number of its layer, counted from 1."""
        return int(self.key[1:])


@dataclass(frozen=True, eq=False)
class ParameterCheck:
    """The comparison for one array of weights or biases.

    Parameters
    ----------
    key : str
        Such as ``"W2"`` or ``"b1"``.
    indices : ndarray of shape (n_checked, ndim), intp
        Which entries were checked.
    analytic, numeric : ndarray of shape (n_checked,), float64
        Gradient by backpropagation, and by differences.
    """

    key: str
    indices: NDArray[np.intp]
    analytic: NDArray[np.float64]
    numeric: NDArray[np.float64]

    @property
    def differences(self) -> NDArray[np.float64]:
        """Absolute difference of each checked entry, shape (n_checked,)."""
        return np.abs(self.analytic - self.numeric)

    @property
    def worst(self) -> "CheckedEntry":
        """The entry that differs most."""
        at = int(self.differences.argmax())
        index = tuple(int(i) for i in self.indices[at])
        return CheckedEntry(self.key, index, float(self.analytic[at]), float(self.numeric[at]))


@dataclass(frozen=True, eq=False)
class GradientCheck:
    """The outcome of a check.

    Parameters
    ----------
    parameters : sequence of ParameterCheck
        One a weight or bias array, in the order of the layers.
    """

    parameters: Sequence[ParameterCheck]

    @property
    def max_difference(self) -> float:
        """Largest absolute difference of all checked entries."""
        return max(float(p.differences.max()) for p in self.parameters)

    @property
    def all_zero(self) -> bool:
        """Whether every checked gradient is 0 both ways, so that the check shows nothing."""
        return not any(p.analytic.any() or p.numeric.any() for p in self.parameters)

    @property
    def max_relative_error(self) -> float:
        """Largest difference over the largest gradient; 0 when every gradient is 0.

        Measured against the largest entry rather than each entry's own: an entry near 0 is
        rounding noise on both sides, and its own ratio would tell nothing.
        """
        largest = max(
            float(np.maximum(np.abs(p.analytic), np.abs(p.numeric)).max()) for p in self.parameters
        )
        return self.max_difference / largest if largest else 0.0

    @property
    def worst(self) -> CheckedEntry:
        """The weight or bias that differs most."""
        return max((p.worst for p in self.parameters), key=lambda entry: entry.difference)
