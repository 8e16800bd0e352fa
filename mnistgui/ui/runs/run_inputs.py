"""What another thread needs to train a run of the list again."""

from mnistgui.data.dataset import Dataset
from mnistgui.training.replay import RunInputs
from mnistgui.ui.runs.run import Run


def inputs_of_run(run: Run, dataset: Dataset) -> RunInputs:
    """Return what determines a run; its history is read at once and may grow afterwards."""
    threads = run.started.threads if run.started else 0
    return RunInputs.from_history(run.config, dataset, run.history, threads, run.start)


def has_own_digits(run: Run, dataset: Dataset) -> bool:
    """Return whether digits are known to be those that a run learnt from."""
    return run.dataset is dataset or run.facts is None
