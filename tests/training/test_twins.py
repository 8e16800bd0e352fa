"""Who is a twin of a run, and that twins go in lockstep to the bits of runs that train alone."""

from dataclasses import replace
from typing import Any

import pytest

from mnistgui.data.dataset import Dataset
from mnistgui.data.synthetic.make import synthetic_dataset
from mnistgui.errors import UserError
from mnistgui.training.config import TrainingConfig
from mnistgui.training.events import THREADS, Intervention
from mnistgui.training.replay import RunInputs
from mnistgui.training.trainer import Trainer
from mnistgui.training.twins import differing_field, lockstep, twin_config, twin_fields

CONFIG = TrainingConfig(hidden=(6,), epochs=2, validation_size=0)


@pytest.fixture(scope="module")
def digits() -> Dataset:
    return synthetic_dataset(400, 100)


def test_a_twin_differs_in_one_setting_that_leaves_the_order_alone(digits: Dataset) -> None:
    names = [one.name for one in twin_fields(CONFIG)]
    assert {"momentum", "learning_rate", "l2", "initializer", "activation"} <= set(names)
    assert not {"seed", "batch_size", "sampling", "metrics_every", "beta1"} & set(names)
    twin = twin_config(CONFIG, "momentum", "0.5")
    assert twin == replace(CONFIG, momentum=0.5)
    inputs = RunInputs(CONFIG, digits)
    assert differing_field(inputs, replace(inputs, config=twin)) == "momentum"


def test_a_change_on_the_way_makes_a_twin_and_threads_do_not_count(digits: Dataset) -> None:
    changes = (Intervention(3, "momentum", 0.5), Intervention(4, THREADS, 1))
    inputs = RunInputs(CONFIG, digits)
    assert differing_field(inputs, replace(inputs, interventions=changes)) == "momentum"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "in no setting"),
        ({"metrics_every": 3}, "in no setting"),
        ({"momentum": 0.5, "l2": 0.1}, "in 2 settings"),
        ({"batch_size": 50}, "the order of their digits"),
        ({"seed": 1}, "the order of their digits"),
    ],
)
def test_what_is_no_twin_is_told(changes: dict[str, Any], words: str, digits: Dataset) -> None:
    inputs = RunInputs(CONFIG, digits)
    other = replace(inputs, config=replace(CONFIG, **changes))
    with pytest.raises(UserError, match=words):
        differing_field(inputs, other)


def test_branches_are_twins_only_from_the_same_weights(digits: Dataset) -> None:
    start, other = (Trainer(replace(CONFIG, seed=seed), digits).state() for seed in (1, 2))
    inputs = RunInputs(CONFIG, digits, start=start)
    twin = replace(inputs, config=replace(CONFIG, l2=0.1), start=replace(start))
    assert differing_field(inputs, twin) == "l2"
    with pytest.raises(UserError, match="began with other weights"):
        differing_field(inputs, replace(twin, start=other))
    with pytest.raises(UserError, match="began with other weights"):
        differing_field(inputs, replace(twin, start=None))


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("momentum", "0.9", "has already"),
        ("momentum", "7", "momentum=7.0 is not possible"),
        ("seed", "7", "seed cannot differ"),
    ],
)
def test_a_twin_that_cannot_be_is_refused(name: str, text: str, words: str) -> None:
    with pytest.raises(UserError, match=words):
        twin_config(CONFIG, name, text)


def test_twins_go_in_lockstep_to_the_bits_of_runs_that_train_alone(digits: Dataset) -> None:
    configs = (CONFIG, twin_config(CONFIG, "momentum", "0.5"))
    first, second = (Trainer(config, digits) for config in configs)
    steps = [(one.step, other.step) for one, other in lockstep(first, second, 6)]
    assert steps == [(step, step) for step in range(1, 7)]
    for trainer, config in zip((first, second), configs, strict=True):
        alone = Trainer(config, digits)
        for _ in alone.replay_until(6):
            pass
        assert trainer.snapshot().sha256() == alone.snapshot().sha256()
    assert first.snapshot().sha256() != second.snapshot().sha256()
