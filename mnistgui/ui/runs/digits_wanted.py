"""What waits for a run's own digits, which are not at hand."""

from collections.abc import Callable
from dataclasses import dataclass

from mnistgui.training.config import TrainingConfig
from mnistgui.ui.runs.run import Run


@dataclass(frozen=True, eq=False)
class DigitsWanted:
    """A run from a file is to be trained, and its digits have to be found first.

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
