"""Turns a run into a document of schema version 5 and back, checking every part of the way back.

Facts: ``schema, program_version, saved, ended, config, data, state, snapshots, temperature``,
``label, origin, machine, interventions, checkpoints, branch_point, marks, note``.
Arrays:
``parameters/W1 (fan_in, fan_out)``, ``optimizer/velocity.W1``, ``history/steps/loss``,
``snapshots/0/W1``, ``checkpoints/0/W1``, ``checkpoints/0/velocity.W1``,
and ``start/W1``, ... of a run that began with the weights of another.
"""

import dataclasses
import math
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from mnistgui.errors import UserError
from mnistgui.files.checks import count, member
from mnistgui.files.data_facts import DataFacts
from mnistgui.files.digit_marks import marks_of
from mnistgui.files.run import SavedRun
from mnistgui.files.run_arrays import history_of, optimizer_of, parameters_of
from mnistgui.files.run_document import RunDocument
from mnistgui.files.run_migrations import SCHEMA
from mnistgui.files.run_note import note_of
from mnistgui.files.run_states import checkpoints_of, progress_of
from mnistgui.files.snapshot import Arrays, Snapshot
from mnistgui.training.branch_point import FROM_THE_START, BranchPoint
from mnistgui.training.calibration import COLDEST, HOTTEST
from mnistgui.training.config import TrainingConfig, field_named
from mnistgui.training.events import THREADS, Intervention
from mnistgui.training.interventions import after
from mnistgui.training.state import TrainerState

_LONGEST_WORDS = 200
_MOST_INTERVENTIONS = 100_000


def to_document(run: SavedRun) -> RunDocument:
    """Convert a run to a document.

    Parameters
    ----------
    run : SavedRun

    Returns
    -------
    RunDocument
    """
    facts = {
        "schema": SCHEMA,
        "program_version": run.program_version,
        "saved": run.saved,
        "ended": run.ended,
        "config": run.config.as_dict(),
        "data": dataclasses.asdict(run.data),
        "state": dict(run.state.facts),
        "snapshots": [{"step": s.step, "epoch": s.epoch} for s in run.snapshots],
        "temperature": run.temperature,
        "label": run.label,
        "origin": run.origin,
        "machine": run.machine,
        "checkpoints": [dict(state.facts) for state in run.checkpoints],
        "interventions": [dataclasses.asdict(one) for one in run.interventions],
        "branch_point": dataclasses.asdict(run.branch_point),
        "marks": [dataclasses.asdict(one) for one in run.marks],
        "note": {"text": run.note.text, "tags": list(run.note.tags)},
    }
    groups: dict[str, Arrays] = {
        "parameters": run.state.parameters,
        "optimizer": run.state.optimizer,
        **{f"history/{name}": columns for name, columns in run.history.items()},
        **{f"snapshots/{i}": s.parameters for i, s in enumerate(run.snapshots)},
        **{f"checkpoints/{i}": _arrays_of(state) for i, state in enumerate(run.checkpoints)},
        "start": run.start or {},
    }
    arrays = {
        f"{group}/{name}": array for group, named in groups.items() for name, array in named.items()
    }
    return RunDocument(facts, arrays)


def from_document(document: RunDocument, where: str) -> SavedRun:
    """Convert a document to a run.

    Parameters
    ----------
    document : RunDocument
        Of version :data:`SCHEMA`, from anywhere.
    where : str
        The file's name, for sentences.

    Returns
    -------
    SavedRun

    Raises
    ------
    UserError
        Some part is missing, of the wrong kind, or does not fit the others.
    """
    facts = document.facts
    config = TrainingConfig.from_dict(member(facts, "config", dict, where))
    parameters = parameters_of(document.below("parameters/"), config, where)
    interventions = _interventions(facts, config, where)
    state = TrainerState(
        parameters,
        optimizer_of(document.below("optimizer/"), parameters, where),
        progress_of(member(facts, "state", dict, where), where),
    )
    ended, data = facts.get("ended"), _data(member(facts, "data", dict, where), where)
    return SavedRun(
        config,
        data,
        state,
        history_of(document, where),
        _snapshots(document, config, where),
        None if ended is None else member(facts, "ended", str, where),
        member(facts, "program_version", str, where),
        member(facts, "saved", str, where),
        _temperature(facts, where),
        _words(facts, "label", where),
        _words(facts, "origin", where),
        _start(document, config, where),
        interventions,
        _branch_point(facts, where),
        checkpoints_of(document, config, where),
        _words(facts, "machine", where),
        marks_of(facts, {"train": data.train_size, "test": data.test_size}, where),
        note_of(facts, where),
    )


