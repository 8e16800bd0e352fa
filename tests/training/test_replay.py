"""A replayed step has the bits of a run that was trained straight to it."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from mnistgui.errors import UserError
from mnistgui.training.checkpoints import Checkpoints
from mnistgui.training.config import TrainingConfig
from mnistgui.training.events import Stepped
from mnistgui.training.history import History
from mnistgui.training.replay import RunInputs, network_at
from mnistgui.training.trainer import Trainer
from tests.files.runs import noise

CONFIG = TrainingConfig(
    hidden=(7,), batch_size=10, epochs=4, optimizer="adam", dropout=0.1, validation_size=10
)
CONFIGS = {
    "adam with dropout": CONFIG,
    "warped digits": replace(CONFIG, augmentation="warps"),
    "with replacement": replace(CONFIG, sampling="replacement", optimizer="momentum"),
    "patience": replace(CONFIG, patience=2, schedule="cosine"),
    "full batch": replace(CONFIG, batch_size=0, epochs=9),
}
CHANGES: dict[int, dict[str, Any]] = {
    3: {"learning_rate": 0.02},
    4: {"dropout": 0.3, "l2": 1e-3},
    7: {"batch_size": 7, "schedule": "linear"},
    8: {"learning_rate": 0.0005, "beta1": 0.8},
    9: {"dropout": 0.0, "l2": 0.0, "epochs": 5},
    11: {"augmentation": "warps", "warp_shift": 2.0, "momentum": 0.5},
    13: {"accumulate": 2, "dropout": 0.2},
    15: {"augmentation": "none", "schedule": "step", "step_epochs": 2},
}


class Straight:
    """A run trained to its end, with the digest of its weights after every step."""

    def __init__(self, config: TrainingConfig) -> None:
        self.digests: list[str] = []
        self.history, self.checkpoints = History(), Checkpoints()
        trainer = Trainer(config, noise())
        self.digests.append(trainer.snapshot().sha256())
        for event in trainer:
            self.history.add(event)
            if isinstance(event, Stepped):
                self.digests.append(trainer.snapshot().sha256())
                if event.step in CHANGES:
                    for one in trainer.intervene(CHANGES[event.step]):
                        self.history.add(one)
                if event.step % 4 == 0:
                    self.checkpoints.add(trainer.state())
        self.recording = RunInputs.from_history(
            config, noise(), self.history, trainer.progress.threads
        )

    def digest_by_replay(self, step: int, *, from_start: bool = False) -> str:
        checkpoint = None if from_start else self.checkpoints.before(step)
        trainer = self.recording.trainer_at(checkpoint)
        for _ in self.recording.replay(trainer, step):
            pass
        return trainer.snapshot().sha256()


@pytest.mark.parametrize("name", CONFIGS)
def test_every_step_has_the_bits_of_the_run_itself(name: str) -> None:
    run = Straight(CONFIGS[name])
    steps = range(len(run.digests))
    assert [run.digest_by_replay(step) for step in steps] == run.digests
    assert [run.digest_by_replay(step, from_start=True) for step in steps] == run.digests


def test_without_its_interventions_a_run_is_another() -> None:
    run = Straight(CONFIG)
    unchanged = RunInputs(CONFIG, noise())
    trainer = unchanged.trainer_at(None)
    for _ in unchanged.replay(trainer, 5):
        pass
    assert trainer.snapshot().sha256() != run.digests[5]


def test_a_run_goes_on_from_a_replayed_step_as_it_did() -> None:
    run = Straight(CONFIG)
    last = max(CHANGES)
    for step in range(last, len(run.digests)):
        trainer = run.recording.trainer_at(run.checkpoints.before(step))
        for _ in run.recording.replay(trainer, step):
            pass
        for _ in trainer:
            pass
        assert trainer.snapshot().sha256() == run.digests[-1]


def test_a_checkpoint_is_the_network_of_its_step() -> None:
    run = Straight(CONFIG)
    for step in run.checkpoints.steps:
        checkpoint = run.checkpoints.before(step)
        assert checkpoint is not None
        assert network_at(CONFIG, checkpoint).sha256() == run.digests[step]


def test_a_step_after_the_end_is_refused() -> None:
    run = Straight(CONFIG)
    last = len(run.digests) - 1
    with pytest.raises(UserError, match=rf"ended after step {last}; steps up to that are accepted"):
        run.digest_by_replay(last + 1)


def test_checkpoints_are_thinned_evenly_and_both_ends_stay() -> None:
    trainer = Trainer(CONFIG, noise())
    one = trainer.state()
    size = sum(a.nbytes for group in (one.parameters, one.optimizer) for a in group.values())
    checkpoints = Checkpoints(budget_bytes=5 * size)
    for step in range(101):
        checkpoints.add(replace(one, facts={**one.facts, "step": step}))
    assert len(checkpoints) == 5
    assert checkpoints.nbytes <= 5 * size
    steps = checkpoints.steps
    assert (steps[0], steps[-1]) == (0, 100)
    gaps = [b - a for a, b in pairwise(steps)]
    assert max(gaps) <= 4 * min(gaps)


def test_a_checkpoint_of_the_same_step_replaces_the_older() -> None:
    state = Trainer(CONFIG, noise()).state()
    other = replace(state)
    checkpoints = Checkpoints()
    checkpoints.add(state)
    checkpoints.add(other)
    assert checkpoints.before(0) is other
    assert len(checkpoints) == 1
    assert checkpoints.before(-1) is None
