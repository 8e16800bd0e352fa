import os
from pathlib import Path

import numpy as np
import pytest

from mnistgui.data.dataset import Dataset
from mnistgui.sweeps.analysis import heat_map, importance, pareto_front
from mnistgui.sweeps.axes import GridAxis, RangeAxis
from mnistgui.sweeps.capacity import free_bytes, most_workers, worker_bytes
from mnistgui.sweeps.estimate import estimated_seconds
from mnistgui.sweeps.plan import StudyPlan
from mnistgui.sweeps.results import COMPLETE, CellResult, StudyResults
from tests.sweeps.studies import small_plan


def results_of(plan: StudyPlan, values: list[float]) -> StudyResults:
    return StudyResults(
        plan,
        tuple(
            CellResult(c.number, c.setting, c.config.seed, c.values, COMPLETE, value)
            for c, value in zip(plan.cells(), values, strict=True)
        ),
    )


def test_a_field_that_decides_everything_has_all_the_importance(small: Dataset) -> None:
    results = results_of(small_plan(small), [0.1, 0.9, 0.1, 0.9])
    assert importance(results) == {"learning_rate": 1.0, "hidden_1": 0.0}


def test_two_fields_that_add_up_share_the_variance(small: Dataset) -> None:
    found = importance(results_of(small_plan(small), [0.0, 0.1, 0.2, 0.3]))
    assert found == {"hidden_1": pytest.approx(0.8), "learning_rate": pytest.approx(0.2)}


def test_a_range_is_cut_into_parts(small: Dataset) -> None:
    axes = (RangeAxis("learning_rate", 0.01, 1.0), RangeAxis("l2", 0.0, 1.0))
    plan = small_plan(small, axes=axes, trials=80)
    found = importance(results_of(plan, [float(v["learning_rate"]) for v in plan.settings]))
    assert found["learning_rate"] > 0.95
    assert found["l2"] < 0.3


def test_of_too_few_or_equal_cells_nothing_is_said(small: Dataset) -> None:
    assert importance(results_of(small_plan(small), [0.5] * 4)) == {}
    one = small_plan(small, axes=(GridAxis("l2", (0.0, 0.1)),))
    assert importance(results_of(one, [0.5, 0.6])) == {}


def test_a_heat_map_averages_over_everything_else(small: Dataset) -> None:
    plan = small_plan(small, seeds=2)
    found = heat_map(
        results_of(plan, [0.1, 0.3, 0.5, 0.5, 0.7, 0.7, 0.9, 0.9]), "learning_rate", "hidden_1"
    )
    assert (found.rows, found.columns) == ((0.1, 0.5), (4, 8))
    np.testing.assert_allclose(found.means, [[0.2, 0.7], [0.5, 0.9]])


def test_the_pareto_front_is_what_nothing_beats() -> None:
    cost, gain = np.array([1.0, 2.0, 2.0, 3.0, 4.0]), np.array([0.5, 0.4, 0.7, 0.7, 0.9])
    assert pareto_front(cost, gain).tolist() == [True, False, True, False, True]
    assert pareto_front(np.zeros(0), np.zeros(0)).tolist() == []


def test_the_estimate_is_of_this_machine_and_shared_by_workers(small: Dataset) -> None:
    told: list[tuple[int, int]] = []
    plan = small_plan(small)
    alone = estimated_seconds(plan, small, 1, lambda done, total: told.append((done, total)))
    assert 0 < alone < 60
    assert told == [(0, 3), (1, 3), (2, 3)]
    assert estimated_seconds(plan, small, 4) < alone


def test_workers_are_limited_by_memory_and_cells(
    small: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mnistgui.sweeps import capacity

    plan = small_plan(small)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(64)), raising=False)
    monkeypatch.setattr(capacity, "free_bytes", lambda: 3 * worker_bytes(plan))
    assert most_workers(plan) == 2
    monkeypatch.setattr(capacity, "free_bytes", lambda: None)
    assert most_workers(plan) == 4
    (tmp_path / "meminfo").write_text("MemTotal: 9 kB\nMemAvailable:    2048 kB\n")
    assert free_bytes(tmp_path / "meminfo") == 2048 * 1024
    assert free_bytes(tmp_path / "none") is None
