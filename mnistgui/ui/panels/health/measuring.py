"""Measures the checkpoints of a run in another thread, each of them once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from mnistgui.data.dataset import Dataset
from mnistgui.errors import UserError
from mnistgui.inspection.evidence import (
    Curves,
    EvidenceCollector,
    RunEvidence,
    evidence_of_weights,
)
from mnistgui.inspection.health import Finding, diagnose, measure_rules
from mnistgui.inspection.step_measurer import first_network
from mnistgui.nn.network import Network
from mnistgui.training.config import TrainingConfig
from mnistgui.training.state import TrainerState
from mnistgui.ui.runs.run import Run

Values = Mapping[str, Mapping[int, float]]  # of every rule, by the number of the layer

_MOST_STEPS = 60  # that are measured of a run: points of its lines


@dataclass(frozen=True, eq=False)
class HealthQuestion:
    """A run, and the checkpoint that is to be judged.

    Parameters
    ----------
    run : Run
        To tell it from others, and what it began with.
    config : TrainingConfig
        With all that was changed while it trained.
    dataset : Dataset or None
        Its digits, or those at hand, which are used if they are the same; None for none.
    curves : Curves
    state : TrainerState
        The checkpoint.
    earlier : sequence of int
        Steps of the checkpoints before it, of which some are read and measured, too.
    """

    run: Run
    config: TrainingConfig
    dataset: Dataset | None
    curves: Curves
    state: TrainerState
    earlier: Sequence[int] = ()


@dataclass(frozen=True, eq=False)
class MeasuredHealth:
    """The answer: the newest evidence, what is found in it, and the values of earlier steps.

    Parameters
    ----------
    question : HealthQuestion
    evidence : RunEvidence
        Of the checkpoint that is judged.
    findings : tuple of Finding
    values : mapping of int to Values
        By step; those of the checkpoint among them.
    missing : bool
        Whether an earlier checkpoint is still to be measured.
    """

    question: HealthQuestion
    evidence: RunEvidence
    findings: tuple[Finding, ...]
    values: Mapping[int, Values]
    missing: bool = False

    @property
    def step(self) -> int:
        """Steps taken before the checkpoint."""
        return step_of(self.question.state)

    @property
    def measured_digits(self) -> bool:
        """Whether digits went through the network; else weights and curves alone are known."""
        return self.evidence.pixels is not None


@dataclass(eq=False)
class _KnownRun:
    """What has been measured of one run with one data set."""

    run: Run
    config: TrainingConfig
    dataset: Dataset | None
    first: Network | None
    collector: EvidenceCollector | None
    values: dict[int, Values] = field(default_factory=dict)

    def evidence(self, curves: Curves, state: TrainerState) -> RunEvidence:
        """Measure a checkpoint, and keep its values."""
        step = step_of(state)
        cut = curves.until(step)
        if self.collector is None:
            evidence = evidence_of_weights(self.config, cut, state, self.first)
        else:
            evidence = self.collector.collect(cut, state)
        self.values[step] = measure_rules(evidence)
        return evidence


class HealthMeasurer:
    """Answers questions in the thread of a latest-wins worker, and remembers the last run."""

    def __init__(self) -> None:
        self._known: _KnownRun | None = None

    def answer(self, question: HealthQuestion) -> MeasuredHealth:
        """Any thread, one at a time: Measure the checkpoint, and one of those before it."""
        known = self._known_run(question)
        evidence = known.evidence(question.curves, question.state)
        waiting = _spread([step for step in question.earlier if step not in known.values], known)
        state = question.run.checkpoints.before(waiting[0]) if waiting else None
        if state is not None:
            known.evidence(question.curves, state)
        values, missing = dict(known.values), len(waiting) > 1
        return MeasuredHealth(question, evidence, diagnose(evidence), values, missing)

    def _known_run(self, question: HealthQuestion) -> _KnownRun:
        known = self._known
        if (
            known is None
            or known.run is not question.run
            or known.config != question.config
            or known.dataset is not question.dataset
        ):
            known = self._known = _meet(question)
        return known


def step_of(state: TrainerState) -> int:
    """Return how many steps a run had taken at a checkpoint."""
    return int(state.facts["step"])


def _meet(question: HealthQuestion) -> _KnownRun:
    run, config, dataset = question.run, question.config, question.dataset
    start = None if run.start is None else run.start.parameters
    first = first_network(run.config, start, drawn=not run.origin)
    return _KnownRun(run, config, dataset, first, _collector(question, first))


def _collector(question: HealthQuestion, first: Network | None) -> EvidenceCollector | None:
    """Return what measures with digits; None where those of the run are not at hand."""
    dataset, facts = question.dataset, question.run.facts
    if dataset is None:
        return None
    if question.run.dataset is not dataset and facts is not None and not facts.match(dataset):
        return None
    try:
        return EvidenceCollector(question.config, dataset, first)
    except UserError:  # the settings do not fit these digits, which are others then
        return None


def _spread(steps: Sequence[int], known: _KnownRun) -> list[int]:
    """Return unmeasured steps, the one farthest from all measured ones first."""
    if len(known.values) >= _MOST_STEPS:
        return []
    measured = list(known.values)
    return sorted(steps, key=lambda one: -min(abs(one - step) for step in measured))
