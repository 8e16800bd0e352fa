"""A training run: its settings, its history and its checkpoint."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any

from numpy.typing import NDArray

from mnistgui.data.dataset import Dataset
from mnistgui.files.data_facts import DataFacts
from mnistgui.files.digit_marks import DigitMark
from mnistgui.files.run_note import NO_NOTE, RunNote
from mnistgui.files.snapshot import Snapshot
from mnistgui.nn.network import Network
from mnistgui.training.branch_point import FROM_THE_START, BranchPoint
from mnistgui.training.checkpoints import Checkpoints
from mnistgui.training.config import TrainingConfig
from mnistgui.training.events import (
    Diverged,
    EpochEnded,
    Event,
    Finished,
    Intervention,
    Started,
    Stepped,
)
from mnistgui.training.history import History
from mnistgui.training.interventions import after, last_threads, total_steps
from mnistgui.training.state import TrainerState
from mnistgui.training.trouble import Trouble
from mnistgui.training.troubles import divergence, trouble_at_end, trouble_on_the_way
from mnistgui.ui.strings import tr


class Status(Enum):
    """The status of a run."""

    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"
    FINISHED = "finished"
    DIVERGED = "diverged"


@dataclass(frozen=True, eq=False)
class Checkpoint:
    """The state of a run after one step, from which it resumes to the same bits.

    Parameters
    ----------
    state : TrainerState
        Of the trainer.
    history : mapping of str to (mapping of str to ndarray)
        The columns of each table of the history up to that step; they are never changed in place.
    ended : str or None
        Why the run was over, as in ``Finished.reason``; None when it was not.
    temperature : float or None
        The number by which the network's logits are divided; None for 1.
    interventions : tuple of Intervention
        What a person changed up to that step.
    """

    state: TrainerState
    history: Mapping[str, Mapping[str, NDArray[Any]]]
    ended: str | None = None
    temperature: float | None = None
    interventions: tuple[Intervention, ...] = ()


@dataclass(eq=False)
class Run:
    """The training of one network.

    Parameters
    ----------
    number : int
        Counted from 1 and never used again.
    config : TrainingConfig
        What was set.
    dataset : Dataset or None
        What it learns from; None for a run from a file, whose digits are not at hand.
    label : str
        What the person calls it; empty for a name made from its settings.
    origin : str
        The run whose weights it began with, in words; empty for freshly drawn weights.
    branch_point : BranchPoint
        How far those weights had come.
    """

    number: int
    config: TrainingConfig
    dataset: Dataset | None
    label: str = ""
    status: Status = Status.PAUSED
    visible: bool = True
    history: History = field(default_factory=History)
    network: Network | None = None
    started: Started | None = None
    trouble: Trouble | None = None  # what went wrong with it, seen in this visit
    checkpoint: Checkpoint | None = None
    saved_checkpoint: Checkpoint | None = None  # which the person has in a file
    facts: DataFacts | None = None
    ended: str | None = None
    temperature: float | None = None  # of the network as it is; learning on forgets it
    renamed: bool = False  # by the person, during this visit
    origin: str = ""
    branch_point: BranchPoint = FROM_THE_START
    machine: str = ""  # that its file names; it is this one for what was trained here
    snapshots: tuple[Snapshot, ...] = ()  # that came with its file
    checkpoints: Checkpoints = field(default_factory=Checkpoints)  # to look at earlier steps
    start: TrainerState | None = None  # the weights it began with, unless they were drawn
    marks: tuple[DigitMark, ...] = ()  # flags and notes of the person on its digits
    note: RunNote = NO_NOTE  # what the person wrote on it

    @property
    def total_steps(self) -> int:
        """Steps of the whole run; 0 before it has started."""
        if self.started is None:
            return 0
        return total_steps(self.config, self.history.interventions, self.started.train_size)

    @property
    def last_config(self) -> TrainingConfig:
        """The settings in force at its newest step."""
        return after(self.config, self.history.interventions)

    @property
    def steps_per_epoch(self) -> float | None:
        """Steps of an epoch; None where nothing is known of them yet."""
        return self.started.steps_per_epoch if self.started else self.history.steps_per_epoch

    @property
    def threads(self) -> int:
        """The most threads that it uses since the machine is busy; 0 for no limit."""
        chosen = last_threads(self.history.interventions)
        return chosen if chosen is not None else self.started.threads if self.started else 0

    @property
    def alive(self) -> bool:
        """Whether it is running or paused."""
        return self.status in (Status.RUNNING, Status.PAUSED)

    @property
    def origin_text(self) -> str:
        """Its name and its digits, in words, for the runs that branch from it."""
        name = tr("run {0}").format(self.number)
        name = f"{name} ({self.label})" if self.label else name
        digits = self.facts.name if self.facts else self.dataset.name if self.dataset else ""
        return tr("{0}, which learnt from {1}").format(name, digits) if digits else name

    def branch_point_at(self, step: int) -> BranchPoint:
        """Return how far the weights have come after a step, from those that were drawn."""
        before = self.branch_point
        epochs = step / self.steps_per_epoch if self.steps_per_epoch else 0.0
        return BranchPoint(before.step + step, before.epoch + epochs)

    @property
    def resumable(self) -> bool:
        """Whether it was stopped before its end and can be resumed."""
        return self.status is Status.STOPPED and self.checkpoint is not None

    @property
    def sentence(self) -> str:
        """What went wrong with it, with its number and name; empty where nothing did."""
        if self.trouble is None:
            return ""
        named = f"{self.number} ({self.label})" if self.label else str(self.number)
        return tr("Run {0}: {1}").format(named, self.trouble.sentence)

    @property
    def is_saved(self) -> bool:
        """Whether the newest checkpoint is in a file that the person saved."""
        return self.checkpoint is not None and self.saved_checkpoint is self.checkpoint

    def use_temperature(self, temperature: float | None) -> None:
        """Set the temperature of the network's readings, which is saved with the run."""
        self.temperature = temperature
        if self.checkpoint is not None:
            self.checkpoint = replace(self.checkpoint, temperature=temperature)

    def accuracy(self, part: str) -> float | None:
        """Return the last accuracy on ``"train"``, ``"valid"`` or ``"test"``, from 0 to 1.

        None where nothing was measured or no digits are held back.
        """
        accuracies = self.history.measured[f"{part}_accuracy"]
        return float(accuracies[-1]) if len(accuracies) and accuracies[-1] >= 0 else None

    def add_state(self, state: TrainerState, *, is_checkpoint: bool = True) -> None:
        """Keep a state for looking back, and as the newest checkpoint if it is one.

        The history must have reached the same step as the state.
        """
        self.checkpoints.add(state)
        if is_checkpoint:
            changes = tuple(self.history.interventions)
            kept = (state, self.columns(), self.ended, self.temperature, changes)
            self.checkpoint = Checkpoint(*kept)

    def columns(self) -> dict[str, dict[str, NDArray[Any]]]:
        """Return the columns of each table of the history, which stay the same while it grows.

        Steps are only ever appended, and there may be millions: of them alone no copy is made.
        """
        return {
            name: {
                column: table[column] if name == "steps" else table[column].copy()
                for column in table.names()
            }
            for name, table in self.history.tables().items()
        }

    def add(self, events: Sequence[Event]) -> None:
        """Add events of the trainer to the history, and update the status."""
        if any(isinstance(event, Stepped) for event in events):
            self.temperature = None
        for event in self.history.add_all(events):
            self._notice(event)

    def _notice(self, event: Event) -> None:
        if isinstance(event, Started):
            self.started = event
        elif isinstance(event, Diverged):
            self.trouble = divergence(self.config, self.history, event)
        elif isinstance(event, EpochEnded) and self.trouble is None:
            self.trouble = trouble_on_the_way(self.config, self.history)
        elif isinstance(event, Finished):
            self.ended = event.reason
            diverged = event.reason == "diverged"
            self.status = Status.DIVERGED if diverged else Status.FINISHED
            self._judge_end()

    def _judge_end(self) -> None:
        """Replace the trouble seen on the way by that of the end, which is told once if equal."""
        if self.status is Status.DIVERGED:
            return
        found = trouble_at_end(self.config, self.history)
        if found is None or self.trouble is None or found.name != self.trouble.name:
            self.trouble = found
