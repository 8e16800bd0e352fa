"""Mixed-up labels and left-out digits, against plain NumPy."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from mnistgui.errors import UserError
from mnistgui.nn.network import Network
from mnistgui.training.config import TrainingConfig
from mnistgui.training.events import Stepped
from mnistgui.training.labels import learnt_labels, mixed_up
from mnistgui.training.measuring import divide
from mnistgui.training.model import make_network
from mnistgui.training.trainer import Trainer
from tests.digits import blob_dataset

LABELS = np.random.default_rng(3).integers(0, 10, 5000).astype(np.uint8)
PLAIN = TrainingConfig(hidden=(16,), epochs=2, batch_size=50, seed=4)


def trained(config: TrainingConfig) -> tuple[Network, list[Stepped]]:
    trainer = Trainer(config, blob_dataset())
    steps = [event for event in trainer if isinstance(event, Stepped)]
    return trainer.snapshot(), steps


def test_a_share_of_all_labels_is_wrong_and_every_wrong_class_is_drawn() -> None:
    config = TrainingConfig(label_noise="uniform", noise_share=0.3, seed=1)
    learnt = learnt_labels(LABELS, config)
    wrong = np.flatnonzero(learnt != LABELS)
    assert len(wrong) == 1500
    assert wrong.tolist() == mixed_up(LABELS, config).tolist()
    shifts = np.bincount((learnt[wrong].astype(int) - LABELS[wrong]) % 10, minlength=10)
    assert shifts[0] == 0
    assert shifts[1:].min() > 120  # 167 of each are expected


def test_pairs_take_each_others_labels_and_no_others_change() -> None:
    config = TrainingConfig(label_noise="pairs", noise_pairs="4/9,3/5", noise_share=0.5)
    learnt = learnt_labels(LABELS, config)
    wrong = learnt != LABELS
    assert wrong.sum() == round(0.5 * np.isin(LABELS, [3, 4, 5, 9]).sum())
    partner = {4: 9, 9: 4, 3: 5, 5: 3}
    assert all(partner[a] == b for a, b in zip(LABELS[wrong], learnt[wrong], strict=True))


def test_a_larger_share_mixes_up_the_same_digits_and_more() -> None:
    few = TrainingConfig(label_noise="uniform", noise_share=0.1, seed=8)
    many = replace(few, noise_share=0.4)
    rows = mixed_up(LABELS, few)
    assert set(rows) < set(mixed_up(LABELS, many))
    assert (learnt_labels(LABELS, few)[rows] == learnt_labels(LABELS, many)[rows]).all()
    assert set(rows) != set(mixed_up(LABELS, replace(few, seed=9)))


def test_without_noise_the_labels_are_the_same_object() -> None:
    assert learnt_labels(LABELS, TrainingConfig(noise_share=0.5)) is LABELS


def test_only_what_is_learnt_has_wrong_labels() -> None:
    dataset = blob_dataset()
    config = replace(PLAIN, label_noise="uniform", noise_share=1.0, validation_size=100)
    train, valid = divide(config, dataset)
    assert (train.labels != dataset.train.labels[:500]).all()
    assert (valid.labels == dataset.train.labels[500:]).all()


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"accumulate": 3, "l2": 1e-3},
        {"batch_size": 0},
        {"batch_gradient": "sum", "learning_rate": 0.001},
    ],
)
def test_left_out_digits_have_no_error_signal_and_all_else_is_the_same(
    changes: dict[str, Any],
) -> None:
    """One hidden layer by hand: ``(p - y) / n`` with rows of 0, over the whole batch's n."""
    config = replace(
        PLAIN, optimizer="sgd", precision="float64", sampling="ordered", validation_size=0
    )
    left_out = (*range(0, 600, 4), 1, 2, 3, 5)
    config = replace(config, left_out=left_out, epochs=1, **changes)
    digits = blob_dataset().train
    x, y = digits.images / 255, np.eye(10)[digits.labels]
    taught = np.ones(600)
    taught[list(left_out)] = 0
    W1, b1, W2, b2 = (one.copy() for one in make_network(config).parameters())
    size = (config.batch_size or 600) * config.accumulate
    losses = []
    for start in range(0, 600, size):
        rows = slice(start, start + size)
        a = np.maximum(x[rows] @ W1 + b1, 0)
        p = np.exp(a @ W2 + b2)
        p /= p.sum(axis=1, keepdims=True)
        n = 1 if config.batch_gradient == "sum" else size
        losses.append(
            -(np.log((p * y[rows]).sum(axis=1)) * taught[rows]).sum() / taught[rows].sum()
        )
        delta = (p - y[rows]) * taught[rows, None] / n
        below = (delta @ W2.T) * (a > 0)
        rate, l2 = config.learning_rate, config.l2
        W2, b2 = W2 - rate * (a.T @ delta + 2 * l2 * W2), b2 - rate * delta.sum(axis=0)
        W1, b1 = W1 - rate * (x[rows].T @ below + 2 * l2 * W1), b1 - rate * below.sum(axis=0)
    network, steps = trained(config)
    for found, wanted in zip(network.parameters(), (W1, b1, W2, b2), strict=True):
        np.testing.assert_allclose(found, wanted, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose([step.loss for step in steps], losses, rtol=1e-9)


def test_an_empty_list_changes_no_bit_and_a_digit_held_back_neither() -> None:
    plain, _ = trained(PLAIN)
    assert trained(replace(PLAIN, left_out=()))[0].sha256() == plain.sha256()
    assert trained(replace(PLAIN, left_out=(599,)))[0].sha256() == plain.sha256()
    assert trained(replace(PLAIN, left_out=(0,)))[0].sha256() != plain.sha256()


def test_a_batch_of_which_nothing_is_learnt_changes_nothing() -> None:
    config = replace(PLAIN, batch_size=1, epochs=1, optimizer="sgd", sampling="ordered")
    _, steps = trained(replace(config, left_out=(0, 1)))
    assert [step.loss for step in steps[:2]] == [0.0, 0.0]
    assert steps[2].loss > 0
    only = Trainer(replace(config, left_out=tuple(range(1, 500))), blob_dataset())
    list(only.replay_until(500))
    first = Trainer(replace(config, left_out=()), blob_dataset())
    list(first.replay_until(1))
    assert only.snapshot().sha256() == first.snapshot().sha256()


def test_a_list_that_does_not_fit_the_digits_is_refused() -> None:
    with pytest.raises(UserError, match="indices 0 to 599"):
        Trainer(replace(PLAIN, left_out=(600,)), blob_dataset())
    with pytest.raises(UserError, match="no digit to learn from"):
        Trainer(replace(PLAIN, left_out=tuple(range(500))), blob_dataset())
