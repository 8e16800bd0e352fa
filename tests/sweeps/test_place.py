from pathlib import Path

import pytest

from mnistgui.errors import UserError
from mnistgui.sweeps.place import STORAGE_VARIABLE, file_place, study_place, without_password
from mnistgui.sweeps.storage import open_storage

SECRET = "hunter2-x%40y"  # noqa: S105 - the one that must not be shown
URL = f"postgresql+psycopg://ann:{SECRET}@127.0.0.1:1/digits"


def test_without_a_storage_a_study_is_a_file(tmp_path: Path) -> None:
    place = study_place(str(tmp_path / "rates"))
    assert place.file == tmp_path / "rates.db"
    assert place.name == "rates"
    assert place.artifacts == str(tmp_path / "rates.runs")
    assert study_place(str(tmp_path / "rates.sqlite3")).file == tmp_path / "rates.sqlite3"


def test_the_environment_names_the_storage(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(STORAGE_VARIABLE, "postgresql://ann@host/digits")
    place = study_place("rates")
    assert (place.url, place.name) == ("postgresql+psycopg://ann@host/digits", "rates")
    assert file_place(Path("/x/rates.db")).file == Path("/x/rates.db")  # a window opens a file


def test_a_storage_of_another_kind_is_refused() -> None:
    with pytest.raises(UserError, match=r"mysql://ann:\*\*\*@host/x cannot keep a study"):
        study_place("rates", f"mysql://ann:{SECRET}@host/x")


def test_a_password_is_never_shown() -> None:
    place = study_place("rates", URL)
    shown = [place.shown, repr(place), str(place), place.hide(f"no {URL} and hunter2-x@y")]
    assert not any("hunter2" in words for words in shown)
    assert "hunter2" not in without_password("postgresql://h/x?user=a&password=hunter2&sslmode=on")


def test_a_server_that_is_not_there_is_told_without_the_password() -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(UserError, match="cannot open postgresql") as caught:
        open_storage(study_place("rates", URL))
    told: BaseException | None = caught.value
    assert told is not None
    assert "hunter2" not in str(told)
    assert told.__cause__ is None
    assert told.__suppress_context__


def test_a_study_that_is_not_there_is_not_made_by_looking(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="there is no study"):
        open_storage(study_place(str(tmp_path / "none")))
    assert not list(tmp_path.iterdir())
