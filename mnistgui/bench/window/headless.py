"""The trainer without a window: ``python -m mnistgui.bench.window.headless DIGITS``."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

from mnistgui.bench.window.child import answer_all
from mnistgui.data.locate import find_dataset
from mnistgui.errors import UserError
from mnistgui.training.config import TrainingConfig
from mnistgui.training.events import EpochEnded, Event, Stepped
from mnistgui.training.trainer import Trainer

CONFIG = TrainingConfig(hidden=(100,), batch_size=100, epochs=10_000)
WARM_UP_SECONDS = 0.4
READINGS = 3  # of the speed of one run


def speeds(events: Iterator[Event], seconds: float) -> list[float]:
    """Train for a while, and read the speed a few times.

    Parameters
    ----------
    events : iterator of Event
        Of a trainer; goes on where it was left.
    seconds : float
        How long to count at least for each reading, after a moment of warming up.

    Returns
    -------
    list of float
        Steps a second.
    """
    steps_in_whole_epochs(events, WARM_UP_SECONDS)
    return [_steps_per_second(events, seconds) for _ in range(READINGS)]


def _steps_per_second(events: Iterator[Event], seconds: float) -> float:
    began = time.perf_counter()
    return steps_in_whole_epochs(events, seconds) / (time.perf_counter() - began)


def steps_in_whole_epochs(events: Iterator[Event], seconds: float) -> int:
    """Count steps until the end of the epoch in which the time is up.

    Each epoch ends with a look at all digits, which takes a third of its time: a part of an epoch
    would hold too few steps or too many.

    Parameters
    ----------
    events : iterator of Event
        Of a trainer; goes on where it was left.
    seconds : float

    Returns
    -------
    int
    """
    end = time.perf_counter() + seconds
    steps = 0
    for event in events:
        steps += isinstance(event, Stepped)
        if isinstance(event, EpochEnded) and time.perf_counter() >= end:
            break
    return steps


def main(digits: str) -> None:
    """Answer requests of ``speed SECONDS``."""
    dataset = find_dataset(Path(digits))
    if dataset is None:
        raise UserError(f"{digits} holds no digits")
    # Anew each time, as in the window: a run's speed depends on where its arrays happen to lie.
    answer_all(lambda _what, seconds: speeds(iter(Trainer(CONFIG, dataset)), seconds))


if __name__ == "__main__":
    main(*sys.argv[1:])
