"""Two runs of the list that are twins."""

from collections.abc import Iterable
from dataclasses import dataclass

from mnistgui.data.dataset import Dataset
from mnistgui.errors import UserError
from mnistgui.training.config import field_named
from mnistgui.training.fields import Field
from mnistgui.training.interventions import after, of_person
from mnistgui.training.twins import differing_field
from mnistgui.ui.runs.run import Run
from mnistgui.ui.runs.run_inputs import has_own_digits, inputs_of_run
from mnistgui.ui.runs.run_settings import shown
from mnistgui.ui.strings import tr


@dataclass(frozen=True)
class Pair:
    """Two runs from one seed, of which the second was begun later.

    Parameters
    ----------
    first, second : Run
    field : str
        The one setting in which they differ.
    """

    first: Run
    second: Run
    field: str

    @property
    def steps(self) -> int:
        """Steps that both have taken."""
        return min(len(run.history.steps) for run in (self.first, self.second))

    def other(self, run: Run) -> Run:
        """Return the twin of one of the two."""
        return self.second if run is self.first else self.first

    def value(self, run: Run, step: int) -> str:
        """Return the setting of one of the two after a step, in the notation of the form."""
        changes = [one for one in of_person(run.history.interventions) if one.step < step]
        return shown(self._field, getattr(after(run.config, changes), self.field))

    def in_words(self, step: int) -> str:
        """Return the two runs with the setting in which they differ."""
        words = tr("Run {0} against run {1}: {2} {3} against {4}")
        values = (self.value(run, step) for run in (self.second, self.first))
        return words.format(
            self.second.number, self.first.number, tr(self._field.label).lower(), *values
        )

    @property
    def _field(self) -> Field:
        return field_named(self.field)


def pairs_of(run: Run, runs: Iterable[Run], dataset: Dataset) -> list[Pair]:
    """Return the pairs that a run forms with its twins, the newest first."""
    others = [one for one in runs if one is not run and _may_learn_from(one, dataset)]
    found = (
        _pair(min(run, one, key=_number), max(run, one, key=_number), dataset) for one in others
    )
    return sorted((pair for pair in found if pair), key=lambda pair: -pair.other(run).number)


def _pair(first: Run, second: Run, dataset: Dataset) -> Pair | None:
    try:
        field = differing_field(inputs_of_run(first, dataset), inputs_of_run(second, dataset))
    except UserError:  # most runs are no twins of each other, and nobody asked about these
        return None
    return Pair(first, second, field)


def _may_learn_from(run: Run, dataset: Dataset) -> bool:
    """Return whether digits are not known to be others than those of a run."""
    return run.dataset is None or has_own_digits(run, dataset)


def _number(run: Run) -> int:
    return run.number
