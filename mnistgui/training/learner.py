"""Takes the steps of a run one after the other, and measures nothing."""

import time
from collections.abc import Iterator
from functools import partial

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import Dataset
from mnistgui.nn.arrays import Indices
from mnistgui.nn.network import Network
from mnistgui.nn.optimizers import forget_faded
from mnistgui.nn.parameters import l2_penalty
from mnistgui.nn.scaling import SCALINGS
from mnistgui.training.config import TrainingConfig
from mnistgui.training.events import Metrics, Stepped
from mnistgui.training.fed_digits import FedDigits
from mnistgui.training.fitting import require_fit, require_settings_fit
from mnistgui.training.interventions import feeds_alike
from mnistgui.training.measuring import Parts, divide
from mnistgui.training.mistakes import with_mistake
from mnistgui.training.model import (
    make_dropout,
    make_network,
    make_optimizer,
    make_schedule,
)
from mnistgui.training.run_threads import RunThreads
from mnistgui.training.sampling import EpochSteps, epoch_order, steps_per_epoch
from mnistgui.training.state import Progress, TrainerState, capture, restore
from mnistgui.training.step import Step, most_at_once
from mnistgui.training.stopping import Standstill, cost_stands_still, patience_is_out

# So many steps lie between two looks at what has faded from an optimizer's state.
FADING_STEPS = 64


