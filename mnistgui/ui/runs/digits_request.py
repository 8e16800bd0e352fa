"""A request to find the digits of a run that was loaded from a file."""

from collections.abc import Callable
from dataclasses import dataclass

from mnistgui.training.config import TrainingConfig
from mnistgui.ui.runs.run import Run


@dataclass(frozen=True, eq=False)
class DigitsRequest:
    """A run from a file that is to be trained as soon as its digits have been found.

    Parameters
    ----------
    run : Run
        Without a dataset.
    then : callable
        Called once the run has its dataset.
    branch_config : TrainingConfig or None
        The settings with which its weights could learn other digits, as a new run; None where the
        run is to begin afresh.
    """

    run: Run
    then: Callable[[], None]
    branch_config: TrainingConfig | None
