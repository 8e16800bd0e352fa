"""Replays a run up to any of its steps, from the nearest checkpoint before it, to the same bits.

A run is a function of its settings, its digits and the changes that a person made while it trained.
So no step has to be kept: whichever is wanted is trained again.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import Dataset
from mnistgui.errors import UserError
from mnistgui.nn.network import Network
from mnistgui.nn.parameters import named_parameters
from mnistgui.notation import thousands
from mnistgui.training.config import TrainingConfig
from mnistgui.training.events import THREADS, Intervention, Stepped
from mnistgui.training.fine_tuning import branched
from mnistgui.training.history import History
from mnistgui.training.interventions import (
    after,
    by_step,
    changed,
    facts_after,
    last_threads,
)
from mnistgui.training.measuring import divide
from mnistgui.training.model import blueprint
from mnistgui.training.state import TrainerState
from mnistgui.training.threads import ALL_THREADS
from mnistgui.training.trainer import Trainer


@dataclass(frozen=True, eq=False)
class RunInputs:
    """The inputs that determine a run, to the bit.

    Parameters
    ----------
    config : TrainingConfig
        With which it began.
    dataset : Dataset
        The digits it learnt from.
    interventions : sequence of Intervention
        In the order of their steps.
    rates : ndarray of shape (n_steps,), float32, or None
        The learning rate of each step as the history has it, to make sure of; None not to.
    threads : int
        As in :class:`~mnistgui.training.state.Progress`: large networks depend on it in their
        last digits.
    start : TrainerState or None
        The weights of another run that it began with; None for weights that were drawn.
    """

    config: TrainingConfig
    dataset: Dataset
    interventions: Sequence[Intervention] = ()
    rates: NDArray[np.float32] | None = None
    threads: int = 0
    start: TrainerState | None = None

    @classmethod
    def from_history(
        cls,
        config: TrainingConfig,
        dataset: Dataset,
        history: History,
        threads: int,
        start: TrainerState | None = None,
    ) -> "RunInputs":
        """Take from a history what a run needs to be trained again.

        Parameters
        ----------
        config : TrainingConfig
        dataset : Dataset
        history : History
            Read at once; it may grow afterwards.
        threads : int
        start : TrainerState or None

        Returns
        -------
        RunInputs
        """
        changes = tuple(history.interventions)
        if last_threads(changes) is not None:  # only a run that was not limited becomes so
            threads = ALL_THREADS
        return cls(config, dataset, changes, history.steps["learning_rate"], threads, start)

    def is_same(self, other: "RunInputs", step: int) -> bool:
        """Whether a trainer of one stands where a trainer of the other would.

        Parameters
        ----------
        other : RunInputs
            Of the same run, perhaps later.
        step : int
            How many steps it has taken.

        Returns
        -------
        bool
        """
        same = self.config == other.config and self.dataset is other.dataset
        same = same and self.threads == other.threads and self.start is other.start
        return same and self.before(step) == other.before(step)

    def before(self, step: int) -> list[Intervention]:
        """List the interventions that a trainer after so many steps has gone through.

        Parameters
        ----------
        step : int

        Returns
        -------
        list of Intervention
        """
        return [one for one in self.interventions if one.step < step]

    def trainer_at(self, checkpoint: TrainerState | None) -> Trainer:
        """Make a trainer that stands at a checkpoint.

        Parameters
        ----------
        checkpoint : TrainerState or None
            None for the start, whose weights are drawn again.

        Returns
        -------
        Trainer
        """
        if checkpoint is not None:
            return Trainer(*self._after(checkpoint))
        if self.start is not None:
            trainer = branched(self.config, self.dataset, self.start)
        else:
            trainer = Trainer(self.config, self.dataset)
        trainer.progress.threads = self.threads
        return trainer

    def return_to(self, trainer: Trainer, checkpoint: TrainerState) -> None:
        """Have a trainer stand at a checkpoint, which takes less time than to make one.

        Parameters
        ----------
        trainer : Trainer
            Of this run.
        checkpoint : TrainerState
        """
        config, _, state = self._after(checkpoint)
        trainer.return_to(config, state)

    def _after(self, checkpoint: TrainerState) -> tuple[TrainingConfig, Dataset, TrainerState]:
        """The settings and the state after a checkpoint and all that was changed at its step."""
        step = checkpoint.facts["step"]
        config, facts = after(self.config, self.before(step)), checkpoint.facts
        n_train = len(divide(config, self.dataset)[0])
        for at_step, changes in by_step(self.interventions):
            settings = {name: value for name, value in changes.items() if name != THREADS}
            if at_step == step and settings:
                config = changed(config, settings)
                facts = facts_after(facts, config, settings, n_train)
        return config, self.dataset, replace(checkpoint, facts=facts)

    def replay(self, trainer: Trainer, step: int) -> Iterator[Stepped]:
        """Train until so many steps of the run have been taken, with every change at its step.

        Parameters
        ----------
        trainer : Trainer
            Made by :meth:`trainer_at`; it is trained on.
        step : int
            Not before the step where the trainer stands.

        Yields
        ------
        Stepped
            After each step; not going on gives the replay up.

        Raises
        ------
        UserError
            The run ended before that step, or its rate was changed by hand in a program that
            kept no record of that.
        """
        reached = trainer.progress.step
        for changed_at, changes in by_step(self.interventions):
            if reached <= changed_at <= step:
                yield from self._checked(trainer.replay_until(changed_at))
                if THREADS in changes:
                    trainer.threads.use(changes.pop(THREADS))
                if changes:
                    trainer.intervene(changes)
        yield from self._checked(trainer.replay_until(step))
        if trainer.progress.step != step:
            raise UserError(
                f"this run ended after step {thousands(trainer.progress.step)}; steps up to that "
                "are accepted"
            )

    def _checked(self, steps: Iterable[Stepped]) -> Iterator[Stepped]:
        """Pass steps on, and make sure that they have the rates that the run had."""
        rates = self.rates
        for stepped in steps:
            if rates is not None and stepped.step <= len(rates):
                had = rates[stepped.step - 1]
                if np.float32(stepped.learning_rate) != had and math.isfinite(had):
                    raise UserError(
                        f"the learning rate of step {thousands(stepped.step)} does not follow from "
                        "the settings of this run: they were changed later, or an older program "
                        "kept no record of a change; steps before are accepted"
                    )
            yield stepped


def network_at(config: TrainingConfig, checkpoint: TrainerState) -> Network:
    """Put together the network of a checkpoint.

    Parameters
    ----------
    config : TrainingConfig
    checkpoint : TrainerState
        Of a run with these settings.

    Returns
    -------
    Network
        It shares its arrays with the checkpoint.
    """
    network = blueprint(config)
    arrays = iter([checkpoint.parameters[one.key] for one in named_parameters(network)])
    return network.map_parameters(lambda _: next(arrays))
