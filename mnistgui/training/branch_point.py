"""Where on the way of another run a branch began."""

from dataclasses import dataclass


@dataclass(frozen=True)
class BranchPoint:
    """The step of the first run of a line of branches at which a run began.

    Parameters
    ----------
    step : int
        Steps that its first weights had learnt already; 0 for weights that were drawn.
    epoch : float
        The same in epochs of the runs that took them.
    """

    step: int = 0
    epoch: float = 0.0


FROM_THE_START = BranchPoint()
"""Of a run whose weights were drawn."""
