"""The table of a gradient check: every checked weight at every step of the differences."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import isnan

import numpy as np
from numpy.typing import NDArray

from mnistgui.nn.difference_curve import DifferenceCurve


@dataclass(frozen=True, eq=False)
class DifferenceTable:
    """Gradients by differences beside those by backpropagation, a row a weight.

    Parameters
    ----------
    n : ndarray of shape (n_points,), int64
        Each weight is moved by ``1 / N``.
    names : tuple of str
        Name of each weight or bias, such as ``"W3[0, 4]"``.
    analytic : ndarray of shape (n_weights,), float64
        Gradient by backpropagation.
    numeric : ndarray of shape (n_weights, n_points), float64
        Gradient by differences, for each N.
    """

    n: NDArray[np.int64]
    names: tuple[str, ...]
    analytic: NDArray[np.float64]
    numeric: NDArray[np.float64]

    @property
    def ratios(self) -> NDArray[np.float64]:
        """Differences over backpropagation, shape (n_weights, n_points).

        1 where both agree; NaN where backpropagation says 0, which no ratio can be made with.
        """
        by = np.where(self.analytic == 0, np.nan, self.analytic)
        return self.numeric / by[:, np.newaxis]

    def rows(self) -> Iterator[list[str]]:
        """All cells as text, the heads of the columns first.

        Yields
        ------
        list of str
            Weight, gradient by backpropagation, the ratio for each N, then the gradient by
            differences for each N; numbers with as many digits as make them the same float64
            again, and no text where there is no ratio.
        """
        yield [
            "weight",
            "backpropagation",
            *(f"ratio at N = {n}" for n in self.n),
            *(f"difference quotient at N = {n}" for n in self.n),
        ]
        columns = (self.analytic.tolist(), self.ratios.tolist(), self.numeric.tolist())
        for name, gradient, ratios, numeric in zip(self.names, *columns, strict=True):
            cells = ("" if isnan(ratio) else repr(ratio) for ratio in ratios)
            yield [name, repr(gradient), *cells, *map(repr, numeric)]


def difference_table(curve: DifferenceCurve) -> DifferenceTable:
    """Lay a curve of checks out as a table.

    Parameters
    ----------
    curve : DifferenceCurve
        The same weights are checked at each of its points.

    Returns
    -------
    DifferenceTable
        In the order of the arrays of the network.
    """
    first = curve.checks[0].parameters
    names = [
        f"{array.key}[{', '.join(map(str, index))}]"
        for array in first
        for index in array.indices.tolist()
    ]
    numeric = [np.concatenate([p.numeric for p in check.parameters]) for check in curve.checks]
    analytic = np.concatenate([array.analytic for array in first])
    return DifferenceTable(curve.n, tuple(names), analytic, np.stack(numeric, axis=1))
