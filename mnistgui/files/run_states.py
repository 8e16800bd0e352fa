"""Checks the states of a run in a run file: the newest, and the checkpoints before it."""

import dataclasses
from collections.abc import Mapping
from typing import Any

from mnistgui.errors import UserError
from mnistgui.files.checks import count, member
from mnistgui.files.run_arrays import optimizer_of, parameters_of
from mnistgui.files.run_document import RunDocument
from mnistgui.training.config import TrainingConfig
from mnistgui.training.randomness import Purpose, generator
from mnistgui.training.state import Progress, TrainerState

# Counters that files of older programs do not have.
_NEWER = ("threads", "at_work", "first_due", "schedule_offset")


def checkpoints_of(
    document: RunDocument, config: TrainingConfig, where: str
) -> tuple[TrainerState, ...]:
    """Return the earlier states of a run; files of versions that had none hold none.

    Parameters
    ----------
    document : RunDocument
        From anywhere.
    config : TrainingConfig
        Of the run.
    where : str
        The file's name, for sentences.

    Returns
    -------
    tuple of TrainerState
        In the order of their steps.

    Raises
    ------
    UserError
        Some part of one is missing, of the wrong kind, or does not fit the settings.
    """
    if "checkpoints" not in document.facts:
        return ()
    found = []
    for i, facts in enumerate(member(document.facts, "checkpoints", list, where)):
        if not isinstance(facts, dict):
            raise UserError(f"{where} describes checkpoint {i} wrongly")
        arrays = document.below(f"checkpoints/{i}/")
        of_optimizer = {name: array for name, array in arrays.items() if "." in name}
        weights = {name: array for name, array in arrays.items() if "." not in name}
        parameters = parameters_of(weights, config, f"{where}: checkpoint {i}")
        optimizer = optimizer_of(of_optimizer, parameters, f"{where}: checkpoint {i}")
        found.append(TrainerState(parameters, optimizer, progress_of(facts, where)))
    steps = [state.facts["step"] for state in found]
    if steps != sorted(set(steps)):
        raise UserError(f"{where} lists checkpoints out of their order")
    return tuple(found)


def progress_of(facts: Mapping[str, Any], where: str) -> dict[str, Any]:
    """Return counters and generator states of the types that a trainer accepts.

    Parameters
    ----------
    facts : mapping of str to object
        From anywhere.
    where : str
        The file's name, for sentences.

    Returns
    -------
    dict of str to object

    Raises
    ------
    UserError
        One is missing, or of another kind.
    """
    checked: dict[str, Any] = {}
    for one in dataclasses.fields(Progress):
        if one.name in _NEWER and one.name not in facts:
            checked[one.name] = one.default
        elif one.type is bool:
            checked[one.name] = member(facts, one.name, bool, where)
        elif one.name == "schedule_offset":  # the only whole number that may be below 0
            checked[one.name] = member(facts, one.name, int, where)
        elif one.type is int:
            checked[one.name] = count(facts, one.name, where)
        elif one.type == float | None and facts.get(one.name) is None:
            checked[one.name] = None
        else:
            checked[one.name] = member(facts, one.name, float, where)
    if "dropout_rng" in facts:
        checked["dropout_rng"] = _generator_state(facts, where)
    return checked


def _generator_state(facts: Mapping[str, Any], where: str) -> dict[str, Any]:
    """Return a state that the dropout's generator accepts."""
    rng = generator(0, Purpose.DROPOUT)
    state: dict[str, Any] = member(facts, "dropout_rng", dict, where)
    try:
        rng.bit_generator.state = state
    except (ValueError, TypeError, KeyError, OverflowError) as fault:
        raise UserError(f"{where} holds a damaged state of the random numbers") from fault
    return state
