"""One calculation on the way of a digit: formula, words, lines of source, and arrays."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Protocol

import numpy as np

from mnistgui.inspection.numbers.source_line import SourceLine
from mnistgui.nn.arrays import Array

_TWO_BRACKETS = re.compile(r"\(\((-[^()]*)\)\)")

Cell = tuple[int, ...]
"""The place of a number in an array: one index a dimension."""


class Phase(Enum):
    """The part of learning that a calculation belongs to, with its name for people."""

    FORWARD = "Forward"
    LOSS = "Loss"
    BACKWARD = "Backward"
    UPDATE = "Update"


@dataclass(frozen=True, eq=False)
class Named:
    """An array of one digit under the name that formulas use.

    Parameters
    ----------
    name : str
        Such as ``"dW1"``.
    array : ndarray of shape (), (units,) or (fan_in, fan_out)
    """

    name: str
    array: Array

    def at(self, cell: Cell) -> str:
        """Write one of its numbers with all digits that make it the same number again."""
        return number(self.array[cell])

    def spot(self, cell: Cell) -> str:
        """Name one of its numbers, such as ``dW1[0, 2]``."""
        return f"{self.name}[{', '.join(map(str, cell))}]" if cell else self.name


class Origin(Protocol):
    """How each number of a result comes from numbers of the arrays before it."""

    def lit(self, cell: Cell) -> Mapping[str, Sequence[Cell]]:
        """Tell which numbers of which arrays one of the result comes from, by their names."""

    def spell(self, cell: Cell) -> str:
        """Write one number of the result as a formula of numbers."""


@dataclass(frozen=True, eq=False)
class Calculation:
    """One calculation.

    Parameters
    ----------
    phase : Phase
    symbols : str
        The formula.
    words : str
        The same in a sentence, with places in braces for ``named``.
    lines : tuple of SourceLine
        Where the program computes it.
    inputs : tuple of Named
    result : Named
    origin : Origin
    beside : tuple of Named
        The same in the naive form, where that has one.
    remark : str
        What is to be said of these numbers; empty for nothing.
    named : tuple of str
        What stands in the places of ``words``.
    """

    phase: Phase
    symbols: str
    words: str
    lines: tuple[SourceLine, ...]
    inputs: tuple[Named, ...]
    result: Named
    origin: Origin
    beside: tuple[Named, ...] = ()
    remark: str = ""
    named: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """The words with what is named in them."""
        return self.words.format(*self.named)

    @property
    def name(self) -> str:
        """What it computes, such as ``"dW1"``."""
        return self.result.name

    @property
    def arrays(self) -> tuple[Named, ...]:
        """What it reads, what it computes, and the naive form of that."""
        return (*self.inputs, self.result, *self.beside)

    def result_cell(self, name: str, cell: Cell, now: Cell) -> Cell:
        """Find which number of the result is meant where one of another array is chosen.

        Parameters
        ----------
        name : str
            Of the array.
        cell : tuple of int
            The chosen place in it.
        now : tuple of int
            The number of the result that was looked at before.

        Returns
        -------
        tuple of int
            The one nearest to ``now`` that comes from the chosen number; ``now`` if none does.
        """
        now = self.clipped(now)
        if name == self.name:
            return self.clipped(cell)
        padded = (*cell, 0)
        ways = (cell, (padded[0], now[-1] if now else 0), (now[0] if now else 0, padded[0]))
        for way in (*ways, cell[-1:], cell[:1]):
            fits = len(way) == len(now) and way == self.clipped(way)
            if fits and cell in self.origin.lit(way).get(name, ()):
                return way
        return now

    def clipped(self, cell: Cell) -> Cell:
        """Return the cell of the result that is nearest to one of any array."""
        shape = self.result.array.shape
        padded = (*cell, 0, 0)[-len(shape) :] if len(cell) > len(shape) else (*cell, 0, 0)
        return tuple(min(max(i, 0), size - 1) for i, size in zip(padded, shape, strict=False))

    def spelled(self, cell: Cell) -> str:
        """Write the formula of one number of the result with this digit's numbers."""
        spelled = _TWO_BRACKETS.sub(r"(\1)", self.origin.spell(cell))
        return f"{self.result.spot(cell)} = {spelled} = {self.result.at(cell)}"


def number(value: Any) -> str:
    """Write a number with as few digits as make it the same number again."""
    return str((np.asarray(value) + 0)[()]).removesuffix(".0")  # + 0 makes -0 a 0


def factor(value: Any) -> str:
    """Write a number so that it can stand in a product or a sum: negative ones in brackets."""
    text = number(value)
    return f"({text})" if text.startswith("-") else text
