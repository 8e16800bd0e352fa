"""Workers are killed at random: every cell is complete once, with the bits of a quiet study."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from mnistgui.bench.kills.kill_victim import noise
from mnistgui.sweeps.new_study import create_study
from mnistgui.sweeps.place import StudyPlace, study_place
from mnistgui.sweeps.result_reader import ResultReader
from mnistgui.sweeps.worker import Worker
from tests.sweeps.killed_workers import KilledStudy, kill_workers, whats_left
from tests.sweeps.postgres import Cluster
from tests.sweeps.victim_worker import tiny_plan

CELLS, EPOCHS, KILLS = 60, 60, 50


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, ...]:
    """The weights of each cell of a study that nobody disturbs."""
    place = study_place(str(tmp_path_factory.mktemp("quiet") / "quiet"))
    study = create_study(place, tiny_plan(CELLS, EPOCHS))
    Worker(study, noise()).work()
    left = whats_left(ResultReader(study).read())
    study.close()
    assert (left.complete, left.twice, left.trials) == (CELLS, 0, CELLS)
    return left.weights


def killed(place: StudyPlace, folder: Path, workers: int) -> KilledStudy:
    plan = replace(tiny_plan(CELLS, EPOCHS), artifacts=str(folder / "runs"))
    study = create_study(place, plan)
    try:
        return kill_workers(study, KILLS, workers, np.random.default_rng(0))
    finally:
        study.close()


def check(left: KilledStudy, weights: tuple[str, ...]) -> None:
    assert left.kills == KILLS
    assert left.trials > CELLS
    assert (left.complete, left.lost, left.twice) == (CELLS, 0, 0)
    assert left.weights == weights


@pytest.mark.slow
@pytest.mark.parametrize("workers", [2])
def test_fifty_kills_on_a_study_file(
    tmp_path: Path, undisturbed: tuple[str, ...], workers: int
) -> None:
    check(killed(study_place(str(tmp_path / "study")), tmp_path, workers), undisturbed)


@pytest.mark.slow
def test_fifty_kills_on_a_server(
    tmp_path: Path, undisturbed: tuple[str, ...], postgres: Cluster
) -> None:
    check(killed(study_place("kills", postgres.url), tmp_path, 3), undisturbed)
