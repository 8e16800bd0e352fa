"""The trainer: a generator of events that changes a network's weights as it is asked to go on.

Whoever iterates it sets the pace - the command line takes all events, the window's thread pauses
by not asking and steps by asking once.
"""

import math
import time
from collections.abc import Generator, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import replace
from typing import Any

from mnistgui.data.dataset import Dataset
from mnistgui.nn.arrays import Indices
from mnistgui.nn.losses import Loss
from mnistgui.nn.network import Network
from mnistgui.nn.optimizers import forget_faded
from mnistgui.nn.parameters import l2_penalty
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
from mnistgui.training.fed_digits import FedDigits
from mnistgui.training.interventions import changed, differences, facts_after
from mnistgui.training.labels import left_out_mask
from mnistgui.training.measurer import Measurer
from mnistgui.training.measuring import Parts, divide
from mnistgui.training.mistakes import with_mistake
from mnistgui.training.model import (
    make_dropout,
    make_feed,
    make_network,
    make_optimizer,
    make_schedule,
)
from mnistgui.training.pixel_subset import PixelSubset
from mnistgui.training.sampling import (
    EpochSteps,
    epoch_order,
    steps_per_epoch,
)
from mnistgui.training.state import Progress, TrainerState, capture, restore
from mnistgui.training.step import Step, most_at_once
from mnistgui.training.stopping import cost_stands_still, diverged, patience_is_out
from mnistgui.training.threads import (
    limited_threads,
    one_thread_in_passing,
    products_threads,
    spare_threads,
)

