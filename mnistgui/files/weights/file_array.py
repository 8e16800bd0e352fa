"""An array of a file of weights before it is read, and what its name and shape tell of it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

_EDGE = r"(?:^|[^a-z])"
_ENDS = r"(?:$|[^a-z])"
# wih and who are the names of Tariq Rashid's "Make your own neural network".
_WEIGHT = re.compile(
    rf"{_EDGE}(?:w|weights?|kernels?|theta|coefs?){_ENDS}|^w_?[xioh]{{1,2}}$|weights?[_.]?\d*$"
)
_BIAS = re.compile(
    rf"{_EDGE}(?:b|bias|biases|intercepts?){_ENDS}|^b_?[xioh]{{1,2}}$|bias(?:es)?[_.]?\d*$"
)


@dataclass(frozen=True, eq=False)
class FileArray:
    """One array of a file.

    Parameters
    ----------
    name : str
        As the file has it, such as ``"W1"`` or ``"fc1.weight"``.
    shape : tuple of int
        As the file has it.
    read : callable
        Reads it; raises :class:`UserError`.
    """

    name: str
    shape: tuple[int, ...]
    read: Callable[[], NDArray[Any]]

    @property
    def named_weight(self) -> bool:
        """Whether its name says that it is weights."""
        return bool(_WEIGHT.search(self.name.lower())) and not self.named_bias

    @property
    def named_bias(self) -> bool:
        """Whether its name says that it is biases."""
        return bool(_BIAS.search(self.name.lower()))

    @property
    def is_matrix(self) -> bool:
        """Whether it can be weights: a matrix that is no single row or column, unless so named."""
        return len(self.shape) == 2 and (min(self.shape) > 1 or self.named_weight)

    @property
    def length(self) -> int | None:
        """How many biases it can be, as ``(n,)``, ``(1, n)`` or ``(n, 1)``; None for none."""
        long = [size for size in self.shape if size != 1] or [1]
        fits = 1 <= len(self.shape) <= 2 and len(long) == 1
        return long[0] if fits and not self.is_matrix else None

    @property
    def stem(self) -> str:
        """What its name has in common with that of the other array of its layer."""
        small = self.name.lower()
        return re.sub(r"weights?|bias(?:es)?|kernels?|coefs?|intercepts?|[wb](?![a-z])", "", small)

    def __str__(self) -> str:
        return f"{self.name} {self.shape}"
