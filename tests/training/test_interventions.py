"""What a person changes while a network trains takes effect at once, and is no accident of it."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from mnistgui.errors import UserError
from mnistgui.training.config import TrainingConfig
from mnistgui.training.events import EpochEnded, Event, Intervention, Measured, Stepped
from mnistgui.training.interventions import CHANGEABLE, after, changed, differences, total_steps
from mnistgui.training.trainer import Trainer
from tests.files.runs import noise

CONFIG = TrainingConfig(hidden=(7,), batch_size=10, epochs=4, learning_rate=0.005)
WARPED = replace(CONFIG, augmentation="warps")
STEPPED = replace(CONFIG, schedule="step", step_epochs=2)
LINEAR = replace(CONFIG, schedule="linear")
ADAM = replace(CONFIG, optimizer="adam")

# By the name of each setting that can be changed: a run in which it matters, and a new value.
CASES: dict[str, tuple[TrainingConfig, Any]] = {
    "epochs": (LINEAR, 5),
    "batch_size": (CONFIG, 15),
    "learning_rate": (CONFIG, 0.001),
    "momentum": (CONFIG, 0.5),
    "beta1": (ADAM, 0.5),
    "beta2": (ADAM, 0.9),
    "accumulate": (CONFIG, 2),
    "schedule": (CONFIG, "cosine"),
    "step_epochs": (STEPPED, 1),
    "step_factor": (STEPPED, 0.1),
    "final_rate": (LINEAR, 0.5),
    "decay_within": (LINEAR, "epoch"),
    "l2": (CONFIG, 0.01),
    "dropout": (CONFIG, 0.4),
    "augmentation": (CONFIG, "warps"),
    "warp_shift": (WARPED, 3.0),
    "warp_scale": (WARPED, 0.3),
    "warp_rotate": (WARPED, 40.0),
    "warp_shear": (WARPED, 0.5),
    "warp_elastic": (WARPED, 2.0),
    "warp_stroke_width": (WARPED, 1.5),
}
CHANGED_AT = 8


def train(trainer: Trainer, changes: dict[str, Any]) -> tuple[list[str], list[Event]]:
    """Train to the end with changes after a step; the digest after each, and all events."""
    digests, events = [], []
    for event in trainer:
        events.append(event)
        if isinstance(event, Stepped):
            digests.append(trainer.snapshot().sha256())
            if event.step == CHANGED_AT:
                events.extend(trainer.intervene(changes))
    return digests, events


def test_there_is_a_case_for_each_setting_that_can_be_changed() -> None:
    assert CASES.keys() == {field.name for field in CHANGEABLE}


@pytest.mark.parametrize("name", CASES)
def test_a_change_takes_effect_after_its_step_and_not_before(name: str) -> None:
    config, value = CASES[name]
    as_before, _ = train(Trainer(config, noise()), {})
    digests, events = train(Trainer(config, noise()), {name: value})
    assert digests[:CHANGED_AT] == as_before[:CHANGED_AT]
    assert digests[-1] != as_before[-1]
    assert [e for e in events if isinstance(e, Intervention)] == [
        Intervention(CHANGED_AT, name, value)
    ]


@pytest.mark.parametrize("name", CASES)
def test_a_changed_run_is_resumed_to_the_same_bits(name: str) -> None:
    config, value = CASES[name]
    digests, events = train(Trainer(config, noise()), {name: value})
    for step in (CHANGED_AT, CHANGED_AT + 1, CHANGED_AT + 5):
        first = Trainer(config, noise())
        for _ in first.replay_until(CHANGED_AT):
            pass
        changes = first.intervene({name: value})
        for _ in first.replay_until(step):
            pass
        resumed = Trainer(after(config, changes), noise(), first.state())
        assert resumed.config == first.config
        for _ in resumed:
            pass
        assert resumed.snapshot().sha256() == digests[-1]
    assert sum(isinstance(event, Measured) and event.step == 0 for event in events) == 1


def test_a_schedule_stays_at_its_place_in_the_run_when_batches_grow() -> None:
    config = replace(STEPPED, step_epochs=1, epochs=6, batch_size=10)
    _, events = train(Trainer(config, noise()), {"batch_size": 20})
    rates: list[set[float]] = [set()]
    for event in events:
        if isinstance(event, EpochEnded):
            rates.append(set())
        elif isinstance(event, Stepped):
            rates[-1].add(event.learning_rate)
    halvings = [0.005 / 2**epoch for epoch in range(6)]
    np.testing.assert_allclose([min(one) for one in rates[:6]], halvings)
    assert all(len(one) == 1 for one in rates[:6])


def test_digits_of_an_epoch_are_learnt_once_when_batches_grow_on_the_way() -> None:
    _, events = train(Trainer(CONFIG, noise()), {"batch_size": 25})
    first, second = (e.step for e in events if isinstance(e, EpochEnded) and e.epoch < 3)
    samples = [e.samples for e in events if isinstance(e, Stepped)]
    assert sum(samples[first:second]) == 50
    changes = [event for event in events if isinstance(event, Intervention)]
    assert abs(total_steps(CONFIG, changes, 50) - len(samples)) <= 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"hidden": (9,)}, "hidden cannot be changed while a network trains; accepted are epochs"),
        ({"momentum": 2.0}, "momentum=2.0 is not possible"),
        ({"batch_size": 51}, "1 to 50, or 'full'"),
    ],
)
def test_what_cannot_be_changed_is_refused_and_changes_nothing(
    changes: dict[str, Any], sentence: str
) -> None:
    trainer = Trainer(CONFIG, noise())
    as_before, _ = train(Trainer(CONFIG, noise()), {})
    for _ in trainer.replay_until(3):
        pass
    with pytest.raises(UserError, match=sentence):
        trainer.intervene(changes)
    for _ in trainer:
        pass
    assert trainer.snapshot().sha256() == as_before[-1]


def test_a_mistake_keeps_its_schedule() -> None:
    mistaken = replace(STEPPED, mistake="B")
    with pytest.raises(UserError, match="mistake=B"):
        changed(mistaken, {"schedule": "constant"})


def test_differences_are_those_that_can_be_changed() -> None:
    wanted = replace(CONFIG, hidden=(9,), momentum=0.5, l2=0.1)
    assert differences(CONFIG, wanted) == {"momentum": 0.5, "l2": 0.1}
