from dataclasses import replace
from itertools import islice

import numpy as np
import pytest

from mnistgui.data.dataset import Split
from mnistgui.errors import UserError
from mnistgui.nn.parameters import l2_penalty
from mnistgui.training.config import TrainingConfig
from mnistgui.training.evaluation import evaluate
from mnistgui.training.events import Diverged, EpochEnded, Finished, Measured, Started, Stepped
from mnistgui.training.trainer import Trainer
from tests.digits import blob_dataset

OPTIMIZERS = ["sgd", "momentum", "nesterov", "adam"]


def trained(config: TrainingConfig) -> str:
    trainer = Trainer(config, blob_dataset())
    for _ in trainer:
        pass
    return trainer.snapshot().sha256()


def test_it_learns_and_tells_in_order() -> None:
    trainer = Trainer(TrainingConfig(hidden=(20,), epochs=3, batch_size=50), blob_dataset())
    events = list(trainer)
    assert isinstance(events[0], Started)
    assert events[0].steps_per_epoch == 10
    assert [e.step for e in events if isinstance(e, Stepped)] == list(range(1, 31))
    assert [e.epoch for e in events if isinstance(e, EpochEnded)] == [1, 2, 3]
    last = [e for e in events if isinstance(e, Measured)][-1]
    assert last.test.accuracy > 0.95
    assert isinstance(events[-1], Finished)
    assert events[-1].samples == 1500


def test_the_same_seed_gives_the_same_bits_and_another_does_not() -> None:
    config = TrainingConfig(hidden=(20,), epochs=2, batch_size=32)
    assert trained(config) == trained(config)
    assert trained(config) != trained(TrainingConfig(hidden=(20,), epochs=2, batch_size=32, seed=1))


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("stop_after", [1, 7, 11, 23])
def test_a_resumed_run_reaches_the_same_bits(optimizer: str, stop_after: int) -> None:
    config = TrainingConfig(
        hidden=(20, 10), epochs=2, batch_size=64, optimizer=optimizer, dropout=0.2, patience=5
    )
    first = Trainer(config, blob_dataset())
    events = iter(first)
    for _ in islice(events, stop_after):
        pass
    state = first.state()
    resumed = Trainer(config, blob_dataset(), state)
    for _ in resumed:
        pass
    assert resumed.snapshot().sha256() == trained(config)


def test_no_velocity_fades_into_subnormal_numbers() -> None:
    # One digit alone has ink in the corner, so that pixel's velocity fades for most of an epoch.
    dataset = blob_dataset()
    dataset.train.images[:, 0] = 0
    dataset.train.images[0, 0] = 255
    trainer = Trainer(TrainingConfig(hidden=(5,), batch_size=1, epochs=2, momentum=0.8), dataset)
    for event in trainer:
        if isinstance(event, Stepped) and event.step % 10 == 0:
            velocity = np.abs(trainer.state().optimizer["velocity.W1"])
            assert ((velocity == 0) | (velocity >= np.finfo(np.float32).tiny)).all()


def test_a_learning_rate_changed_by_hand_holds_from_the_next_step() -> None:
    trainer = Trainer(TrainingConfig(hidden=(5,), epochs=1, batch_size=100), blob_dataset())
    rates = []
    for event in trainer:
        if isinstance(event, Stepped):
            rates.append(event.learning_rate)
            if event.step == 2:
                trainer.intervene({"learning_rate": 0.01})
    assert rates == [0.1, 0.1, 0.01, 0.01, 0.01]


def test_a_run_that_blows_up_says_where() -> None:
    config = TrainingConfig(
        hidden=(20, 10),
        epochs=5,
        batch_size=10,
        learning_rate=1000.0,
        optimizer="sgd",
        initializer="normal",
        init_sigma=1000.0,
    )
    dataset = blob_dataset()
    trainer = Trainer(config, dataset)
    # Weights beyond float32 in the second layer, as an exploding run would have.
    trainer.learner.step.network.dense_layers()[1].W[...] = np.float32(3e38)
    events = list(trainer)
    broken = [e for e in events if isinstance(e, Diverged)]
    assert len(broken) == 1
    assert broken[0].layer == 2
    assert "layer 2 of 3" in broken[0].sentence
    assert isinstance(events[-1], Finished)
    assert events[-1].reason == "diverged"


