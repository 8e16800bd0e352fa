import os
from pathlib import Path

import pytest

from mnistgui.data.dataset import Dataset
from mnistgui.errors import UserError
from mnistgui.sweeps.place import study_place
from mnistgui.sweeps.queries import count_states, signs_of_life
from mnistgui.sweeps.results import ResultReader
from mnistgui.sweeps.study import PLAN, ClaimLostError, Study, create_study, open_study
from tests.sweeps.studies import small_plan, small_study


def counts(study: Study) -> dict[str, int]:
    return dict(count_states(study.storage.engine, study.study_id))


def test_every_cell_is_enqueued_once_however_often_that_is_asked(
    tmp_path: Path, small: Dataset
) -> None:
    study = small_study(tmp_path, small)
    assert study.enqueue_missing() == 0
    again = open_study(study_place(str(tmp_path / "small")))
    assert again.enqueue_missing() == 0
    assert counts(study) == {"WAITING": 4}
    assert again.plan == study.plan


def test_two_workers_never_take_the_same_cell(tmp_path: Path, small: Dataset) -> None:
    study = small_study(tmp_path, small)
    other = open_study(study_place(str(tmp_path / "small")))
    taken: list[int] = []
    while (claim := (study, other)[len(taken) % 2].claim()) is not None:
        taken.append(claim.cell.number)
    assert taken == [1, 2, 3, 4]
    assert other.claim() is None


def test_a_cell_that_runs_has_a_sign_of_life_from_the_first_moment(
    tmp_path: Path, small: Dataset
) -> None:
    study = small_study(tmp_path, small)
    claim = study.claim()
    assert claim is not None
    with study.storage.engine.connect() as connection:
        (sign,) = signs_of_life(connection, study.study_id)
    assert sign.trial_id == claim.trial_id
    assert sign.age_seconds is not None
    assert abs(sign.age_seconds) < 60


def test_a_cell_that_was_put_back_waits_with_its_checkpoint(tmp_path: Path, small: Dataset) -> None:
    study = small_study(tmp_path, small, prune="halving")
    claim = study.claim()
    assert claim is not None
    study.keep(claim, "half-way.h5")
    study.report(claim, 1, 0.5)
    study.put_back(claim.trial_id)
    study.put_back(claim.trial_id)  # as two that found it dead do
    assert counts(study) == {"FAIL": 1, "WAITING": 4}
    last = [study.claim() for _ in range(4)][-1]
    assert last is not None
    assert (last.cell.number, last.run) == (1, "half-way.h5")
    assert study.storage.rdb.get_trial(last.trial_id).intermediate_values == {1: 0.5}


def test_who_was_taken_for_dead_can_change_nothing_more(tmp_path: Path, small: Dataset) -> None:
    study = small_study(tmp_path, small)
    claim = study.claim()
    assert claim is not None
    study.put_back(claim.trial_id)
    with pytest.raises(ClaimLostError):
        study.keep(claim, "late.h5")
    with pytest.raises(ClaimLostError):
        study.report(claim, 1, 0.5)
    with pytest.raises(ClaimLostError):
        study.complete(claim, 0.9, {})
    assert ResultReader(study).read().counts["complete"] == 0


def test_a_cell_that_was_enqueued_twice_runs_once(tmp_path: Path, small: Dataset) -> None:
    study = small_study(tmp_path, small)
    for number in (1, 3):
        study._enqueue(study.plan.cell(number))
    taken = []
    while (claim := study.claim()) is not None:
        taken.append(claim.cell.number)
        study.complete(claim, 0.5, {})
    assert taken == [1, 2, 3, 4]
    results = ResultReader(study).read()
    assert (results.counts["complete"], results.complete_trials) == (4, 4)


def test_a_cell_that_fails_by_its_own_fault_is_not_tried_again(
    tmp_path: Path, small: Dataset
) -> None:
    study = small_study(tmp_path, small)
    claim = study.claim()
    assert claim is not None
    study.give_up(claim, "too wide")
    assert study.enqueue_missing() == 0
    cell = ResultReader(study).read().cells[0]
    assert (cell.state, cell.error) == ("failed", "too wide")


def test_a_study_is_made_once(tmp_path: Path, small: Dataset) -> None:
    small_study(tmp_path, small)
    with pytest.raises(UserError, match="there is a study small in"):
        small_study(tmp_path, small)


def test_a_study_of_another_version_is_refused_in_one_sentence(
    tmp_path: Path, small: Dataset
) -> None:
    study = small_study(tmp_path, small)
    facts = {**study.plan.as_dict(), "format": 99, "program_version": "9.9"}
    study.storage.rdb.set_study_user_attr(study.study_id, PLAN, facts)
    with pytest.raises(UserError, match=r"made by mnistgui 9\.9"):
        open_study(study_place(str(tmp_path / "small")))


def test_a_cell_whose_worker_gives_no_sign_of_life_is_not_said_to_run(
    tmp_path: Path, small: Dataset
) -> None:
    from sqlalchemy import text

    study = small_study(tmp_path, small)
    claim = study.claim()
    assert claim is not None
    assert ResultReader(study).read().counts["running"] == 1
    for when in ("-1 hour", "+1 hour"):  # long dead; or the clock was set back since
        with study.storage.engine.begin() as connection:
            connection.execute(
                text("UPDATE trial_heartbeats SET heartbeat = datetime('now', :when)"),
                {"when": when},
            )
        found = ResultReader(study).read().counts
        assert (found["running"], found["waiting"]) == (0, 4)


def test_a_study_beside_a_full_or_locked_place_is_refused_in_one_sentence(
    tmp_path: Path, small: Dataset
) -> None:
    with pytest.raises(UserError, match="there is no folder"):
        create_study(study_place(str(tmp_path / "none" / "x")), small_plan(small))
    (tmp_path / "text.db").write_text("no database\n" * 100)
    with pytest.raises(UserError, match="not a database"):
        create_study(study_place(str(tmp_path / "text")), small_plan(small))


def test_several_processes_may_write_the_study_file(tmp_path: Path, small: Dataset) -> None:
    study = small_study(tmp_path, small)
    with study.storage.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
    assert os.path.getsize(tmp_path / "small.db") > 0  # noqa: PTH202
