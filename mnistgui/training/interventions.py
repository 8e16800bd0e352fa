"""Interventions: what a person may change while a network trains, and what follows from it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from mnistgui.errors import UserError
from mnistgui.training.config import FIELDS, TrainingConfig, field_named
from mnistgui.training.events import THREADS, Intervention
from mnistgui.training.model import make_schedule
from mnistgui.training.randomness import Purpose, generator
from mnistgui.training.sampling import EpochSteps, steps_per_epoch
from mnistgui.training.settings.warps import WARPS

CHANGEABLE = tuple(field for field in FIELDS if field.changeable)
# Schedules whose rate at a step does not depend on how long the run is.
OF_ANY_LENGTH = ("constant", "step")

_BATCH = frozenset({"batch_size", "accumulate"})
_MANY_DIGITS = 60_000  # enough for every size of a batch to be checked


def changed(config: TrainingConfig, changes: Mapping[str, Any]) -> TrainingConfig:
    """Change settings as a person may while a network trains.

    Parameters
    ----------
    config : TrainingConfig
        In force before.
    changes : mapping of str to object
        New values by the names of their settings.

    Returns
    -------
    TrainingConfig

    Raises
    ------
    UserError
        A setting cannot be changed any more, or its value is not accepted.
    """
    for name in changes:
        if not field_named(name).changeable:
            names = ", ".join(field.name for field in CHANGEABLE)
            raise UserError(
                f"{name} cannot be changed while a network trains; accepted are {names}"
            )
    new = replace(config, **changes)
    make_schedule(new, 1)
    EpochSteps.from_config(new, max(_MANY_DIGITS, new.batch_size))
    return new


def after(config: TrainingConfig, interventions: Iterable[Intervention]) -> TrainingConfig:
    """Return the settings of a run after some interventions.

    Parameters
    ----------
    config : TrainingConfig
        With which the run began.
    interventions : iterable of Intervention
        In the order of their steps.

    Returns
    -------
    TrainingConfig

    Raises
    ------
    UserError
        As :func:`changed`.
    """
    for _, changes in by_step(of_person(interventions)):
        config = changed(config, changes)
    return config


def of_person(interventions: Iterable[Intervention]) -> list[Intervention]:
    """Leave out what the program changed by itself, which is no setting.

    Parameters
    ----------
    interventions : iterable of Intervention

    Returns
    -------
    list of Intervention
    """
    return [one for one in interventions if one.name != THREADS]


def last_threads(interventions: Iterable[Intervention]) -> int | None:
    """Return the most threads that products use after some interventions.

    Parameters
    ----------
    interventions : iterable of Intervention
        In the order of their steps.

    Returns
    -------
    int or None
        None where the number is that of the start.
    """
    chosen = [int(one.value) for one in interventions if one.name == THREADS]
    return chosen[-1] if chosen else None


def same_course(
    config: TrainingConfig, interventions: Sequence[Intervention]
) -> TrainingConfig | None:
    """Return settings that alone, without an intervention, would have led to the same run.

    Parameters
    ----------
    config : TrainingConfig
        With which the run began.
    interventions : sequence of Intervention
        In the order of their steps.

    Returns
    -------
    TrainingConfig or None
        None where there are none.
    """
    interventions = of_person(interventions)
    if not interventions:
        return config
    prolonged = {one.name for one in interventions} == {"epochs"}
    return after(config, interventions) if prolonged and config.schedule in OF_ANY_LENGTH else None


def differences(config: TrainingConfig, wanted: TrainingConfig) -> dict[str, Any]:
    """Return the settings that can be changed while a network trains and that differ.

    Parameters
    ----------
    config, wanted : TrainingConfig

    Returns
    -------
    dict of str to object
        The wanted values by the names of their settings.
    """
    return {
        field.name: getattr(wanted, field.name)
        for field in CHANGEABLE
        if getattr(wanted, field.name) != getattr(config, field.name)
    }


def feeds_alike(config: TrainingConfig, other: TrainingConfig) -> bool:
    """Whether two settings that differ by interventions have the same pixels of digits fed.

    Parameters
    ----------
    config, other : TrainingConfig

    Returns
    -------
    bool
    """
    warps = [field.name for field in CHANGEABLE if field.group == WARPS]
    alike = all(getattr(config, name) == getattr(other, name) for name in warps)
    return alike and bool(config.l2) == bool(other.l2)


def facts_after(
    facts: Mapping[str, Any], config: TrainingConfig, changes: Mapping[str, Any], n_train: int
) -> dict[str, Any]:
    """Return the facts of a trainer's state with which it goes on after an intervention.

    They depend on the step alone, not on what was changed before it, so that a run that is resumed
    or replayed gets the same.

    Parameters
    ----------
    facts : mapping of str to object
        Of the state before.
    config : TrainingConfig
        In force from now on.
    changes : mapping of str to object
        What is changed.
    n_train : int
        Training digits there are.

    Returns
    -------
    dict of str to object
    """
    new = dict(facts)
    if "learning_rate" in changes:
        new["learning_rate"] = config.learning_rate
    if _BATCH & changes.keys():  # the schedule stays at the same place of the epoch
        new["schedule_offset"] = _schedule_step(facts, config, n_train) - facts["step"]
    if "dropout" in changes:
        rng = generator(config.seed, Purpose.DROPOUT, facts["step"])
        new["dropout_rng"] = rng.bit_generator.state
    return new


def total_steps(config: TrainingConfig, interventions: Iterable[Intervention], n_train: int) -> int:
    """Compute how many steps a run takes up to its last epoch.

    Parameters
    ----------
    config : TrainingConfig
        With which the run began.
    interventions : iterable of Intervention
        In the order of their steps.
    n_train : int
        Training digits there are.

    Returns
    -------
    int
    """
    step, epochs = 0, 0.0
    for one in of_person(interventions):
        epochs += (one.step - step) / steps_per_epoch(config, n_train)
        step, config = one.step, replace(config, **_value(one))
    return step + round((config.epochs - epochs) * steps_per_epoch(config, n_train))


def _schedule_step(facts: Mapping[str, Any], config: TrainingConfig, n_train: int) -> int:
    """Return the step of the schedule after which the rest of the epoch ends with the epoch."""
    steps = EpochSteps.from_config(config, n_train)
    one = steps_per_epoch(config, n_train)
    left = -(-(steps.n_digits - facts["position"]) // steps.size) if facts["position"] else one
    return int((facts["epoch"] + 1) * one - left)


def by_step(interventions: Iterable[Intervention]) -> tuple[tuple[int, dict[str, Any]], ...]:
    """List what was changed at each step.

    Parameters
    ----------
    interventions : iterable of Intervention
        In the order of their steps.

    Returns
    -------
    tuple of (int, dict of str to object)
        Steps taken before, and the new values by the names of their settings. Of a setting that was
        changed twice at a step, the second change is listed apart.
    """
    groups: list[tuple[int, dict[str, Any]]] = []
    for one in interventions:
        if not groups or groups[-1][0] != one.step or one.name in groups[-1][1]:
            groups.append((one.step, {}))
        groups[-1][1].update(_value(one))
    return tuple(groups)


def _value(one: Intervention) -> dict[str, Any]:
    return {one.name: one.value}
