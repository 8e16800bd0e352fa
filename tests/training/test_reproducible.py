"""One run, taken in every way it can be taken, ends with the same bits."""

from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from mnistgui.files.run_file import load_run, save_run
from mnistgui.files.run_recorder import RunRecorder
from mnistgui.training.config import TrainingConfig
from mnistgui.training.events import Stepped
from mnistgui.training.trainer import Trainer
from tests.digits import blob_dataset

DATASET = blob_dataset(300)

CONFIGS: dict[str, dict[str, Any]] = {
    "sgd, step decay": {"optimizer": "sgd", "schedule": "step", "step_epochs": 1},
    "momentum, one cycle": {"optimizer": "momentum", "schedule": "one_cycle"},
    "nesterov, cosine, l2": {"optimizer": "nesterov", "schedule": "cosine", "l2": 0.001},
    "adam, dropout": {"optimizer": "adam", "learning_rate": 0.01, "dropout": 0.3},
    "replacement, linear": {
        "sampling": "replacement",
        "schedule": "linear",
        "decay_within": "epoch",
    },
    "in order, accumulated": {"sampling": "ordered", "accumulate": 3, "batch_size": 20},
    "full batch, signed": {"batch_size": 0, "pixel_scaling": "signed", "epochs": 12},
    "softmax, sampled metrics": {"model": "softmax", "metrics_every": 3, "metrics_sample": 50},
    "logistic, patience": {"model": "logistic", "patience": 3},
    "warped": {"augmentation": "warps"},
    "all that draws or remembers": {
        "augmentation": "warps",
        "optimizer": "adam",
        "learning_rate": 0.01,
        "dropout": 0.3,
        "sampling": "replacement",
        "accumulate": 2,
        "batch_size": 30,
        "schedule": "one_cycle",
        "patience": 2,
        "metrics_every": 2,
        "metrics_sample": 40,
    },
}


def config_of(name: str) -> TrainingConfig:
    return TrainingConfig(**{"hidden": (12, 8), "epochs": 3, "batch_size": 64, **CONFIGS[name]})


def facts(trainer: Trainer, losses: list[float]) -> tuple[str, int, list[float]]:
    return trainer.snapshot().sha256(), trainer.progress.step, losses


def losses_of(events: Any) -> list[float]:
    return [event.loss for event in events if isinstance(event, Stepped)]


def straight(config: TrainingConfig, _folder: Path) -> tuple[str, int, list[float]]:
    trainer = Trainer(config, DATASET)
    return facts(trainer, losses_of(trainer))


def stepped(config: TrainingConfig, _folder: Path) -> tuple[str, int, list[float]]:
    """Each event asked for alone, with everything a window looks at in between."""
    trainer, losses = Trainer(config, DATASET), []
    events = iter(trainer)
    while (event := next(events, None)) is not None:
        losses += losses_of([event])
        trainer.snapshot().probabilities(DATASET.test.images[:5])
        trainer.state()
        np.random.default_rng().normal(size=3)  # Nobody else's random numbers matter.
    return facts(trainer, losses)


def paused(config: TrainingConfig, _folder: Path) -> tuple[str, int, list[float]]:
    """Left alone half way while another run trains."""
    trainer = Trainer(config, DATASET)
    events = iter(trainer)
    losses = losses_of(islice(events, 7))
    list(Trainer(TrainingConfig(hidden=(5,), epochs=1, seed=9), DATASET))
    losses += losses_of(events)
    return facts(trainer, losses)


def resumed(config: TrainingConfig, _folder: Path) -> tuple[str, int, list[float]]:
    """Stopped every few events, and gone on from its state in a new trainer."""
    trainer, losses = Trainer(config, DATASET), []
    while taken := list(islice(trainer, 6)):
        losses += losses_of(taken)
        if len(taken) < 6:
            break
        trainer = Trainer(config, DATASET, trainer.state())
    return facts(trainer, losses)


def from_file(config: TrainingConfig, folder: Path) -> tuple[str, int, list[float]]:
    """Stopped, saved, loaded and gone on."""
    kept = RunRecorder(Trainer(config, DATASET))
    for event in islice(kept.trainer, 8):
        kept.add(event)
    save_run(folder / "half.h5", kept.saved_run())
    again = RunRecorder.resumed(load_run(folder / "half.h5"), DATASET)
    for event in again.trainer:
        again.add(event)
    reread = load_run(_saved(folder / "whole.h5", again))
    assert reread.network().sha256() == again.trainer.snapshot().sha256()
    return facts(again.trainer, [float(loss) for loss in again.history.steps["loss"]])


def _saved(path: Path, kept: RunRecorder) -> Path:
    save_run(path, kept.saved_run())
    return path


@pytest.mark.parametrize("way", [stepped, paused, resumed, from_file])
@pytest.mark.parametrize("name", CONFIGS)
def test_every_way_ends_with_the_bits_of_the_straight_one(
    name: str, way: Callable[[TrainingConfig, Path], Any], tmp_path: Path
) -> None:
    config = config_of(name)
    sha256, step, losses = straight(config, tmp_path)
    taken_sha256, taken_step, taken_losses = way(config, tmp_path)
    assert taken_sha256 == sha256
    assert taken_step == step
    assert np.array(taken_losses, np.float32).tobytes() == np.array(losses, np.float32).tobytes()


def test_another_seed_is_another_run(tmp_path: Path) -> None:
    config = TrainingConfig(hidden=(12, 8), epochs=1)
    other = TrainingConfig(hidden=(12, 8), epochs=1, seed=1)
    assert straight(config, tmp_path)[0] != straight(other, tmp_path)[0]
