"""The summary of a run, which the command line prints and comparisons use."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from mnistgui.training.config import TrainingConfig
from mnistgui.training.ending import ending
from mnistgui.training.events import Diverged, Event, Finished, Measured
from mnistgui.training.history import History
from mnistgui.training.trainer import Trainer


@dataclass
class Outcome:
    """The outcome of a run.

    Parameters
    ----------
    history : History
        The history of all its events.
    measured : list of Measured
        Every measurement, in order; the last is of the final weights.
    finished : Finished or None
        None when the run was cut short.
    diverged : Diverged or None
        Set when the numbers left the range of their type.
    """

    history: History = field(default_factory=History)
    measured: list[Measured] = field(default_factory=list)
    finished: Finished | None = None
    diverged: Diverged | None = None

    def add(self, event: Event) -> None:
        """Add an event to the history and to the results.

        Parameters
        ----------
        event : Event
        """
        self.history.add(event)
        self.keep_result(event)

    def keep_result(self, event: Event) -> None:
        """Add an event to the results only, because the history has it already.

        Parameters
        ----------
        event : Event
        """
        match event:
            case Measured():
                self.measured.append(event)
            case Diverged():
                self.diverged = event
            case Finished():
                self.finished = event
            case _:
                pass


def train_to_the_end(
    trainer: Iterable[Event], watch: Callable[[Event], None] = lambda _: None
) -> Outcome:
    """Iterate a trainer to its end.

    Parameters
    ----------
    trainer : iterable of Event
    watch : callable
        Shown each event, to draw a progress bar or to save.

    Returns
    -------
    Outcome
    """
    outcome = Outcome()
    for event in trainer:
        outcome.add(event)
        watch(event)
    return outcome


def summary(trainer: Trainer, outcome: Outcome) -> dict[str, Any]:
    """Summarise a run in one JSON-able record.

    Parameters
    ----------
    trainer : Trainer
    outcome : Outcome
        Of a run that was measured at least once.

    Returns
    -------
    dict
        ``dataset, config, epochs, train_loss, train_accuracy, valid_loss, valid_accuracy,
        test_loss, test_accuracy, seconds, samples_per_second, parameters, threads,
        train_cost, steps, weights_sha256``,
        ``finished``, the reason why the run ended, and ``ending``, that in words with the step;
        accuracies from 0 to 1, losses in nats, ``train_cost`` with the penalty, seconds of steps
        alone, None where nothing is held back or the numbers left the range of their type, or
        where the run was cut short.
    """
    progress = trainer.progress
    last = outcome.measured[-1] if outcome.measured else None
    network = trainer.snapshot()
    parts = {"train": last and last.train, "valid": last and last.valid, "test": last and last.test}
    metrics = {
        f"{name}_{what}": part and finite(getattr(part, what))
        for name, part in parts.items()
        for what in ("loss", "accuracy")
    }
    return {
        "dataset": trainer.dataset.name,
        "config": trainer.config.as_dict(),
        "epochs": progress.epoch,
        **metrics,
        "seconds": progress.seconds,
        "samples_per_second": progress.samples / progress.seconds if progress.seconds else None,
        "parameters": network.parameter_count,
        "threads": progress.at_work,
        "weights_sha256": network.sha256(),
        "train_cost": last and finite(last.cost),
        "steps": progress.step,
        "finished": outcome.finished.reason if outcome.finished else None,
        "ending": _ending(outcome.finished, trainer.config),
    }


def _ending(finished: Finished | None, config: TrainingConfig) -> str | None:
    return None if finished is None else ending(finished.reason, finished.step, config)


def finite(number: float) -> float | None:
    """Return the number, or None if JSON cannot represent it."""
    return number if math.isfinite(number) else None
