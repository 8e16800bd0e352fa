import os
from pathlib import Path

import pytest

from mnistgui.data.dataset import Dataset
from mnistgui.errors import UserError
from mnistgui.sweeps.new_study import create_study
from mnistgui.sweeps.place import study_place
from mnistgui.sweeps.study import PLAN, open_study
from tests.sweeps.studies import small_plan, small_study


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
