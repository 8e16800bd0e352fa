"""Honest runs are proved; runs that were edited in any of eight ways are found."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest

from mnistgui.data.dataset import Dataset
from mnistgui.data.fingerprint import fingerprint
from mnistgui.files.data_facts import DataFacts
from mnistgui.files.proof import Proof, Prover
from mnistgui.files.run import SavedRun
from mnistgui.files.run_recorder import RunRecorder
from mnistgui.training.checkpoints import Checkpoints
from mnistgui.training.config import TrainingConfig
from mnistgui.training.events import Intervention, Stepped
from mnistgui.training.fine_tuning import branched
from mnistgui.training.state import TrainerState
from mnistgui.training.trainer import Trainer
from tests.files.runs import noise

CONFIG = TrainingConfig(hidden=(6,), epochs=3, batch_size=10, learning_rate=0.02)
KINDS: tuple[TrainingConfig, ...] = (
    CONFIG,
    replace(CONFIG, optimizer="adam", dropout=0.2),
    replace(CONFIG, augmentation="warps", schedule="cosine"),
    replace(CONFIG, model="softmax", sampling="replacement", metrics_every=4),
    replace(CONFIG, l2=0.01, validation_size=10, patience=2),
    replace(CONFIG, batch_size=0, epochs=8),
)
STEERED = {4: {"momentum": 0.5, "dropout": 0.1}, 9: {"batch_size": 25, "learning_rate": 0.005}}


def train(
    config: TrainingConfig,
    changes: dict[int, dict[str, Any]] | None = None,
    dataset: Dataset | None = None,
    trainer: Trainer | None = None,
    before: SavedRun | None = None,
    until: int | None = None,
) -> SavedRun:
    """A run with a checkpoint after every fourth step."""
    trainer = trainer or Trainer(config, dataset or noise())
    kept = Checkpoints()
    recorder = RunRecorder(trainer, before=before, checkpoints=kept)
    for event in trainer:
        recorder.add(event)
        if isinstance(event, Stepped):
            for one in trainer.intervene((changes or {}).get(event.step, {})):
                recorder.add(one)
            if event.step % 4 == 0:
                kept.add(trainer.state())
            if event.step == until:
                break
    return recorder.whole_run(10**9)


@cache
def honest(kind: int, way: str, seed: int) -> SavedRun:
    config = replace(KINDS[kind], seed=seed)
    if way == "changed":
        return train(config, STEERED)
    if way == "resumed":
        first = train(config, until=6)
        return train(config, trainer=first.resumed(noise()), before=first)
    if way == "without checkpoints":
        return replace(train(config), checkpoints=())
    if way == "branched":
        weights = train(replace(config, seed=seed + 1)).state.parameters
        start = TrainerState(weights, {}, {})
        run = train(config, trainer=branched(config, noise(), start))
        return replace(run, origin="another run", start=weights)
    return train(config)


WAYS = ("straight", "changed", "resumed", "without checkpoints", "branched")


def prove(run: SavedRun, seconds: float = 60.0, seed: int = 0) -> Proof:
    dataset = noise()
    rng = np.random.default_rng(seed)
    return Prover(dataset, fingerprint(dataset), seconds, rng).prove(run)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", range(len(KINDS)))
def test_honest_runs_are_proved(kind: int, way: str) -> None:
    run = honest(kind, way, seed=0)
    proof = prove(run)
    assert proof.reasons == ()
    assert (proof.passed, proof.exact) == (True, True)
    assert proof.replayed == proof.steps == run.state.facts["step"]


def with_state(
    run: SavedRun, place: int, change: Callable[[TrainerState], TrainerState]
) -> SavedRun:
    """A run whose checkpoint at a place, or whose last state for -1, was changed."""
    if place < 0:
        return replace(run, state=change(run.state))
    kept = list(run.checkpoints)
    kept[place] = change(kept[place])
    return replace(run, checkpoints=tuple(kept))


def nudged(state: TrainerState) -> TrainerState:
    """A weight that differs in its last digits."""
    weights = {key: array.copy() for key, array in state.parameters.items()}
    weights["W1"][300, 0] = np.nextafter(weights["W1"][300, 0], np.float32(9))
    return replace(state, parameters=weights)


def with_column(run: SavedRun, table: str, column: str, row: int, value: float) -> SavedRun:
    columns = dict(run.history[table])
    columns[column] = columns[column].copy()
    columns[column][row] = value
    return replace(run, history={**run.history, table: columns})


def edit_last_weights(run: SavedRun, _rng: np.random.Generator) -> SavedRun:
    return with_state(run, -1, nudged)


def edit_a_checkpoint(run: SavedRun, rng: np.random.Generator) -> SavedRun:
    return with_state(run, int(rng.integers(len(run.checkpoints))), nudged)


def edit_the_curve(run: SavedRun, rng: np.random.Generator) -> SavedRun:
    row = int(rng.integers(run.state.facts["step"]))
    loss = float(run.history["steps"]["loss"][row])
    return with_column(run, "steps", "loss", row, loss * 0.999)


def edit_the_result(run: SavedRun, _rng: np.random.Generator) -> SavedRun:
    return with_column(run, "measured", "test_accuracy", -1, 0.987)


def claim_other_digits(run: SavedRun, _rng: np.random.Generator) -> SavedRun:
    other = train(run.config, dataset=noise(seed=5))
    return replace(other, data=run.data)


def claim_another_seed(run: SavedRun, _rng: np.random.Generator) -> SavedRun:
    return replace(run, config=replace(run.config, seed=run.config.seed + 1000))


def claim_another_setting(run: SavedRun, _rng: np.random.Generator) -> SavedRun:
    changed = replace(run.config, momentum=0.8, beta1=0.8, learning_rate=0.03)
    return replace(run, config=changed)


def hide_an_intervention(run: SavedRun, _rng: np.random.Generator) -> SavedRun:
    changed = train(run.config, {5: {"learning_rate": 0.001}})
    return replace(changed, interventions=())


FORGERIES = (
    edit_last_weights,
    edit_a_checkpoint,
    edit_the_curve,
    edit_the_result,
    claim_other_digits,
    claim_another_seed,
    claim_another_setting,
    hide_an_intervention,
)


@pytest.mark.parametrize("forge", FORGERIES)
@pytest.mark.parametrize("kind", range(5))
def test_forged_runs_are_found(kind: int, forge: Callable[..., SavedRun]) -> None:
    rng = np.random.default_rng(kind)
    proof = prove(forge(honest(kind, "straight", seed=kind), rng))
    assert not proof.passed
    assert len(proof.reasons) == 1


@pytest.mark.slow
def test_of_two_hundred_honest_and_two_hundred_forged_runs_none_is_mistaken() -> None:
    rng = np.random.default_rng(0)
    refused, missed = [], []
    for i in range(200):
        kind, way, seed = i % len(KINDS), WAYS[i % len(WAYS)], i
        if not prove(honest(kind, way, seed), seed=i).passed:
            refused.append(i)
        forge = FORGERIES[i % len(FORGERIES)]
        if prove(forge(honest(i % 5, "straight", i), rng), seed=i).passed:
            missed.append((i, forge.__name__))
    assert (refused, missed) == ([], [])


def test_runs_from_another_processor_are_compared_within_a_tolerance() -> None:
    run = replace(honest(0, "straight", 0), machine="another one")
    proof = prove(run)
    assert (proof.passed, proof.exact) == (True, False)
    assert prove(with_state(run, -1, nudged)).passed  # as its last digits may differ

    def moved(state: TrainerState) -> TrainerState:
        return replace(state, parameters={k: a + 0.01 for k, a in state.parameters.items()})

    assert not prove(with_state(run, -1, moved)).passed
    assert not prove(edit_the_result(run, np.random.default_rng())).passed
    assert not prove(claim_another_seed(run, np.random.default_rng())).passed


def test_without_time_the_first_and_the_last_stretch_are_replayed() -> None:
    proof = prove(honest(0, "straight", 0), seconds=0.0)
    assert proof.passed
    assert 0 < proof.replayed < proof.steps


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"data": DataFacts.from_dataset(noise(seed=3))}, "other digits"),
        ({"origin": "somewhere"}, "began with weights that its file does not hold"),
        ({"interventions": (Intervention(99, "l2", 0.1),)}, "changes of settings after its last"),
        ({"ended": "epochs", "interventions": (Intervention(15, "epochs", 9),)}, "all epochs"),
    ],
)
def test_contradictions_are_told(change: dict[str, Any], said: str) -> None:
    (reason,) = prove(replace(honest(0, "straight", 0), **change)).reasons
    assert said in reason
