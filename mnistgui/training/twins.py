"""Twins: two runs from one seed with one order of the digits, which differ in a single setting."""

from collections.abc import Iterator, Mapping
from dataclasses import fields

import numpy as np

from mnistgui.errors import UserError
from mnistgui.training.config import FIELDS, TrainingConfig, field_named, is_relevant
from mnistgui.training.events import Stepped
from mnistgui.training.fields import Field
from mnistgui.training.interventions import of_person
from mnistgui.training.replay import RunInputs
from mnistgui.training.state import TrainerState
from mnistgui.training.trainer import Trainer

# Settings on which the order of the digits, or the steps between two places of it, depends.
_ORDER = frozenset(
    {
        *("seed", "sampling", "batch_size", "accumulate", "first_batch"),
        *("train_size", "validation_size"),
    }
)
# Those that change no step: with them alone, both runs would be the same.
_MEASURING = frozenset({"metrics_every", "metrics_sample", "test_scaling"})


def twin_fields(config: TrainingConfig) -> tuple[Field, ...]:
    """List the settings in which a twin of a run may differ.

    Parameters
    ----------
    config : TrainingConfig

    Returns
    -------
    tuple of Field
        Those that have an effect with these settings and leave the order of the digits as it is.
    """
    left_out = _ORDER | _MEASURING
    return tuple(one for one in FIELDS if one.name not in left_out and is_relevant(one, config))


def twin_config(config: TrainingConfig, name: str, text: str) -> TrainingConfig:
    """Change a single setting as a person types it.

    Parameters
    ----------
    config : TrainingConfig
    name : str
        Of one of :func:`twin_fields`.
    text : str

    Returns
    -------
    TrainingConfig

    Raises
    ------
    UserError
        The setting cannot differ between twins, the value is not accepted, or it is the same.
    """
    if name in _ORDER | _MEASURING:
        raise UserError(
            f"twins learn from the same digits in the same order; {name} cannot differ between them"
        )
    value = field_named(name).parse(text)
    values = {one.name: getattr(config, one.name) for one in fields(config)}
    other = TrainingConfig(**{**values, name: value})
    if other == config:
        raise UserError(f"{name}={text} is what the run has already; another value is accepted")
    return other


def differing_field(first: RunInputs, second: RunInputs) -> str:
    """Name the setting in which two runs differ, from their start or from a change on.

    Parameters
    ----------
    first, second : RunInputs

    Returns
    -------
    str

    Raises
    ------
    UserError
        They differ in none or in several, or do not learn from the same digits in the same order.
    """
    if not _begin_alike(first.start, second.start):
        raise UserError("the two runs began with other weights; runs with the same start are twins")
    names = _differing(first, second)
    if len(names) != 1:
        count = f"in {len(names)} settings" if names else "in no setting"
        raise UserError(f"the two runs differ {count}; runs that differ in one are twins")
    (name,) = names
    if name in _ORDER:
        raise UserError(
            f"the two runs differ in {name}, and so in the order of their digits; runs that learn "
            "from the same digits in the same order are twins"
        )
    return name


def lockstep(first: Trainer, second: Trainer, step: int) -> Iterator[tuple[Stepped, Stepped]]:
    """Train two networks by turns, a step of one and a step of the other.

    Parameters
    ----------
    first, second : Trainer
        After the same number of steps.
    step : int
        After so many steps it stops, or where one of the runs ends.

    Yields
    ------
    tuple of (Stepped, Stepped)
        After each step of both.
    """
    yield from zip(first.replay_until(step), second.replay_until(step), strict=False)


def _differing(first: RunInputs, second: RunInputs) -> set[str]:
    """The settings that differ at any step; measuring alone is no difference."""
    names = {
        one.name
        for one in FIELDS
        if getattr(first.config, one.name) != getattr(second.config, one.name)
    }
    changes = [
        {(one.step, one.name, one.value) for one in of_person(inputs.interventions)}
        for inputs in (first, second)
    ]
    names |= {name for _, name, _ in changes[0] ^ changes[1]}
    return names - _MEASURING


def _begin_alike(first: TrainerState | None, second: TrainerState | None) -> bool:
    """Whether both begin with weights that are drawn, or with the same weights."""
    if first is second:
        return True
    return first is not None and second is not None and _equal(first.parameters, second.parameters)


def _equal(first: Mapping[str, np.ndarray], second: Mapping[str, np.ndarray]) -> bool:
    return first.keys() == second.keys() and all(
        np.array_equal(first[key], second[key]) for key in first
    )
