"""Traces the run of a file for the commands that ask which digits it learnt what from."""

from collections.abc import Callable
from pathlib import Path

from tqdm import tqdm

from mnistgui.cli.digits import announce, digits_of_run
from mnistgui.errors import UserError
from mnistgui.files.run import SavedRun
from mnistgui.files.run_file import load_run
from mnistgui.inspection.influence import TracedRun
from mnistgui.inspection.trace_run import trace_run
from mnistgui.training.replay import RunInputs


def traced_file(path: Path, data: Path | None) -> tuple[SavedRun, RunInputs, TracedRun]:
    """Load a run, find its digits, and train it again with a bar on a terminal.

    Parameters
    ----------
    path : pathlib.Path
    data : Path or None
        What ``--data`` named.

    Returns
    -------
    tuple of SavedRun, RunInputs, TracedRun

    Raises
    ------
    UserError
        It is no run, its digits are not found, it diverged, or it cannot be trained again.
    """
    run = load_run(path)
    if run.ended == "diverged":
        raise UserError("this run diverged: its weights are no numbers any more")
    dataset = digits_of_run(data, run.data)
    announce(dataset)
    inputs = run.recording(dataset)
    with tqdm(desc="training again", unit=" steps", disable=None) as bar:
        traced = trace_run(inputs, int(run.state.facts["step"]), progress_on(bar))
    return run, inputs, traced


def progress_on(bar: "tqdm[object]") -> Callable[[int, int], None]:
    """Return what shows on a bar how much of how much is done."""

    def show(done: int, total: int) -> None:
        bar.total = total
        bar.update(done - bar.n)

    return show
