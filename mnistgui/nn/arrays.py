"""The array types of the mathematics: float32 to train, float64 to check."""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

# Training runs in float32, the gradient check in float64; every function takes either.
Array: TypeAlias = NDArray[np.floating[Any]]
EVERY_ROW = slice(None)
Indices: TypeAlias = NDArray[np.intp]
