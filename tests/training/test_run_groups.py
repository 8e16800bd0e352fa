"""Figures of groups of runs beside plain NumPy."""

from dataclasses import replace

import numpy as np
import pytest

from mnistgui.training.config import TrainingConfig
from mnistgui.training.events import EpochEnded, Measured, Metrics
from mnistgui.training.history import History
from mnistgui.training.run_groups import (
    all_but_seed,
    band_of,
    best_epoch,
    differing_fields,
    grouped,
    seconds_of,
    spread_of,
)

USUAL = TrainingConfig()


def measured(*accuracies: tuple[float | None, float]) -> History:
    history = History()
    for epoch, (valid, test) in enumerate(accuracies):
        held = None if valid is None else Metrics(1.0, valid)
        history.add(Measured(10 * epoch, epoch, Metrics(1.0, 0.5), held, Metrics(1.0, test)))
    return history


def test_runs_that_differ_in_the_seed_alone_are_one_group() -> None:
    configs = [
        replace(USUAL, seed=seed, learning_rate=rate) for rate in (0.1, 0.2) for seed in (3, 1)
    ]
    configs.append(replace(USUAL, seed=9, learning_rate=0.1))
    groups = grouped(range(5), map(all_but_seed, configs))
    assert groups == [[0, 1, 4], [2, 3]]
    assert [field.name for field in differing_fields(configs)] == ["learning_rate", "seed"]
    assert differing_fields(configs[:1]) == []


def test_a_setting_that_matters_for_none_of_the_runs_has_no_column() -> None:
    plain = [replace(USUAL, optimizer="sgd", beta2=beta2) for beta2 in (0.9, 0.99)]
    assert differing_fields(plain) == []


def test_mean_and_spread_are_those_of_numpy() -> None:
    values = np.random.default_rng(0).random(7)
    spread = spread_of([*values, None, np.nan])
    assert spread is not None
    assert spread.mean == pytest.approx(values.sum() / 7, rel=1e-12)
    by_hand = np.sqrt(((values - values.sum() / 7) ** 2).sum() / 6)
    assert spread.deviation == pytest.approx(by_hand, rel=1e-12)
    assert spread.count == 7
    one = spread_of([0.5, None])
    assert one is not None
    assert (one.mean, one.deviation, one.count) == (0.5, None, 1)
    assert spread_of([None]) is None


def test_a_band_has_the_places_that_all_curves_have_and_no_others() -> None:
    rng = np.random.default_rng(1)
    lengths = (10, 8, 9)
    places = [np.arange(n, dtype=float) for n in lengths]
    places[1] = np.delete(places[1], 3)  # one was not measured there
    curves = [(x, rng.random(len(x))) for x in places]
    band = band_of(curves)
    assert band.x.tolist() == [0, 1, 2, 4, 5, 6, 7]
    for i, x in enumerate(band.x):
        values = np.array([y[list(own).index(x)] for own, y in curves])
        mean = values.sum() / 3
        deviation = np.sqrt(((values - mean) ** 2).sum() / 2)
        assert band.mean[i] == pytest.approx(mean, rel=1e-12)
        assert band.low[i] == pytest.approx(mean - deviation, rel=1e-9, abs=1e-12)
        assert band.high[i] == pytest.approx(mean + deviation, rel=1e-9)


def test_the_best_epoch_is_chosen_by_validation_digits_where_there_are_any() -> None:
    best = best_epoch(measured((0.1, 0.2), (0.8, 0.7), (0.7, 0.9), (0.8, 0.6)))
    assert best is not None
    assert (best.epoch, best.accuracy, best.part) == (1.0, 0.8, "valid")
    best = best_epoch(measured((None, 0.2), (None, 0.9), (None, 0.5)))
    assert best is not None
    assert (best.epoch, best.accuracy, best.part) == (1.0, 0.9, "test")
    assert best_epoch(History()) is None


def test_seconds_are_those_of_whole_epochs() -> None:
    history = measured((None, 0.5))
    assert seconds_of(history) is None
    for epoch, seconds in ((1, 4.0), (2, 10.0)):
        history.add(EpochEnded(epoch, 100 * epoch, seconds, 1000))
    assert seconds_of(history) == 10.0
