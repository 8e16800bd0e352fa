"""Replays a run up to any of its steps, from the nearest checkpoint before it, to the same bits.

A run is a function of its settings, its digits and the changes that a person made while it trained.
So no step has to be kept: whichever is wanted is trained again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mnistgui.data.dataset import Dataset
from mnistgui.errors import UserError
from mnistgui.training.config import TrainingConfig
from mnistgui.training.events import RateSet, Stepped
from mnistgui.training.history import GrowingTable
from mnistgui.training.state import TrainerState
from mnistgui.training.trainer import Trainer


@dataclass(frozen=True, eq=False)
class Recording:
    """What a run is a function of.

    Parameters
    ----------
    config : TrainingConfig
    dataset : Dataset
        The digits it learnt from.
    interventions : sequence of RateSet
        In the order of their steps.
    threads : int
        As in :class:`~mnistgui.training.state.Progress`: large networks depend on it in their
        last digits.
    """

    config: TrainingConfig
    dataset: Dataset
    interventions: Sequence[RateSet] = ()
    threads: int = 0

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
        trainer = Trainer(self.config, self.dataset, checkpoint)
        if checkpoint is None:
            trainer.progress.threads = self.threads
        return trainer

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
            The run ended before that step.
        """
        reached = trainer.progress.step
        for change in self.interventions:
            if reached <= change.step <= step:
                yield from trainer.replay_until(change.step)
                trainer.set_learning_rate(change.learning_rate)
        yield from trainer.replay_until(step)
        if trainer.progress.step != step:
            raise UserError(
                f"this run ended after step {trainer.progress.step:,}; steps up to that are "
                "accepted"
            )


def interventions_of(table: GrowingTable) -> tuple[RateSet, ...]:
    """The changes that a history has recorded.

    Parameters
    ----------
    table : GrowingTable
        ``interventions`` of a :class:`~mnistgui.training.history.History`.

    Returns
    -------
    tuple of RateSet
    """
    rows = zip(table["step"].tolist(), table["learning_rate"].tolist(), strict=True)
    return tuple(RateSet(step, rate) for step, rate in rows)
