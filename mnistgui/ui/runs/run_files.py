"""Converts the runs of the window to run files, and run files to runs."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from mnistgui.files.data_facts import DataFacts
from mnistgui.files.run import SavedRun
from mnistgui.files.run_file import save_run
from mnistgui.training.checkpoints import FILE_BYTES
from mnistgui.training.machine_kind import machine_kind
from mnistgui.training.state import TrainerState
from mnistgui.ui.runs.run import Checkpoint, Run, Status
from mnistgui.ui.runs.run_list import Runs

_ENDINGS = {"diverged": Status.DIVERGED, None: Status.STOPPED}


def save(run: Run, checkpoint: Checkpoint, path: Path) -> None:
    """Any thread: Save a checkpoint of a run as a run file.

    Parameters
    ----------
    run : Run
        Only what never changes is read of it.
    checkpoint : Checkpoint
        What is saved of its training.
    path : Path
        The file to write or replace.

    Raises
    ------
    UserError
        The file cannot be written.
    """
    save_run(path, to_file_run(run, checkpoint))


def save_whole(run: Run, checkpoint: Checkpoint, path: Path) -> None:
    """Any thread: Save a checkpoint of a run with those before it, from which its steps are near.

    Parameters
    ----------
    run, checkpoint, path
        As in :func:`save`.

    Raises
    ------
    UserError
        The file cannot be written.
    """
    before = run.checkpoints.states(FILE_BYTES, checkpoint.state.facts["step"])
    save_run(path, replace(to_file_run(run, checkpoint), checkpoints=before))


def to_file_run(run: Run, checkpoint: Checkpoint) -> SavedRun:
    """Any thread: Return a checkpoint of a run in the form of a run file.

    Parameters
    ----------
    run : Run
        Only what never changes is read of it.
    checkpoint : Checkpoint
        What is saved of its training.

    Returns
    -------
    mnistgui.files.run.Run
    """
    if run.facts is None:
        if run.dataset is None:
            raise ValueError(f"nothing is known of the digits of run {run.number}")
        run.facts = DataFacts.from_dataset(run.dataset)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return SavedRun(
        *(
            run.config,
            run.facts,
            checkpoint.state,
            checkpoint.history,
            run.snapshots,
            checkpoint.ended,
        ),
        saved=now,
        temperature=checkpoint.temperature,
        label=run.label,
        origin=run.origin,
        branch_point=run.branch_point,
        start=None if run.start is None else run.start.parameters,
        interventions=checkpoint.interventions,
        machine=run.machine or machine_kind(),
        marks=run.marks,
        note=run.note,
    )


def add_loaded(runs: Runs, loaded: SavedRun, label: str) -> Run:
    """Add a run that was loaded from a file to the list of runs.

    Parameters
    ----------
    runs : Runs
        Where it is added.
    loaded : SavedRun
        What the file held.
    label : str
        What to call it.

    Returns
    -------
    Run
        Stopped where it was saved; it can go on unless it had ended.
    """
    return runs.create(loaded.config, None, label, fill=partial(_fill, loaded))


def _fill(loaded: SavedRun, run: Run) -> None:
    run.history = loaded.restored_history()
    kept = (loaded.state, loaded.history, loaded.ended, loaded.temperature, loaded.interventions)
    run.checkpoint = Checkpoint(*kept)
    for state in (*loaded.checkpoints, loaded.state):
        run.checkpoints.add(state)
    run.temperature = loaded.temperature
    run.facts = loaded.data
    run.snapshots = loaded.snapshots
    run.origin = loaded.origin
    run.branch_point = loaded.branch_point
    run.machine = loaded.machine
    run.marks = loaded.marks
    run.note = loaded.note
    if loaded.start is not None:
        run.start = TrainerState(loaded.start, {}, {})  # of it, weights and biases alone are taken
    run.status = _ENDINGS.get(loaded.ended, Status.FINISHED)
    if run.status is not Status.DIVERGED:
        run.network = loaded.network()