def test_leaving_out_empty_pixels_changes_no_bit_of_the_kept_ones() -> None:
    config = TrainingConfig(hidden=(10,), epochs=1, batch_size=50)
    trainer = Trainer(config, blob_dataset())
    before = trainer.snapshot().dense_layers()[0].W
    for _ in trainer:
        pass
    after = trainer.snapshot().dense_layers()[0].W
    empty = ~blob_dataset().train.images.any(axis=0)
    assert empty.any()
    assert (before[empty] == after[empty]).all()
    assert (before[~empty] != after[~empty]).any()


def test_accumulated_batches_equal_one_large_batch() -> None:
    large = TrainingConfig(hidden=(10,), epochs=1, batch_size=100)
    small = TrainingConfig(hidden=(10,), epochs=1, batch_size=25, accumulate=4)
    networks = []
    for config in (large, small):
        trainer = Trainer(config, blob_dataset())
        for _ in trainer:
            pass
        networks.append(trainer.snapshot())
    for one, other in zip(networks[0].parameters(), networks[1].parameters(), strict=True):
        assert one == pytest.approx(other, abs=1e-5)


def test_it_stops_when_the_cost_stands_still() -> None:
    config = TrainingConfig(model="softmax", epochs=500, batch_size=0, stop_delta=1e-2)
    finished = list(Trainer(config, blob_dataset()))[-1]
    assert isinstance(finished, Finished)
    assert finished.reason == "stop_delta"
    assert finished.step < 500


def test_it_stops_when_patience_is_out() -> None:
    config = TrainingConfig(
        hidden=(50,), epochs=300, batch_size=10, learning_rate=0.2, optimizer="sgd", patience=2
    )
    dataset = blob_dataset()
    guesses = np.random.default_rng(0).integers(0, 10, 600).astype(np.uint8)
    nothing_to_learn = replace(dataset, train=Split(dataset.train.images, guesses))
    finished = list(Trainer(config, nothing_to_learn))[-1]
    assert isinstance(finished, Finished)
    assert finished.reason == "patience"


def test_a_batch_larger_than_the_set_is_refused_in_a_sentence() -> None:
    with pytest.raises(UserError, match="1 to 500, or 'full'"):
        Trainer(TrainingConfig(batch_size=501), blob_dataset())


@pytest.mark.parametrize("metrics_every", [0, 4])
def test_the_point_before_the_first_step_is_always_measured(metrics_every: int) -> None:
    config = TrainingConfig(hidden=(5,), epochs=2, batch_size=100, metrics_every=metrics_every)
    dataset = blob_dataset()
    before = evaluate(Trainer(config, dataset).snapshot(), dataset.test)
    measured = [e for e in Trainer(config, dataset) if isinstance(e, Measured)]
    assert [e.step for e in measured][:2] == [0, metrics_every or 5]
    assert measured[0].epoch == 0.0
    assert measured[0].test == before
    assert [e.step for e in measured].count(0) == 1


def test_a_run_that_diverges_at_once_has_its_first_point_too() -> None:
    config = TrainingConfig(hidden=(5,), epochs=2, batch_size=100)
    trainer = Trainer(config, blob_dataset())
    trainer.learner.step.network.dense_layers()[1].W[...] = np.float32(3e38)
    measured = [e for e in trainer if isinstance(e, Measured)]
    assert [e.step for e in measured] == [0]


def test_a_full_batch_stops_before_the_step_that_its_cost_would_not_feel() -> None:
    config = TrainingConfig(
        model="softmax", epochs=500, batch_size=0, stop_delta=1e-2, l2=0.01, validation_size=0
    )
    trainer = Trainer(config, blob_dataset())
    events = list(trainer)
    finished = events[-1]
    assert isinstance(finished, Finished)
    assert finished.step == len([e for e in events if isinstance(e, Stepped)])
    network, train = trainer.snapshot(), blob_dataset().train
    cost = evaluate(network, train).loss + l2_penalty(network, 0.01)
    assert trainer.progress.last_cost == pytest.approx(cost, rel=1e-5)
