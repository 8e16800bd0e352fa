from pathlib import Path

from mnistgui.data.dataset import Dataset
from mnistgui.sweeps.cell_queue import claim_cell, enqueue, enqueue_missing, put_back
from mnistgui.sweeps.place import study_place
from mnistgui.sweeps.queries import count_states, signs_of_life
from mnistgui.sweeps.result_reader import ResultReader
from mnistgui.sweeps.study import Study, open_study
from tests.sweeps.studies import small_study


def counts(study: Study) -> dict[str, int]:
    return dict(count_states(study.storage.engine, study.study_id))


def test_every_cell_is_enqueued_once_however_often_that_is_asked(
    tmp_path: Path, small: Dataset
) -> None:
    study = small_study(tmp_path, small)
    assert enqueue_missing(study) == 0
    again = open_study(study_place(str(tmp_path / "small")))
    assert enqueue_missing(again) == 0
    assert counts(study) == {"WAITING": 4}
    assert again.plan == study.plan


def test_two_workers_never_take_the_same_cell(tmp_path: Path, small: Dataset) -> None:
    study = small_study(tmp_path, small)
    other = open_study(study_place(str(tmp_path / "small")))
    taken: list[int] = []
    while (claim := claim_cell((study, other)[len(taken) % 2])) is not None:
        taken.append(claim.cell.number)
    assert taken == [1, 2, 3, 4]
    assert claim_cell(other) is None


def test_a_cell_that_runs_has_a_sign_of_life_from_the_first_moment(
    tmp_path: Path, small: Dataset
) -> None:
    study = small_study(tmp_path, small)
    claim = claim_cell(study)
    assert claim is not None
    with study.storage.engine.connect() as connection:
        (sign,) = signs_of_life(connection, study.study_id)
    assert sign.trial_id == claim.trial_id
    assert sign.age_seconds is not None
    assert abs(sign.age_seconds) < 60


def test_a_cell_that_was_put_back_waits_with_its_checkpoint(tmp_path: Path, small: Dataset) -> None:
    study = small_study(tmp_path, small, prune="halving")
    claim = claim_cell(study)
    assert claim is not None
    claim.keep("half-way.h5")
    claim.report(1, 0.5)
    put_back(study, claim.trial_id)
    put_back(study, claim.trial_id)  # as two that found it dead do
    assert counts(study) == {"FAIL": 1, "WAITING": 4}
    last = [claim_cell(study) for _ in range(4)][-1]
    assert last is not None
    assert (last.cell.number, last.run) == (1, "half-way.h5")
    assert study.storage.rdb.get_trial(last.trial_id).intermediate_values == {1: 0.5}


def test_a_cell_that_was_enqueued_twice_runs_once(tmp_path: Path, small: Dataset) -> None:
    study = small_study(tmp_path, small)
    for number in (1, 3):
        enqueue(study, study.plan.cell(number))
    taken = []
    while (claim := claim_cell(study)) is not None:
        taken.append(claim.cell.number)
        claim.complete(0.5, {})
    assert taken == [1, 2, 3, 4]
    results = ResultReader(study).read()
    assert (results.counts["complete"], results.complete_trials) == (4, 4)
