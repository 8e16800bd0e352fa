"""Compares what a run file holds with what its training gives, to the bit or within a tolerance."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistgui.files.run import SavedRun
from mnistgui.files.snapshot import Arrays
from mnistgui.notation import thousands
from mnistgui.training.events import Measured, Metrics, Stepped
from mnistgui.training.state import TrainerState

# On another kind of processor or BLAS: the part of the way of a stretch by which its end may
# differ, and the part by which the loss of a batch may.
TOLERANCE = 0.05
_MEASURED_TOLERANCE = 1e-6  # digits are added up in another order

# The validation loss is left out: it is kept where patience does not need it, too.
_COUNTERS = ("step", "epoch", "position", "samples", "schedule_offset")
_SUMS = ("learning_rate", "epoch_cost", "last_cost")


@dataclass(frozen=True, eq=False)
class Stretch:
    """The steps between two states of a file.

    Parameters
    ----------
    begin : TrainerState or None
        None for the start, whose weights are drawn.
    end : TrainerState
    """

    begin: TrainerState | None
    end: TrainerState

    @property
    def first(self) -> int:
        """Steps taken at its begin."""
        return int(self.begin.facts["step"]) if self.begin else 0

    @property
    def last(self) -> int:
        """Steps taken at its end."""
        return int(self.end.facts["step"])


def consistent(run: SavedRun) -> str:
    """Find a contradiction within a file, without any training.

    Parameters
    ----------
    run : SavedRun

    Returns
    -------
    str
        A sentence; empty where there is none.
    """
    return next(_contradictions(run), "")


def _contradictions(run: SavedRun) -> Iterator[str]:
    n, facts = int(run.state.facts["step"]), run.state.facts
    steps, measured, epochs = (run.history[name] for name in ("steps", "measured", "epochs"))
    if not np.array_equal(steps["step"], np.arange(1, n + 1)):
        yield f"Its curve does not have one point for each of its {thousands(n)} steps."
    if any(table["step"].size and table["step"].max() > n for table in (measured, epochs)):
        yield f"It has figures of steps after its last, {thousands(n)}."
    if len(epochs["epoch"]) != facts["epoch"]:
        yield f"It lists {len(epochs['epoch'])} epochs and counts {facts['epoch']}."
    if run.ended == "epochs" and facts["epoch"] < run.last_config.epochs:
        yield f"It says that all epochs were learnt, after {facts['epoch']}."
    if run.interventions and run.interventions[-1].step > n:
        yield "It lists changes of settings after its last step."
    if any(_step(one) == n and not _same(one, run.state) for one in run.checkpoints):
        yield "It has two states of its last step."
    if any(_step(one) > n for one in (*run.checkpoints, *run.snapshots)):
        yield "It has checkpoints after its last step."


def compare_states(
    trained: TrainerState, kept: TrainerState, begin: TrainerState, *, exact: bool
) -> bool:
    """Whether a state of a file is the one that training gives.

    Parameters
    ----------
    trained : TrainerState
        That was trained here.
    kept : TrainerState
        Of the file.
    begin : TrainerState
        Where the training here began.
    exact : bool
        Whether to the bit; otherwise within :data:`TOLERANCE`.

    Returns
    -------
    bool
    """
    if any(trained.facts[name] != kept.facts[name] for name in _COUNTERS):
        return False
    if exact and any(trained.facts[name] != kept.facts[name] for name in _SUMS):
        return False
    if exact and trained.facts.get("dropout_rng") != kept.facts.get("dropout_rng"):
        return False
    if not exact:  # moments of an optimizer follow from the weights, and are small beside them
        return _near(trained.parameters, kept.parameters, begin.parameters)
    return _same(trained, kept)


def curve_agrees(run: SavedRun, stepped: Stepped, *, exact: bool) -> bool:
    """Whether the point of a step in the curves of a file is the one that training gives.

    Parameters
    ----------
    run : SavedRun
    stepped : Stepped
        Of the training here.
    exact : bool

    Returns
    -------
    bool
    """
    table, place = run.history["steps"], stepped.step - 1
    rate, loss = table["learning_rate"][place], table["loss"][place]
    if rate != np.float32(stepped.learning_rate) and math.isfinite(rate):
        return False
    if exact:
        accuracy = table["accuracy"][place] == np.float32(stepped.accuracy)
        return bool(accuracy and np.array_equal(loss, np.float32(stepped.loss), equal_nan=True))
    accuracy_near = abs(table["accuracy"][place] - stepped.accuracy) <= TOLERANCE
    return bool(accuracy_near and abs(loss - stepped.loss) <= TOLERANCE * (1 + abs(stepped.loss)))


def measures_agree(columns: Arrays, row: int, measured: Measured, *, exact: bool) -> bool:
    """Whether a measurement of a file is the one of the network that was trained here.

    Parameters
    ----------
    columns : mapping of str to ndarray
        The table of measurements of the file.
    row : int
    measured : Measured
        Of the network here.
    exact : bool

    Returns
    -------
    bool
    """
    tolerance = _MEASURED_TOLERANCE if exact else TOLERANCE
    nothing = Metrics(math.nan, math.nan)
    parts: Mapping[str, Metrics] = {
        "train": measured.train,
        "valid": measured.valid or nothing,
        "test": measured.test,
    }
    pairs = [
        (getattr(part, what), float(columns[f"{name}_{what}"][row]))
        for name, part in parts.items()
        for what in ("loss", "accuracy")
    ]
    return all(
        np.isclose(here, kept, rtol=tolerance, atol=tolerance / 10, equal_nan=True)
        for here, kept in pairs
    )


def _same(one: TrainerState, other: TrainerState) -> bool:
    """Whether two states have the same arrays."""
    groups = ((one.parameters, other.parameters), (one.optimizer, other.optimizer))
    return all(
        a.keys() == b.keys() and all(np.array_equal(a[key], b[key]) for key in a) for a, b in groups
    )


def _step(one: Any) -> int:
    return int(one.facts["step"]) if isinstance(one, TrainerState) else int(one.step)


def _near(trained: Arrays, kept: Arrays, begin: Arrays) -> bool:
    """Whether the end of a stretch is nearly the same, measured by how far the stretch went."""
    if not trained.keys() == kept.keys() == begin.keys():
        return False
    way = _length({key: trained[key] - begin[key] for key in begin})
    off = _length({key: trained[key] - kept[key] for key in begin})
    return off <= TOLERANCE * way + _MEASURED_TOLERANCE * _length(trained)


def _length(arrays: Mapping[str, NDArray[Any]]) -> float:
    return math.sqrt(sum(float(np.vdot(one, one).real) for one in arrays.values()))