def _branch_point(facts: Mapping[str, Any], where: str) -> BranchPoint:
    """Step 0 in files of programs that did not keep it."""
    if "branch_point" not in facts:
        return FROM_THE_START
    kept = member(facts, "branch_point", dict, where)
    epoch: float = member(kept, "epoch", float, where)
    if not 0.0 <= epoch < math.inf:
        raise UserError(f"{where} holds a branch at epoch {epoch:g}; 0 or more is accepted")
    return BranchPoint(count(kept, "step", where), epoch)


def _arrays_of(state: TrainerState) -> Arrays:
    return {**state.parameters, **state.optimizer}


def _interventions(
    facts: Mapping[str, Any], config: TrainingConfig, where: str
) -> tuple[Intervention, ...]:
    """Return what was changed while the run trained, after checking that it can be changed."""
    listed, found = member(facts, "interventions", list, where), []
    if len(listed) > _MOST_INTERVENTIONS:
        raise UserError(f"{where} lists over {_MOST_INTERVENTIONS} changes of settings")
    for one in listed:
        if not isinstance(one, dict):
            raise UserError(f"{where} describes a change of a setting wrongly")
        found.append(_intervention(one, where))
    if any(a.step > b.step for a, b in pairwise(found)):
        raise UserError(f"{where} lists changes of settings out of their order")
    after(config, found)
    return tuple(found)


def _intervention(one: Mapping[str, Any], where: str) -> Intervention:
    """Return a change of a setting, or of the threads by the program."""
    name, step = member(one, "name", str, where), count(one, "step", where)
    if name == THREADS:
        return Intervention(step, name, count(one, "value", where))
    field = field_named(name)
    value = field.check(one.get("value"))
    if not isinstance(value, str | int | float):
        raise UserError(f"{where} changes {field.name}, which cannot be changed on the way")
    return Intervention(step, field.name, value)


def _start(document: RunDocument, config: TrainingConfig, where: str) -> Arrays | None:
    """None in files of runs that began with drawn weights."""
    arrays = document.below("start/")
    return parameters_of(arrays, config, f"{where}: start") if arrays else None


def _temperature(facts: Mapping[str, Any], where: str) -> float | None:
    """Return the temperature; None for files of versions that had none."""
    if facts.get("temperature") is None:
        return None
    temperature: float = member(facts, "temperature", float, where)
    if not COLDEST <= temperature <= HOTTEST:
        raise UserError(
            f"{where} holds a temperature of {temperature:g}; {COLDEST:g} to {HOTTEST:g} "
            "is accepted"
        )
    return temperature


def _words(facts: Mapping[str, Any], name: str, where: str) -> str:
    """Return a text; empty for files of versions that had none, and cut at a limit."""
    words: str = member(facts, name, str, where) if name in facts else ""
    return words[:_LONGEST_WORDS]


def _data(facts: Mapping[str, Any], where: str) -> DataFacts:
    return DataFacts(
        name=member(facts, "name", str, where),
        source=member(facts, "source", str, where),
        fingerprint=member(facts, "fingerprint", str, where),
        train_size=count(facts, "train_size", where),
        test_size=count(facts, "test_size", where),
        synthetic=member(facts, "synthetic", bool, where),
    )


def _snapshots(document: RunDocument, config: TrainingConfig, where: str) -> tuple[Snapshot, ...]:
    snapshots = []
    for i, facts in enumerate(member(document.facts, "snapshots", list, where)):
        if not isinstance(facts, dict):
            raise UserError(f"{where} describes snapshot {i} wrongly")
        arrays = parameters_of(document.below(f"snapshots/{i}/"), config, f"{where}: snapshot {i}")
        step = count(facts, "step", where)
        epoch = member(facts, "epoch", float, where)
        snapshots.append(Snapshot(step, epoch, arrays))
    return tuple(snapshots)
