"""Proves that a run file came from the training that it tells of, by training stretches again."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np

from mnistgui.data.dataset import Dataset
from mnistgui.errors import UserError
from mnistgui.files.proof_checks import (
    Stretch,
    compare_states,
    consistent,
    curve_agrees,
    measures_agree,
)
from mnistgui.files.run import SavedRun
from mnistgui.notation import thousands
from mnistgui.training.config import TrainingConfig
from mnistgui.training.interventions import after
from mnistgui.training.machine_kind import trains_alike
from mnistgui.training.replay import RunInputs
from mnistgui.training.replayer import Replayer
from mnistgui.training.state import TrainerState
from mnistgui.training.trainer import Trainer

SECONDS = 0.3  # of replaying random stretches, after the first and the last


@dataclass(frozen=True)
class Proof:
    """What came of replaying parts of a run.

    Parameters
    ----------
    passed : bool
    steps : int
        Of the run.
    replayed : int
        How many of them were trained again.
    exact : bool
        Whether the same bits were asked for: the file is from the same kind of processor and BLAS.
    reasons : tuple of str
        Why it did not pass, a sentence each.
    """

    passed: bool
    steps: int
    replayed: int
    exact: bool
    reasons: tuple[str, ...]


@dataclass(eq=False)
class Prover:
    """Replays runs, one after the other.

    Parameters
    ----------
    dataset : Dataset
        From which the runs are said to have learnt.
    fingerprint : str
        Of these digits.
    seconds : float
        How long random stretches are replayed.
    rng : numpy.random.Generator
        Chooses them.
    clock : callable
    """

    dataset: Dataset
    fingerprint: str
    seconds: float = SECONDS
    rng: np.random.Generator = field(default_factory=np.random.default_rng)
    clock: Callable[[], float] = time.monotonic

    def __post_init__(self) -> None:
        """Begin without a trainer."""
        self._replayer = Replayer()

    def prove(self, run: SavedRun) -> Proof:
        """Say whether a file came from the training that it tells of.

        Parameters
        ----------
        run : SavedRun

        Returns
        -------
        Proof
        """
        exact = trains_alike(run.machine, _configs(run))
        steps, replayed = int(run.state.facts["step"]), 0
        reason = self._foreign(run) or consistent(run)
        if not reason:
            try:
                replayed, reason = self._replay(run, exact=exact)
            except UserError as error:
                reason = f"It cannot be trained again: {error}."
        return Proof(not reason, steps, replayed, exact, (reason,) if reason else ())

    def _foreign(self, run: SavedRun) -> str:
        if run.data.fingerprint != self.fingerprint:
            return f"It learnt from other digits than these: {run.data.name}."
        if run.origin and run.start is None:
            return "It began with weights that its file does not hold."
        return ""

    def _replay(self, run: SavedRun, *, exact: bool) -> tuple[int, str]:
        """Replay the first stretch, the last, and random others; returns how far, and a fault."""
        inputs = run.inputs(self.dataset)
        drawn = self._replayer.stand_before(inputs, None, 0).state()
        for state in run.checkpoints:
            if not state.facts["step"] and not compare_states(drawn, state, drawn, exact=exact):
                return 0, "It did not begin with the weights that its settings and seed draw."
        replayed = 0
        for stretch in self._chosen(_stretches(run)):
            reason = self._replay_stretch(run, inputs, stretch, exact=exact)
            replayed += stretch.last - stretch.first
            if reason:
                return replayed, reason
        return replayed, ""

    def _chosen(self, all_of_them: list[Stretch]) -> Iterator[Stretch]:
        """The first, the last, and others while there is time."""
        yield all_of_them[0]
        if len(all_of_them) > 1:
            yield all_of_them[-1]
        end = self.clock() + self.seconds
        for stretch in self.rng.permutation(np.array(all_of_them[1:-1], object)).tolist():
            if self.clock() >= end:
                return
            yield stretch

    def _replay_stretch(
        self, run: SavedRun, inputs: RunInputs, stretch: Stretch, *, exact: bool
    ) -> str:
        """Train a stretch again; returns what differs, or nothing."""
        trainer = self._trainer(inputs, stretch.begin)
        begin = trainer.state()
        row = self._row_to_measure(run, stretch)
        stops = [] if row is None else [int(run.history["measured"]["step"][row])]
        for stop in (*stops, stretch.last):
            for stepped in inputs.replay(trainer, stop):
                if not curve_agrees(run, stepped, exact=exact):
                    return f"The curve of its batches is another at step {thousands(stepped.step)}."
            if row is not None and stop == stops[0]:
                if not _measured_alike(run, trainer, row, exact=exact):
                    return f"What it measured after step {thousands(stop)} is another."
                row = None
        if stretch.end.facts["epoch"] > trainer.progress.epoch:
            trainer.close_epoch()
        if not compare_states(trainer.state(), stretch.end, begin, exact=exact):
            first, last = thousands(stretch.first), thousands(stretch.last)
            return f"Training from step {first} to step {last} gives other weights."
        return ""

    def _row_to_measure(self, run: SavedRun, stretch: Stretch) -> int | None:
        """One measurement within a stretch: the last of the run, otherwise any."""
        steps = run.history["measured"]["step"]
        rows = np.flatnonzero((steps > stretch.first) & (steps <= stretch.last))
        if not len(rows):
            return None
        return int(rows[-1] if stretch.end is run.state else self.rng.choice(rows))

    def _trainer(self, inputs: RunInputs, begin: TrainerState | None) -> Trainer:
        """A trainer that stands at a state of the file, wherever the last replay ended."""
        if begin is None:
            return self._replayer.stand_before(inputs, None, 0)
        trainer = self._replayer.stand_before(inputs, begin, int(begin.facts["step"]))
        inputs.return_to(trainer, begin)
        return trainer


def _configs(run: SavedRun) -> list[TrainingConfig]:
    """The settings at the beginning, and after each change."""
    changes = range(len(run.interventions) + 1)
    return [after(run.config, run.interventions[:n]) for n in changes]


def _stretches(run: SavedRun) -> list[Stretch]:
    """The stretches between the states of a file; the first begins with drawn weights."""
    last = run.state.facts["step"]
    ends = [state for state in run.checkpoints if 0 < state.facts["step"] < last]
    pairs = zip([None, *ends], [*ends, run.state], strict=True)
    return [Stretch(*pair) for pair in pairs]


def _measured_alike(run: SavedRun, trainer: Trainer, row: int, *, exact: bool) -> bool:
    """Whether a measurement is what the network of its step gives."""
    table = run.history["measured"]
    ways = (False, True) if row == len(table["step"]) - 1 else (False,)  # an end is measured whole
    return any(
        measures_agree(table, row, trainer.measure(whole=whole), exact=exact) for whole in ways
    )
