from dataclasses import replace

import numpy as np
import pytest

from mnistgui.data.dataset import Dataset, Split
from mnistgui.training.config import TrainingConfig
from mnistgui.training.decay_mistake import mistaken_config
from mnistgui.training.decay_runs import DecayRuns, decay_runs
from tests.digits import blob_dataset

STEP = TrainingConfig(
    hidden=(4,), schedule="step", step_epochs=3, epochs=9, batch_size=50, learning_rate=0.1
)


def test_both_runs_are_the_same_until_the_rate_drops_and_one_learns_on() -> None:
    runs = decay_runs(STEP, blob_dataset(), "B")
    before = 3 * runs.steps_per_epoch
    meant, wrong = runs.meant, runs.with_mistake
    assert meant.rates[:before].tolist() == wrong.rates[:before].tolist()
    assert meant.losses[:3].tolist() == wrong.losses[:3].tolist()
    assert meant.rates[before] == pytest.approx(0.05)
    halvings = runs.config.batch_size * np.arange(1, runs.steps_per_epoch + 1)
    of_epoch = wrong.rates[before : before + runs.steps_per_epoch]
    assert of_epoch == pytest.approx(0.1 * 0.5**halvings)
    still, learnt = wrong.losses[3] - wrong.losses[-1], meant.losses[3] - meant.losses[-1]
    assert 0 <= still < learnt / 100


def test_the_write_ups_run_is_short() -> None:
    runs = decay_runs(mistaken_config("B"), blob_dataset(), "B")
    assert runs.config.epochs == 50
    assert runs.drop == 20
    assert len(runs.meant.losses) == len(runs.with_mistake.losses) == 50


def test_with_d_the_last_steps_of_every_epoch_have_rates_below_zero() -> None:
    runs = decay_runs(mistaken_config("D"), blob_dataset(), "D")
    below = runs.with_mistake.rates < 0
    assert (runs.meant.rates > 0).all()
    per_epoch = below.reshape(-1, runs.steps_per_epoch)
    assert runs.steps_per_epoch >= 40
    assert per_epoch[:, -4:].all()
    assert not per_epoch[:, :-4].any()


@pytest.mark.parametrize(
    "change",
    [
        {"hidden": (700, 700), "batch_size": 128},
        {"batch_size": 1},
        {"batch_size": 100, "accumulate": 6},
        {"step_epochs": 300, "epochs": 1000},
        {"augmentation": "warps", "patience": 1, "metrics_every": 3},
    ],
)
def test_whatever_the_settings_it_is_short_and_has_steps_to_halve_on(
    change: dict[str, object],
) -> None:
    config = replace(STEP, **change)  # type: ignore[arg-type]  # fields of several types
    runs = decay_runs(config, blob_dataset(), "B")
    assert len(runs.meant.rates) <= 750
    assert runs.steps_per_epoch >= 5
    assert len(runs.meant.losses) == runs.config.epochs > runs.config.step_epochs


def test_digits_sorted_by_class_are_drawn_from_all_classes() -> None:
    whole = blob_dataset()
    order = np.argsort(whole.train.labels, kind="stable")
    split = Split(whole.train.images[order], whole.train.labels[order])
    hardly = replace(STEP, batch_size=1, initializer="zeros", learning_rate=1e-8)
    runs = decay_runs(hardly, Dataset("sorted", "a test", split, whole.test), "B")
    assert runs.n_digits < len(split) / 2
    assert runs.meant.accuracies[0] < 0.5  # it says one class of all, and would be right of one


def test_progress_is_told_and_can_end_the_work() -> None:
    told: list[int] = []
    shown: list[DecayRuns] = []

    def report(done: int, total: int) -> None:
        assert total == runs_in_all
        told.append(done)
        if done == 4:
            raise InterruptedError

    runs_in_all = 8
    with pytest.raises(InterruptedError):
        decay_runs(STEP, blob_dataset(), "B", report, shown.append)
    assert told == [0, 1, 2, 3, 4]
    assert [len(one.meant.losses) for one in shown] == [1, 2, 3, 4]
