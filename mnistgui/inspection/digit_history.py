"""What a run read in each digit at its checkpoints: which digits are learnt late, forgotten, never.

Toneva et al. 2019, "An empirical study of example forgetting during deep neural network learning":
a digit is forgotten where it was read right at one moment and is misread at the next.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mnistgui.nn.arrays import Indices

Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class DigitHistory:
    """The readings of the same digits at several moments of a run.

    Parameters
    ----------
    steps : tuple of int
        Steps taken at each moment, rising; at least one moment.
    predicted : ndarray of shape (n_moments, n_samples), uint8
        Indices of the classes that were read.
    targets : ndarray of shape (n_samples,), intp
        The true classes.
    """

    steps: tuple[int, ...]
    predicted: NDArray[np.uint8]
    targets: Indices

    @property
    def right(self) -> Mask:
        """Whether each digit was read right, of shape (n_moments, n_samples)."""
        found: Mask = self.predicted == self.targets
        return found

    @property
    def forgettings(self) -> Indices:
        """How often each digit was right at one moment and misread at the next."""
        right = self.right
        return np.asarray((right[:-1] & ~right[1:]).sum(axis=0), np.intp)

    @property
    def forgotten(self) -> Mask:
        """The digits that were forgotten at least once, whether or not learnt again."""
        return np.asarray(self.forgettings > 0, np.bool_)

    @property
    def never_learnt(self) -> Mask:
        """The digits that were read right at no moment."""
        return np.asarray(~self.right.any(axis=0), np.bool_)

    @property
    def stubborn(self) -> Mask:
        """The digits that were misread at every moment of the second half of the run."""
        late = np.array(self.steps) * 2 >= self.steps[-1]
        return np.asarray(~self.right[late].any(axis=0), np.bool_)

    def learnt_at(self, digit: int) -> int | None:
        """Find the step from which on a digit is read right; None where it is misread at last."""
        right = self.right[:, digit]
        if not right[-1]:
            return None
        wrong = np.flatnonzero(~right)
        return self.steps[int(wrong[-1]) + 1 if len(wrong) else 0]


def read_history(
    steps: Sequence[int],
    read: Callable[[int], NDArray[np.intp]],
    targets: Indices,
    report: Callable[[int, int], None] = lambda _done, _total: None,
) -> DigitHistory:
    """Read digits at several moments.

    Parameters
    ----------
    steps : sequence of int
        Rising; at least one.
    read : callable
        Given a place among the steps, returns the classes that are read in all digits then.
    targets : ndarray of shape (n_samples,), intp
    report : callable
        Told how many of how many moments are done; what it raises ends the work.

    Returns
    -------
    DigitHistory
    """
    predicted = np.empty((len(steps), len(targets)), np.uint8)
    for place in range(len(steps)):
        report(place, len(steps))
        predicted[place] = read(place)
    return DigitHistory(tuple(steps), predicted, targets)
