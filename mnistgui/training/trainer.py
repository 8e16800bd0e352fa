"""The trainer: a generator of events that changes a network's weights as it is asked to go on.

Whoever iterates it sets the pace - the command line takes all events, the window's thread pauses
by not asking and steps by asking once.
"""

import math
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from mnistgui.data.dataset import Dataset
from mnistgui.nn.network import Network
from mnistgui.nn.schedules import Schedule
from mnistgui.training.config import TrainingConfig
from mnistgui.training.evaluation import at_once
from mnistgui.training.events import (
    EpochEnded,
    Event,
    Finished,
    Intervention,
    Measured,
    Metrics,
    Started,
    Stepped,
)
from mnistgui.training.intervening import go_on_changed
from mnistgui.training.interventions import changed, differences
from mnistgui.training.learner import Learner
from mnistgui.training.measurer import Measurer
from mnistgui.training.measuring import divide
from mnistgui.training.run_threads import RunThreads
from mnistgui.training.state import Progress, TrainerState
from mnistgui.training.stopping import diverged


class Trainer:
    """Trains one network on one dataset.

    Parameters
    ----------
    config : TrainingConfig
    dataset : Dataset
    state : TrainerState or None
        Go on from here instead of from freshly drawn weights. The bits are those of a run that
        never stopped when settings and digits are the same.

    Raises
    ------
    UserError
        The settings do not fit the dataset, or the state the settings.

    Attributes
    ----------
    dataset : Dataset
    progress : Progress
        Counters; read them, the trainer alone changes them.
    learner : Learner
        Takes the steps; the trainer alone has it take them.
    between : callable
        Called between two pieces of a measurement, which may take longer than many steps; whoever
        trains may have it wait.
    threads : RunThreads
        Take its steps and measure it.
    """

    def __init__(
        self, config: TrainingConfig, dataset: Dataset, state: TrainerState | None = None
    ) -> None:
        self.dataset = dataset
        self.progress = Progress(learning_rate=config.learning_rate)
        self.between = at_once
        self.threads = RunThreads(self.progress)
        self.learner = Learner(config, dataset, self.progress, self.threads, state)
        self._measurer = self._made_measurer()
        self._measurer.expect_first(self.learner.network, drawn=state is None)

    def _made_measurer(self) -> Measurer:
        learner = self.learner
        parts, threads = learner.parts(), self.threads
        return Measurer(self.config, parts, self.progress, learner.epoch_digits, threads.measure)

    @property
    def config(self) -> TrainingConfig:
        """The settings in force."""
        return self.learner.config

    @property
    def steps_per_epoch(self) -> int:
        """Changes of the weights in an epoch."""
        return self.learner.steps_per_epoch

    @property
    def schedule(self) -> Schedule:
        """The schedule of the learning rate."""
        return self.learner.schedule

    @property
    def n_train(self) -> int:
        """Digits that it learns from."""
        return self.learner.sizes[0]

    @property
    def learning_rate(self) -> float:
        """The rate of the next step."""
        return self.learner.learning_rate

    def __iter__(self) -> Generator[Event, None, None]:
        """Train to the end, one event at a time; closing the generator stops it."""
        with self.threads.limited():
            yield self._started()
            if self.config.metrics_every:
                yield from self._measurer.measure_first(self.between)
            reason = None
            while reason is None and self.learner.goes_on:
                reason = yield from self._epoch()
            yield from self._measurer.measure_first(self.between)
            if self.config.metrics_every or self.config.metrics_sample:
                yield self.measure(whole=True)
            p = self.progress
            yield Finished(reason or "epochs", p.step, p.epoch, p.seconds, p.samples)

    def intervene(self, changes: Mapping[str, Any]) -> tuple[Intervention, ...]:
        """Change settings from the next step on, as a person may while the network trains.

        Parameters
        ----------
        changes : mapping of str to object
            New values by the names of their settings; those that they have already change nothing.
            Of a new rate, the schedule's factor still applies.

        Returns
        -------
        tuple of Intervention
            For the history, without which the run cannot be replayed.

        Raises
        ------
        UserError
            A setting cannot be changed any more, or its value is not accepted; nothing was changed.
        """
        config = changed(self.config, changes)
        divide(config, self.dataset)  # refuses what does not fit the digits
        changes = differences(self.config, config)
        if changes.keys() == {"learning_rate"}:  # much the most frequent
            self.learner.set_rate(config)
        elif changes:
            first = self._measurer.first
            with self._without_measurer():
                go_on_changed(self.learner, config, changes)
            self._measurer.first = first
        step = self.progress.step
        return tuple(Intervention(step, name, getattr(config, name)) for name in changes)

    def return_to(self, config: TrainingConfig, state: TrainerState) -> None:
        """Go on from another state of the run, as a trainer made for it would, in less time.

        Parameters
        ----------
        config : TrainingConfig
            In force after that step.
        state : TrainerState
        """
        with self._without_measurer():
            self.learner.return_to(config, state)

    @contextmanager
    def _without_measurer(self) -> Iterator[None]:
        """Leave room for the digits of another measurer, which is made at the end."""
        del self._measurer
        yield
        self._measurer = self._made_measurer()

    def replay_until(self, step: int) -> Iterator[Stepped]:
        """Take steps alone, without measuring, to the same bits as a run that measures.

        Parameters
        ----------
        step : int
            After so many steps of the whole run it stops; or at the run's end.

        Yields
        ------
        Stepped
            After each change of the weights.
        """
        p = self.progress
        with self.threads.limited():
            while p.step < step and self.learner.goes_on:
                for stepped in self.learner.steps_of_epoch(step):
                    if stepped is None:
                        return
                    yield stepped
                if p.step < step:
                    self.learner.close_epoch(self._valid_for_patience())

    def close_epoch(self) -> None:
        """Count an epoch after its last step, where :meth:`replay_until` has stopped."""
        if self.progress.position == self.learner.epoch_digits:
            self.learner.close_epoch(self._valid_for_patience())

    def snapshot(self) -> Network:
        """Copy the network as it is between two steps.

        Returns
        -------
        Network
            Reads all pixels and shares nothing with the trainer.
        """
        return self.learner.snapshot()

    def measure(self, *, whole: bool = False) -> Measured:
        """Measure the network as it is between two steps.

        Parameters
        ----------
        whole : bool
            Whether every digit is measured, as at the end of a run.

        Returns
        -------
        Measured
        """
        return self._measurer.measure(self.snapshot(), self.between, whole=whole)

    def state(self, snapshot: Network | None = None) -> TrainerState:
        """Copy everything that is needed to resume to the same bits.

        Parameters
        ----------
        snapshot : Network or None
            One taken since the last step, whose arrays the state may share; None to copy.

        Returns
        -------
        TrainerState
        """
        return self.learner.state(snapshot)

    def _started(self) -> Started:
        return Started(
            self.config,
            self.dataset.name,
            self.learner.network.widths,
            self.learner.network.parameter_count,
            *self.learner.sizes,
            self.steps_per_epoch,
            self.progress.step,
            self.progress.threads,
        )

    def _epoch(self) -> Generator[Event, None, str | None]:
        """Visit every digit once, or what is left of the epoch; return why the run ends."""
        p = self.progress
        for stepped in self.learner.steps_of_epoch():
            if stepped is None:
                return "stop_delta"
            yield stepped
            if not math.isfinite(stepped.loss):
                yield diverged(self.learner.step, p)
                return "diverged"
            every = self.config.metrics_every
            if every and p.step % every == 0:
                yield self.measure()
        return (yield from self._end_epoch())

    def _end_epoch(self) -> Generator[Event, None, str | None]:
        p = self.progress
        if not self.config.metrics_every:
            yield from self._measurer.measure_first(self.between)
            measured = self.measure()
            valid = measured.valid
            yield measured
            if not math.isfinite(measured.train.loss):
                yield diverged(self.learner.step, p)
                return "diverged"
        else:
            valid = self._valid_for_patience()
        reason = self.learner.close_epoch(valid)
        yield EpochEnded(p.epoch, p.step, p.seconds, p.samples)
        return reason

    def _valid_for_patience(self) -> Metrics | None:
        """Measure the validation digits where patience depends on them."""
        if not self.config.patience:
            return None
        return self._measurer.measure_valid(self.snapshot(), self.between)