# So many steps lie between two looks at what has faded from an optimizer's state.
FADING_STEPS = 64


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
    config : TrainingConfig
        The settings in force.
    dataset : Dataset
    steps_per_epoch : int
        Changes of the weights in an epoch.
    progress : Progress
        Counters; read them, the trainer alone changes them.
    schedule : Schedule
        The schedule of the learning rate.
    between : callable
        Called between two pieces of a measurement, which may take longer than many steps; whoever
        trains may have it wait.
    in_passing : bool
        Whether it trains beside a run whose bits must not depend on it, and so leaves the number
        of threads to that; set it before the first step.
    """

    def __init__(
        self, config: TrainingConfig, dataset: Dataset, state: TrainerState | None = None
    ) -> None:
        self.dataset = dataset
        self.progress = Progress(learning_rate=config.learning_rate)
        self.between = at_once
        self.in_passing = False
        self._limit: ExitStack | None = None
        self._make(config, state)
        self._measurer.expect_first(self._full, drawn=state is None)

    def _make(self, config: TrainingConfig, state: TrainerState | None) -> None:
        """Make all that depends on the settings."""
        self.config = config
        train, valid = divide(config, self.dataset)
        self._sizes = (len(train), len(valid), len(self.dataset.test))
        self._epoch_steps = EpochSteps.from_config(config, len(train))
        self.steps_per_epoch = steps_per_epoch(config, len(train))
        self._full_batch = self._epoch_steps.size == len(train)
        self.schedule = make_schedule(config, self.steps_per_epoch)

        self._full = make_network(config)
        self._subset = PixelSubset.choose(train.images, config, self._full)
        optimizer = make_optimizer(config)
        dropout = make_dropout(config)
        if state is not None:
            restore(state, self._full, optimizer, dropout, self.progress, self._subset)

        self._feed = make_feed(config, train, self._full, self._subset)
        self._feed.left_out = left_out_mask(config, len(train), len(self.dataset.train))
        small = with_mistake(self._subset.narrow(self._full), config.mistake)
        self._part = most_at_once(config, len(train))
        self._step = Step(
            small,
            self._feed,
            optimizer,
            dropout=dropout,
            l2=config.l2,
            part=self._part,
            summed=config.batch_gradient == "sum",
        )
        if state is None:
            self.progress.threads = spare_threads(small, self._part)
        one_thread = products_threads(small, self._part) == 1
        fed = FedDigits.where_faster(self._feed, self._subset, config, one_thread=one_thread)
        whole = Parts(train, valid if len(valid) else None, self.dataset.test, fed)
        self._measurer = Measurer(config, whole, self.progress, self._epoch_steps.n_digits)

    def __iter__(self) -> Generator[Event, None, None]:
        """Train to the end, one event at a time; closing the generator stops it."""
        with self._threads():
            yield self._started()
            if self.config.metrics_every:
                yield from self._measurer.measure_first(self.between)
            reason = None
            while reason is None and self._goes_on:
                reason = yield from self._epoch()
            yield from self._measurer.measure_first(self.between)
            if self.config.metrics_every or self.config.metrics_sample:
                yield self._measured(whole=True)
            p = self.progress
            yield Finished(reason or "epochs", p.step, p.epoch, p.seconds, p.samples)

    @property
    def learning_rate(self) -> float:
        """The rate of the next step."""
        p = self.progress
        return p.learning_rate * self.schedule.factor(p.step + p.schedule_offset)

    @property
    def _goes_on(self) -> bool:
        """Whether an epoch is to be learnt; one that has begun is, whatever was changed."""
        return self.progress.position > 0 or self.progress.epoch < self.config.epochs

    @contextmanager
    def _threads(self) -> Iterator[None]:
        """Limit the threads of products; an intervention may change the limit on the way."""
        with ExitStack() as limit:
            limit.enter_context(self._limited())
            self._limit = limit
            try:
                yield
            finally:
                self._limit = None

    def _limited(self) -> AbstractContextManager[None]:
        if self.in_passing:
            return one_thread_in_passing()
        worth = products_threads(self._step.network, self._part)
        return limited_threads(worth or self.progress.threads or None)

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
            self.config, self.progress.learning_rate = config, config.learning_rate
        elif changes:
            self._make_again(config, changes)
        step = self.progress.step
        return tuple(Intervention(step, name, getattr(config, name)) for name in changes)

    def _make_again(self, config: TrainingConfig, changes: Mapping[str, Any]) -> None:
        """Go on as a trainer would that resumes this state with other settings."""
        state, first = self.state(), self._measurer.first
        facts = facts_after(state.facts, config, changes, self._sizes[0])
        del self._feed, self._step, self._measurer  # room for the digits of those to come
        self._make(config, replace(state, facts=facts))
        self._measurer.first = first
        self._feed.begin_epoch(self.progress.epoch)
        if self._limit is not None:
            self._limit.close()
            self._limit.enter_context(self._limited())

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
        with self._threads():
            while p.step < step and self._goes_on:
                for stepped in self._steps_of_epoch(step):
                    if stepped is None:
                        return
                    yield stepped
                if p.step < step:
                    self._close_epoch(self._valid_for_patience())

    def snapshot(self) -> Network:
        """Copy the network as it is between two steps.

        Returns
        -------
        Network
            Reads all pixels and shares nothing with the trainer.
        """
        return self._subset.widen(self._step.network, self._full)

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
        step = self._step
        network = snapshot or self.snapshot()
        return capture(network, step.optimizer, step.dropout, self.progress, self._subset)

    def _started(self) -> Started:
        return Started(
            self.config,
            self.dataset.name,
            self._full.widths,
            self._full.parameter_count,
            *self._sizes,
            self.steps_per_epoch,
            self.progress.step,
            self.progress.threads,
        )

    def _epoch(self) -> Generator[Event, None, str | None]:
        """Visit every digit once, or what is left of the epoch; return why the run ends."""
        p = self.progress
        for stepped in self._steps_of_epoch():
            if stepped is None:
                return "stop_delta"
            yield stepped
            if not math.isfinite(stepped.loss):
                yield diverged(self._step, p)
                return "diverged"
            if self.config.metrics_every and p.step % self.config.metrics_every == 0:
                yield self._measured()
        return (yield from self._end_epoch())

    def _steps_of_epoch(self, until: int | None = None) -> Iterator[Stepped | None]:
        """Take the steps that are left of the epoch, up to one if any; None ends the run."""
        p = self.progress
        order = epoch_order(self.config, self._sizes[0], p.epoch)
        began = time.perf_counter()
        self._feed.begin_epoch(p.epoch)
        p.seconds += time.perf_counter() - began
        while p.position < self._epoch_steps.n_digits and p.step != until:
            stepped = self._learn(order[p.position : self._epoch_steps.end(p.position)])
            yield stepped
            if stepped is None:
                return

    def _learn(self, rows: Indices) -> Stepped | None:
        """Take one step and count it; return None if a full batch's cost stood still before it."""
        p = self.progress
        rate = self.learning_rate
        penalty = l2_penalty(self._step.network, self.config.l2) if self.config.stop_delta else 0.0
        still = False

        def keeps_weights(loss: Loss) -> bool:
            nonlocal still
            still = cost_stands_still(self.config, p, loss.mean + penalty)
            return still

        began = time.perf_counter()
        loss = self._step.learn_from(rows, rate, keeps_weights if self._full_batch else None)
        p.seconds += time.perf_counter() - began
        if still:
            return None
        p.count_step(len(rows), loss.mean + penalty)
        if p.step % FADING_STEPS == 0:  # by the counter that is saved, for the same bits
            forget_faded(self._step.optimizer.state)
        taught = max(self._feed.count_taught(rows), 1)  # a batch of none has a loss of 0
        mean = loss.mean / (taught / len(rows))  # where all teach, divided by exactly 1
        return Stepped(p.step, p.epoch + 1, mean, loss.correct / taught, rate, len(rows))

    def _end_epoch(self) -> Generator[Event, None, str | None]:
        p = self.progress
        if not self.config.metrics_every:
            yield from self._measurer.measure_first(self.between)
            measured = self._measured()
            valid = measured.valid
            yield measured
            if not math.isfinite(measured.train.loss):
                yield diverged(self._step, p)
                return "diverged"
        else:
            valid = self._valid_for_patience()
        reason = self._close_epoch(valid)
        yield EpochEnded(p.epoch, p.step, p.seconds, p.samples)
        return reason

    def _valid_for_patience(self) -> Metrics | None:
        """Measure the validation digits where patience depends on them."""
        if not self.config.patience:
            return None
        return self._measurer.measure_valid(self.snapshot(), self.between)

    def _close_epoch(self, valid: Metrics | None) -> str | None:
        """Count the epoch that has passed; returns why the run ends."""
        p = self.progress
        cost = p.end_epoch()
        still = not self._full_batch and cost_stands_still(self.config, p, cost)
        impatient = patience_is_out(self.config, p, valid)
        if still:
            return "stop_delta"
        return "patience" if impatient else None

    def _measured(self, *, whole: bool = False) -> Measured:
        return self._measurer.measure(self.snapshot(), self.between, whole=whole)
