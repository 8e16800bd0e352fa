from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from mnistgui.data.dataset import Dataset
from mnistgui.errors import UserError
from mnistgui.sweeps.plan import StudyPlan
from mnistgui.sweeps.result_reader import ResultReader
from mnistgui.sweeps.results import StudyResults
from mnistgui.sweeps.study import CANCEL, PAUSE, Study
from mnistgui.sweeps.worker import Worker
from mnistgui.training.trainer import Trainer
from tests.digits import blob_dataset
from tests.sweeps.studies import small_plan, small_study


def worked(study: Study, dataset: Dataset) -> StudyResults:
    Worker(study, dataset).work()
    return ResultReader(study).read()


def alone(plan: StudyPlan, number: int, dataset: Dataset) -> str:
    trainer = Trainer(plan.cell(number).config, dataset)
    for _ in trainer:
        pass
    return trainer.snapshot().sha256()


def after_events(number: int) -> Iterator[bool]:
    yield from [False] * number
    while True:
        yield True


def test_each_cell_has_the_weights_of_a_run_of_its_own(tmp_path: Path, small: Dataset) -> None:
    study = small_study(tmp_path, small, seeds=2)
    results = worked(study, small)
    assert results.counts["complete"] == results.complete_trials == 8
    for cell in results.cells:
        assert cell.result["weights_sha256"] == alone(study.plan, cell.number, small)
    run = study.runs.load(results.cells[2].run or "")
    assert run.network().sha256() == results.cells[2].result["weights_sha256"]
    assert run.ended == "epochs"
    assert len(results.cells[2].curve) == 2


@pytest.mark.parametrize("events", [1, 4, 7])
def test_a_cell_goes_on_from_its_checkpoint_to_the_same_bits(
    tmp_path: Path, small: Dataset, events: int
) -> None:
    study = small_study(tmp_path, small)
    asked = after_events(events)
    Worker(study, small, stopped=lambda: next(asked)).work()
    (waiting,) = [c for c in ResultReader(study).read().cells if c.run is not None]
    assert waiting.state == "waiting"
    begun = study.runs.load(waiting.run or "").state.facts["step"]
    assert begun > 0 or events == 1
    said: list[str] = []
    Worker(study, small, said.append).work()
    results = ResultReader(study).read()
    assert said == []
    assert results.counts["complete"] == 4
    assert results.cells[0].result["weights_sha256"] == alone(study.plan, 1, small)
    assert results.cells[0].trials == 2
    files = sorted(path.name for path in (tmp_path / "small.runs").iterdir())
    assert files == sorted(cell.run or "" for cell in results.cells)


def test_a_cell_begins_again_where_its_checkpoint_cannot_be_reached(
    tmp_path: Path, small: Dataset
) -> None:
    study = small_study(tmp_path, small)
    asked = after_events(4)
    Worker(study, small, stopped=lambda: next(asked)).work()
    for path in (tmp_path / "small.runs").iterdir():
        path.unlink()
    said: list[str] = []
    Worker(study, small, said.append).work()
    assert len(said) == 1
    assert "begins again" in said[0]
    results = ResultReader(study).read()
    assert results.cells[0].result["weights_sha256"] == alone(study.plan, 1, small)


def test_other_digits_are_refused_in_one_sentence(tmp_path: Path, small: Dataset) -> None:
    study = small_study(tmp_path, small)
    with pytest.raises(UserError, match="the same digits are needed on every machine"):
        Worker(study, blob_dataset(200, 40, noise=1.0))


def test_cells_that_do_badly_are_given_up_and_keep_their_curves(
    tmp_path: Path, small: Dataset
) -> None:
    rates = {"axes": (study_axis(),), "prune": "halving"}
    study = small_study(tmp_path, small, **rates)
    counts = worked(study, small).counts
    assert counts["pruned"] > 0
    assert counts["pruned"] + counts["complete"] == 6
    pruned = next(c for c in ResultReader(study).read().cells if c.state == "pruned")
    assert pruned.run is not None
    assert pruned.value == pruned.curve[-1][1]


def study_axis() -> object:
    from mnistgui.sweeps.axes import GridAxis

    return GridAxis("learning_rate", (0.5, 0.3, 0.1, 0.01, 0.001, 0.0001))


@pytest.mark.parametrize("command", [PAUSE, CANCEL])
def test_a_worker_that_is_told_to_pause_or_to_end_takes_no_cell(
    tmp_path: Path, small: Dataset, command: str
) -> None:
    study = small_study(tmp_path, small)
    study.tell_workers(command)
    asked = after_events(2)
    assert Worker(study, small, stopped=lambda: next(asked)).work() == 0
    assert ResultReader(study).read().counts["waiting"] == 4


def test_a_run_that_diverges_is_a_result(tmp_path: Path, small: Dataset) -> None:
    from mnistgui.sweeps.axes import GridAxis

    study = small_study(
        tmp_path,
        small,
        axes=(GridAxis("learning_rate", (0.1, 1e3)),),
        base=replace(small_plan(small).base, l2=0.1, epochs=12),
    )
    with np.errstate(all="ignore"):
        results = worked(study, small)
    assert results.counts["complete"] == 2
    assert results.cells[1].result["ending"] == "diverged"
    assert results.best is not None
    assert results.best.values == {"learning_rate": 0.1}


def test_the_results_know_best_mean_and_spread(tmp_path: Path, small: Dataset) -> None:
    study = small_study(tmp_path, small, seeds=2)
    results = worked(study, small)
    best = results.best
    assert best is not None
    means = [np.mean([c.value for c in one.cells]) for one in results.settings]
    assert best.mean == pytest.approx(max(means))
    assert best.spread == pytest.approx(np.std(best.complete, ddof=1))
