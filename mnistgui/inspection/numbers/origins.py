"""The few ways in which numbers of one digit come from others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from mnistgui.inspection.numbers.calculation import Cell, Named, factor, number
from mnistgui.nn.arrays import Array

MOST_TERMS = 4  # of a sum that are written out


@dataclass(frozen=True, eq=False)
class Each:
    """A formula that is the same for each number.

    Parameters
    ----------
    template : str
        Such as ``"max({0}, 0)"``; the places are those of the inputs.
    inputs : tuple of Named
        Of the shape of the result, or single numbers.
    """

    template: str
    inputs: tuple[Named, ...]

    def lit(self, cell: Cell) -> Mapping[str, Sequence[Cell]]:
        """See :class:`Origin`."""
        return {one.name: (self._place(one, cell),) for one in self.inputs}

    def spell(self, cell: Cell) -> str:
        """See :class:`Origin`."""
        return self.template.format(
            *(factor(one.array[self._place(one, cell)]) for one in self.inputs)
        )

    @staticmethod
    def _place(one: Named, cell: Cell) -> Cell:
        return cell if one.array.ndim == len(cell) else ()


@dataclass(frozen=True, eq=False)
class WeightedSum:
    """``z[k] = sum over j of a[j] W[j, k], plus b[k]``."""

    a: Named
    W: Named
    b: Named

    def lit(self, cell: Cell) -> Mapping[str, Sequence[Cell]]:
        """See :class:`Origin`."""
        (k,) = cell
        n = len(self.a.array)
        column = [(j, k) for j in range(n)]
        return {self.a.name: [(j,) for j in range(n)], self.W.name: column, self.b.name: [(k,)]}

    def spell(self, cell: Cell) -> str:
        """See :class:`Origin`."""
        (k,) = cell
        terms = sum_of_products(self.a.array, self.W.array[:, k])
        return f"{terms} + {factor(self.b.array[k])}"


@dataclass(frozen=True, eq=False)
class PulledBack:
    """``da[j] = sum over k of delta[k] W[j, k]``."""

    delta: Named
    W: Named

    def lit(self, cell: Cell) -> Mapping[str, Sequence[Cell]]:
        """See :class:`Origin`."""
        (j,) = cell
        n = len(self.delta.array)
        return {self.delta.name: [(k,) for k in range(n)], self.W.name: [(j, k) for k in range(n)]}

    def spell(self, cell: Cell) -> str:
        """See :class:`Origin`."""
        (j,) = cell
        return sum_of_products(self.delta.array, self.W.array[j])


@dataclass(frozen=True, eq=False)
class Outer:
    """``dW[j, k] = a[j] * delta[k]``."""

    a: Named
    delta: Named

    def lit(self, cell: Cell) -> Mapping[str, Sequence[Cell]]:
        """See :class:`Origin`."""
        j, k = cell
        return {self.a.name: [(j,)], self.delta.name: [(k,)]}

    def spell(self, cell: Cell) -> str:
        """See :class:`Origin`."""
        j, k = cell
        return f"{factor(self.a.array[j])} * {factor(self.delta.array[k])}"

    def product(self, cell: Cell) -> Array:
        """Multiply the two factors that are shown.

        Parameters
        ----------
        cell : tuple of int
            Of the weight, (j, k).

        Returns
        -------
        ndarray of shape ()
            In the precision of the network; adding 0 makes -0 a 0, as a sum in BLAS does.
        """
        j, k = cell
        return np.asarray(self.a.array[j] * self.delta.array[k] + self.a.array.dtype.type(0))


@dataclass(frozen=True, eq=False)
class Of:
    """A single number that comes from all numbers of an array.

    Parameters
    ----------
    template : str
        Such as ``"max({0})"``; the place is that of the numbers.
    between : str
        What stands between two numbers.
    array : Named
        One-dimensional.
    """

    template: str
    between: str
    array: Named

    def lit(self, cell: Cell) -> Mapping[str, Sequence[Cell]]:  # noqa: ARG002 - one number alone
        """See :class:`Origin`."""
        return {self.array.name: [(k,) for k in range(len(self.array.array))]}

    def spell(self, cell: Cell) -> str:  # noqa: ARG002 - one number alone
        """See :class:`Origin`."""
        write = number if self.between == ", " else factor
        return self.template.format(self.between.join(map(write, self.array.array)))


@dataclass(frozen=True, eq=False)
class Chosen:
    """A formula of single numbers, of which some are one of an array.

    Parameters
    ----------
    template : str
        Of the places, as in :class:`Each`.
    places : tuple of (Named, Cell)
    """

    template: str
    places: tuple[tuple[Named, Cell], ...]

    def lit(self, cell: Cell) -> Mapping[str, Sequence[Cell]]:  # noqa: ARG002 - one number alone
        """See :class:`Origin`."""
        return {one.name: [place] for one, place in self.places}

    def spell(self, cell: Cell) -> str:  # noqa: ARG002 - one number alone
        """See :class:`Origin`."""
        return self.template.format(*(factor(one.array[place]) for one, place in self.places))


def sum_of_products(left: Array, right: Array) -> str:
    """Write a sum of products out, of many terms the first ones that are not 0.

    Parameters
    ----------
    left, right : ndarray of shape (n_terms,)

    Returns
    -------
    str
        Such as ``"1 * 2 + (-1) * 3"``.
    """
    few = len(left) <= MOST_TERMS
    shown = np.arange(len(left)) if few else np.flatnonzero((left != 0) & (right != 0))
    terms = [f"{factor(left[j])} * {factor(right[j])}" for j in shown[:MOST_TERMS]]
    rest = shown[MOST_TERMS:]
    if len(rest):
        others = factor(np.dot(left[rest], right[rest]))
        terms.append(f"{others} (the sum of {len(rest)} more that are not 0)")
    return " + ".join(terms) or number(0)