class Learner:
    """Changes the weights of one network, step after step.

    Parameters
    ----------
    config : TrainingConfig
    dataset : Dataset
    progress : Progress
        Counters of the run, which the steps change.
    threads : RunThreads
        Take its steps.
    state : TrainerState or None
        Go on from here; None for freshly drawn weights.

    Raises
    ------
    UserError
        The settings do not fit the dataset, or the state the settings.

    Attributes
    ----------
    config : TrainingConfig
        The settings in force.
    schedule : Schedule
        The schedule of the learning rate.
    sizes : tuple of int
        How many training, validation and test digits there are.
    steps_per_epoch : int
        Changes of the weights in an epoch.
    network : Network
        Reads all pixels; its weights are those that the run started or resumed from.
    step : Step
        Its network is the one that learns, and reads the pixels that may hold ink.
    """

    def __init__(
        self,
        config: TrainingConfig,
        dataset: Dataset,
        progress: Progress,
        threads: RunThreads,
        state: TrainerState | None = None,
    ) -> None:
        self._dataset = dataset
        self._progress = progress
        self._threads = threads
        self._gradients_watched = False
        self._make(config, state)

    def _make(
        self,
        config: TrainingConfig,
        state: TrainerState | None,
        digits: FedDigits | None = None,
    ) -> None:
        """Make all that depends on the settings; the digits that are learnt, unless given."""
        self.config = config
        require_fit(config.pictures, self._dataset)
        require_settings_fit(config)
        train, valid = divide(config, self._dataset)
        self.sizes = (len(train), len(valid), len(self._dataset.test))
        self._epoch_steps = EpochSteps.from_config(config, len(train))
        self.steps_per_epoch = steps_per_epoch(config, len(train))
        self._full_batch = self._epoch_steps.size == len(train)
        self.schedule = make_schedule(config, self.steps_per_epoch)

        self.network = make_network(config)
        self._digits = digits or FedDigits.chosen(config, self._dataset, train, self.network)
        optimizer = make_optimizer(config)
        dropout = make_dropout(config)
        if state is not None:
            restore(state, self.network, optimizer, dropout, self._progress, self._digits.subset)

        small = with_mistake(self._digits.subset.narrow(self.network), config.mistake)
        self._part = most_at_once(config, len(train))
        self.step = Step(
            small,
            self._digits.feed,
            optimizer,
            dropout=dropout,
            l2=config.l2,
            part=self._part,
            summed=config.batch_gradient == "sum",
            pool=self._threads.pool,
        )
        self.step.gradients_watched = self._gradients_watched

    def set_rate(self, config: TrainingConfig) -> None:
        """Go on with the learning rate of some settings, which differ in nothing else.

        Parameters
        ----------
        config : TrainingConfig
        """
        self.config, self._progress.learning_rate = config, config.learning_rate

    def return_to(self, config: TrainingConfig, state: TrainerState) -> None:
        """Go on from another state of the run, as a learner made for it would, in less time.

        Parameters
        ----------
        config : TrainingConfig
            In force after that step.
        state : TrainerState
        """
        digits = self._digits if feeds_alike(self.config, config) else None
        del self._digits, self.step  # room for the digits of those to come
        self._make(config, state, digits)

    def begin_epoch(self) -> None:
        """Feed the digits of the present epoch, which are warped anew in each."""
        self._digits.feed.begin_epoch(self._progress.epoch)

    def watch_gradients(self) -> None:
        """Have the largest number of the gradients of each step known from now on."""
        self._gradients_watched = self.step.gradients_watched = True

    def next_batch(self) -> tuple[Indices, NDArray[np.uint8]]:
        """Return the digits that the next step learns from, and take no step.

        Returns
        -------
        rows : ndarray of shape (batch_size,), intp
            Their places among the training digits.
        images : ndarray of shape (batch_size, 784), uint8
            Their pixels as the network reads them: warped, where digits are.
        """
        p, steps = self._progress, self._epoch_steps
        whole = p.position == steps.n_digits
        epoch, position = (p.epoch + 1, 0) if whole else (p.epoch, p.position)
        rows = epoch_order(self.config, self.sizes[0], epoch)[position : steps.end(position)]
        images = self._digits.images(rows, epoch)
        self.begin_epoch()
        return rows, images

    @property
    def epoch_digits(self) -> int:
        """Digits that an epoch learns from."""
        return self._epoch_steps.n_digits

    def parts(self) -> Parts:
        """Return all digits of the run, for measuring.

        Returns
        -------
        Parts
        """
        train, valid = divide(self.config, self._dataset)
        faster = self._digits.measured_faster(self.config)
        fed = self._digits if faster else None
        test_scaling = SCALINGS.get(self.config.test_scaling)
        return Parts(train, valid if len(valid) else None, self._dataset.test, fed, test_scaling)

    @property
    def is_cut(self) -> bool:
        """Whether its whole steps are cut into blocks, which several threads share out."""
        return self.step.is_cut(self._part)

    @property
    def learning_rate(self) -> float:
        """The rate of the next step."""
        p = self._progress
        return p.learning_rate * self.schedule.factor(p.step + p.schedule_offset)

    @property
    def goes_on(self) -> bool:
        """Whether an epoch is to be learnt; one that has begun is, whatever was changed."""
        return self._progress.position > 0 or self._progress.epoch < self.config.epochs

    def steps_of_epoch(self, until: int | None = None) -> Iterator[Stepped | None]:
        """Take the steps that are left of the epoch, up to one if any.

        Parameters
        ----------
        until : int or None
            After so many steps of the run it stops; None for the end of the epoch.

        Yields
        ------
        Stepped or None
            After each change of the weights; None where the cost stood still, which ends the run.
        """
        p = self._progress
        order = epoch_order(self.config, self.sizes[0], p.epoch)
        began = time.perf_counter()
        self.begin_epoch()
        p.seconds += time.perf_counter() - began
        while p.position < self._epoch_steps.n_digits and p.step != until:
            stepped = self._learn(order[p.position : self._epoch_steps.end(p.position)])
            yield stepped
            if stepped is None:
                return

    def _learn(self, rows: Indices) -> Stepped | None:
        """Take one step and count it; return None if a full batch's cost stood still before it."""
        p = self._progress
        rate = self.learning_rate
        penalty = l2_penalty(self.step.network, self.config.l2) if self.config.stop_delta else 0.0
        standstill = Standstill(self.config, p, penalty) if self._full_batch else None
        learn = partial(self.step.learn_from, rows, rate, standstill)
        loss = self._threads.take_step(learn, len(rows), cut=self.step.is_cut(len(rows)))
        if standstill is not None and standstill.seen:
            return None
        p.count_step(len(rows), loss.mean + penalty)
        if p.step % FADING_STEPS == 0:  # by the counter that is saved, for the same bits
            forget_faded(self.step.optimizer.state)
        taught = max(self._digits.feed.count_taught(rows), 1)  # a batch of none has a loss of 0
        mean = loss.mean / (taught / len(rows))  # where all teach, divided by exactly 1
        return Stepped(p.step, p.epoch + 1, mean, loss.correct / taught, rate, len(rows))

    def close_epoch(self, valid: Metrics | None) -> str | None:
        """Count the epoch that has passed.

        Parameters
        ----------
        valid : Metrics or None
            Of the validation digits, for patience.

        Returns
        -------
        str or None
            Why the run ends, as in :class:`~mnistgui.training.events.Finished`; None to go on.
        """
        p = self._progress
        cost = p.end_epoch()
        still = not self._full_batch and cost_stands_still(self.config, p, cost)
        impatient = patience_is_out(self.config, p, valid)
        if still:
            return "stop_delta"
        return "patience" if impatient else None

    def snapshot(self) -> Network:
        """Copy the network as it is between two steps.

        Returns
        -------
        Network
            Reads all pixels and shares nothing with the trainer.
        """
        return self._digits.subset.widen(self.step.network, self.network)

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
        step = self.step
        network = snapshot or self.snapshot()
        return capture(network, step.optimizer, step.dropout, self._progress, self._digits.subset)
