"""The plan of a study: everything by which its cells and their results are decided."""

import dataclasses
import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import mnistgui
from mnistgui.errors import UserError
from mnistgui.files.data_facts import DataFacts
from mnistgui.sweeps.axes import Axis, GridAxis, RangeAxis, Values, applied, combinations, drawn
from mnistgui.sweeps.constraint import parse_where
from mnistgui.training.config import TrainingConfig
from mnistgui.training.model import blueprint

FORMAT = 1
MEASURES = {
    "valid_accuracy": "Validation accuracy",
    "test_accuracy": "Test accuracy",
    "train_accuracy": "Training accuracy",
}
"""What a study can maximise: names of columns of a run's history, and what they are called."""

PRUNERS = {"median": "Below the median", "halving": "Successive halving"}
MOST_CELLS = 100_000
_TRIES_PER_SETTING = 1000


@dataclass(frozen=True)
class WorkerPace:
    """How often a worker shows that it is alive, and keeps what it has.

    Parameters
    ----------
    heartbeat_seconds : int
        Between two signs of life.
    grace_seconds : int
        Without one for so long, a worker is taken for dead.
    checkpoint_seconds : float
        What a kill may cost: at most so far from a checkpoint, and the epoch that is under way.
    """

    heartbeat_seconds: int = 10
    grace_seconds: int = 60
    checkpoint_seconds: float = 20.0


@dataclass(frozen=True)
class Cell:
    """One setting of all fields with one seed.

    Parameters
    ----------
    number : int
        From 1, in the order of the plan.
    setting : int
        From 0; cells that differ in their seed alone share it.
    values : mapping of str to object
        Of the fields that differ between cells.
    config : TrainingConfig
        All fields, with its seed.
    """

    number: int
    setting: int
    values: Values
    config: TrainingConfig


@dataclass(frozen=True, kw_only=True)
class StudyPlan:
    """What is run.

    Parameters
    ----------
    base : TrainingConfig
        The fields that no axis changes; its seed is the first.
    axes : tuple of Axis
        Of one kind: grid axes, or for a search at least one range.
    data : DataFacts
        The digits, by their fingerprint.
    trials : int
        Settings that a search draws; 0 for a grid.
    seeds : int
        With how many seeds each setting runs.
    where : str
        The constraint; empty for none.
    maximize : str
        A key of :data:`MEASURES`.
    prune : str or None
        A key of :data:`PRUNERS`.
    pace : WorkerPace
    artifacts : str
        Where run files are kept: a folder, ``s3://BUCKET/PREFIX``, or empty for beside the study.
    program_version : str
        Of the program that made it.
    """

    base: TrainingConfig
    axes: tuple[Axis, ...]
    data: DataFacts
    trials: int = 0
    seeds: int = 1
    where: str = ""
    maximize: str = "valid_accuracy"
    prune: str | None = None
    pace: WorkerPace = field(default_factory=WorkerPace)
    artifacts: str = ""
    program_version: str = mnistgui.__version__

    @cached_property
    def settings(self) -> tuple[Values, ...]:
        """The values of each setting, the same in every process.

        Raises
        ------
        UserError
            No setting meets the constraint, or there are too many.
        """
        found = tuple(self._drawn() if self.trials else self._combined())
        if not found:
            raise UserError(f"no setting of these axes meets {self.where!r}")
        return found

    @property
    def n_cells(self) -> int:
        """How many cells there are."""
        return len(self.settings) * self.seeds

    def _combined(self) -> Iterator[Values]:
        count = 1
        for axis in self.axes:
            count *= len(axis.values) if isinstance(axis, GridAxis) else 1
        if count * self.seeds > MOST_CELLS:
            raise UserError(f"this grid has {count * self.seeds:,} cells; up to {MOST_CELLS:,} run")
        return filter(self._meets, combinations(self.axes))

    def _drawn(self) -> Iterator[Values]:
        if self.trials * self.seeds > MOST_CELLS:
            raise UserError(f"up to {MOST_CELLS:,} cells run in a study")
        tries = itertools.islice(
            drawn(self.axes, self.trials, self.base.seed), self.trials * _TRIES_PER_SETTING
        )
        return itertools.islice(filter(self._meets, tries), self.trials)

    def _meets(self, values: Values) -> bool:
        clauses = parse_where(self.where)
        if not clauses:
            return True
        config = applied(self.base, values)
        known = {**config.as_dict(), **values, "parameters": parameters_of(config)}
        return all(clause.holds(known) for clause in clauses)

    def cell(self, number: int) -> Cell:
        """Return a cell.

        Parameters
        ----------
        number : int
            From 1.

        Returns
        -------
        Cell

        Raises
        ------
        UserError
            There is none of this number.
        """
        if not 1 <= number <= self.n_cells:
            raise UserError(f"there is no cell {number}; those from 1 to {self.n_cells} are")
        setting, seed = divmod(number - 1, self.seeds)
        values = self.settings[setting]
        config = dataclasses.replace(applied(self.base, values), seed=self.base.seed + seed)
        return Cell(number, setting, values, config)

    def cells(self) -> Iterator[Cell]:
        """Yield every cell in order."""
        return (self.cell(number) for number in range(1, self.n_cells + 1))

    def as_dict(self) -> dict[str, Any]:
        """The plan as JSON-able values."""
        return {
            **{f.name: getattr(self, f.name) for f in dataclasses.fields(self)},
            "format": FORMAT,
            "base": self.base.as_dict(),
            "axes": [dataclasses.asdict(axis) for axis in self.axes],
            "data": dataclasses.asdict(self.data),
            "pace": dataclasses.asdict(self.pace),
        }

    @classmethod
    def from_dict(cls, facts: Mapping[str, Any]) -> "StudyPlan":
        """Read what :meth:`as_dict` wrote.

        Parameters
        ----------
        facts : mapping of str to object

        Returns
        -------
        StudyPlan

        Raises
        ------
        UserError
            A newer program wrote it, or it is damaged.
        """
        version = facts.get("program_version", "of another kind")
        if facts.get("format") != FORMAT:
            raise UserError(
                f"this study was made by mnistgui {version}, whose studies this version "
                f"({mnistgui.__version__}) does not know; that version goes on with it"
            )
        try:
            return cls(**{name: _read(name, v) for name, v in facts.items() if name != "format"})
        except (TypeError, KeyError) as fault:
            raise UserError(f"the plan of this study is damaged: {fault}") from fault


def parameters_of(config: TrainingConfig) -> int:
    """Compute how many numbers the network of these settings learns."""
    return blueprint(config).parameter_count


def _read(name: str, value: Any) -> Any:
    match name:
        case "base":
            return TrainingConfig.from_dict(value)
        case "axes":
            return tuple(_axis(one) for one in value)
        case "data":
            return DataFacts(**value)
        case "pace":
            return WorkerPace(**value)
        case _:
            return value


def _axis(facts: Mapping[str, Any]) -> Axis:
    if "values" in facts:
        return GridAxis(facts["name"], tuple(facts["values"]))
    return RangeAxis(**facts)
