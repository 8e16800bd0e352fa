"""Runs of the window as run files have them, and the other way round."""

from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from mnistgui.files.data_facts import DataFacts
from mnistgui.files.run import Run as RunOnDisk
from mnistgui.files.run_file import save_run
from mnistgui.ui.runs.run import Kept, Run, Status
from mnistgui.ui.runs.run_list import Runs

_ENDINGS = {"diverged": Status.DIVERGED, None: Status.STOPPED}


def write(run: Run, kept: Kept, path: Path) -> None:
    """Save a moment of a run; may be called in any thread.

    Parameters
    ----------
    run : Run
        Only what never changes is read of it.
    kept : Kept
        The moment.
    path : Path
        The file to write or replace.

    Raises
    ------
    UserError
        The file cannot be written.
    """
    save_run(path, frozen(run, kept))


def frozen(run: Run, kept: Kept) -> RunOnDisk:
    """A moment of a run as a run file has it; may be called in any thread.

    Parameters
    ----------
    run : Run
        Only what never changes is read of it.
    kept : Kept
        The moment.

    Returns
    -------
    mnistgui.files.run.Run
    """
    if run.facts is None:
        if run.dataset is None:
            raise ValueError(f"nothing is known of the digits of run {run.number}")
        run.facts = DataFacts.of(run.dataset)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return RunOnDisk(
        *(run.config, run.facts, kept.state, kept.history, run.snapshots, kept.ended),
        saved=now,
        temperature=kept.temperature,
        label=run.label,
        origin=run.origin,
    )


def lay_beside(runs: Runs, loaded: RunOnDisk, label: str) -> Run:
    """Add a run from a file to the others.

    Parameters
    ----------
    runs : Runs
        Where it is added.
    loaded : RunOnDisk
        What the file held.
    label : str
        What to call it.

    Returns
    -------
    Run
        Stopped where it was saved; it can go on unless it had ended.
    """
    return runs.create(loaded.config, None, label, fill=partial(_fill, loaded))


def _fill(loaded: RunOnDisk, run: Run) -> None:
    run.history = loaded.restored_history()
    run.kept = Kept(loaded.state, loaded.history, loaded.ended, loaded.temperature)
    run.temperature = loaded.temperature
    run.facts = loaded.data
    run.snapshots = loaded.snapshots
    run.origin = loaded.origin
    run.status = _ENDINGS.get(loaded.ended, Status.FINISHED)
    if run.status is not Status.DIVERGED:
        run.network = loaded.network()
