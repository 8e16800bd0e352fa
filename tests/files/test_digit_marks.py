"""What a run file says of flags and notes, also where a stranger wrote it."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mnistgui.errors import UserError
from mnistgui.files.digit_marks import LONGEST_NOTE, DigitMark, marks_of
from mnistgui.files.run_file import load_run, save_run
from mnistgui.files.run_recorder import RunRecorder
from tests.files.runs import noise, trained

SIZES = {"train": 60, "test": 20}
GOOD = {"part": "test", "index": 3, "flagged": True, "note": "odd"}


def test_marks_survive_the_file_and_a_resumed_run(tmp_path: Path) -> None:
    marks = (DigitMark("test", 3), DigitMark("train", 59, flagged=False, note="\u00e4 7?"))
    save_run(tmp_path / "run.h5", replace(trained(steps=3), marks=marks))
    loaded = load_run(tmp_path / "run.h5")
    assert loaded.marks == marks
    assert RunRecorder.resumed(loaded, noise()).saved_run().marks == marks


def test_files_of_older_programs_have_no_marks() -> None:
    assert marks_of({}, SIZES, "a file") == ()


@pytest.mark.parametrize(
    "bad",
    [
        7,
        {**GOOD, "part": "valid"},
        {**GOOD, "index": 20},
        {**GOOD, "index": -1},
        {**GOOD, "flagged": 1},
        {**GOOD, "note": None},
    ],
)
def test_what_is_no_mark_is_refused_in_a_sentence(bad: Any) -> None:
    with pytest.raises(UserError, match="a file"):
        marks_of({"marks": [GOOD, bad]}, SIZES, "a file")


def test_long_notes_are_cut() -> None:
    (mark,) = marks_of({"marks": [{**GOOD, "note": "a" * 9_999}]}, SIZES, "a file")
    assert len(mark.note) == LONGEST_NOTE
