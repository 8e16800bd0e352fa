"""Small runs for tests of files: digits of noise, a few steps, everything that has a state."""

from collections.abc import Iterator

import numpy as np

from mnistgui.data.dataset import Dataset, Split
from mnistgui.files.data_facts import DataFacts
from mnistgui.files.run import SavedRun
from mnistgui.files.snapshot import Snapshot
from mnistgui.training.config import TrainingConfig
from mnistgui.training.events import Event, Finished
from mnistgui.training.history import History
from mnistgui.training.trainer import Trainer

CONFIG = TrainingConfig(
    hidden=(6, 5), epochs=3, batch_size=10, validation_size=10, dropout=0.2, optimizer="adam"
)


def noise(seed: int = 0, n: int = 60) -> Dataset:
    rng = np.random.default_rng(seed)
    images = rng.integers(0, 256, (n, 784), dtype=np.uint8)
    labels = rng.integers(0, 10, n, dtype=np.uint8)
    split = Split(images, labels)
    return Dataset("noise", "a test", split, split[:20], synthetic=True)


def trained(
    config: TrainingConfig = CONFIG, steps: int | None = None, dataset: Dataset | None = None
) -> SavedRun:
    """A run after so many steps, or at its end."""
    dataset = dataset or noise()
    trainer, history = Trainer(config, dataset), History()
    snapshots: list[Snapshot] = []
    ended = None
    for event in until(trainer, steps):
        history.add(event)
        if isinstance(event, Finished):
            ended = event.reason
        if trainer.progress.step == 2 and not snapshots:
            snapshots.append(Snapshot.from_trainer(trainer, 0.4))
    return SavedRun.from_trainer(
        trainer, DataFacts.from_dataset(dataset), history, snapshots, ended
    )


def until(trainer: Trainer, steps: int | None) -> Iterator[Event]:
    """Events until so many more steps are taken; all of them for None."""
    begun = trainer.progress.step
    for event in trainer:
        yield event
        if steps is not None and trainer.progress.step - begun >= steps:
            return
