"""The pace of a run: full speed, slow enough to watch, or a number of steps a second.

A pace decides when a step is taken and never what it does: the weights are the same to the bit.
"""

import math
from dataclasses import dataclass
from enum import Enum

EPOCH_SECONDS = 5.0  # what an epoch takes at least while it is watched
SLOWEST_WATCHED_SECONDS = 0.2  # from step to step, where an epoch has few of them
UPDATE_SECONDS = 0.04  # from one update of the panels to the next while a run is watched
MOST_SLOW_STEPS_PER_SECOND = 20  # a second; each of them is shown
USUAL_SLOW_STEPS_PER_SECOND = 5


class PaceKind(Enum):
    """The kinds of pace; the value is stored in the user's settings."""

    FULL_SPEED = "full speed"
    WATCH = "watch"
    SLOW = "slow"


@dataclass(frozen=True)
class StepGroup:
    """Steps that are taken without a pause between them, and then shown.

    Parameters
    ----------
    steps : int
        At least 1.
    seconds : float
        From the beginning of one group to the beginning of the next, at least.
    """

    steps: int
    seconds: float


@dataclass(frozen=True)
class Pace:
    """The pace that a person has chosen.

    Parameters
    ----------
    kind : PaceKind
        Full speed, watch or slow.
    slow_steps : int
        Steps a second where it is slow, from 1 to ``MOST_SLOW_STEPS_PER_SECOND``.
    """

    kind: PaceKind
    slow_steps: int = USUAL_SLOW_STEPS_PER_SECOND

    def group(self, steps_per_epoch: int) -> StepGroup | None:
        """Return the groups of steps at this pace; None at full speed.

        Parameters
        ----------
        steps_per_epoch : int
            Of the run; at least 1.
        """
        if self.kind is PaceKind.FULL_SPEED:
            return None
        if self.kind is PaceKind.SLOW:
            return StepGroup(1, 1 / self.slow_steps)
        each = min(EPOCH_SECONDS / steps_per_epoch, SLOWEST_WATCHED_SECONDS)
        steps = max(1, math.floor(UPDATE_SECONDS / each))
        return StepGroup(steps, steps * each)

    def seconds_per_step(self, steps_per_epoch: int) -> float:
        """Return the least time of a step, in seconds; 0 at full speed."""
        group = self.group(steps_per_epoch)
        return 0.0 if group is None else group.seconds / group.steps


FULL_SPEED = Pace(PaceKind.FULL_SPEED)
WATCH = Pace(PaceKind.WATCH)
