from pathlib import Path

import pytest

from mnistgui.atomic import replacing
from mnistgui.errors import UserError


def test_the_old_file_stays_whole_when_writing_fails(tmp_path: Path) -> None:
    kept = tmp_path / "kept.txt"
    kept.write_text("old")
    with pytest.raises(ZeroDivisionError), replacing(kept) as new:
        new.write_text(f"half {1 / 0}")
    assert kept.read_text() == "old"
    assert list(tmp_path.iterdir()) == [kept]


def test_the_new_file_takes_its_place(tmp_path: Path) -> None:
    kept = tmp_path / "kept.txt"
    with replacing(kept) as new:
        new.write_text("new")
    assert kept.read_text() == "new"


def test_a_missing_directory_is_told_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot write"), replacing(tmp_path / "no" / "file"):
        pass
