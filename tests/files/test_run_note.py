"""What a run file says of notes and tags, also where a stranger wrote it."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mnistgui.errors import UserError
from mnistgui.files.run_file import load_run, save_run
from mnistgui.files.run_note import LONGEST_NOTE, LONGEST_TAG, MOST_TAGS, RunNote, note_of
from mnistgui.files.run_recorder import RunRecorder
from tests.files.runs import noise, trained


def test_note_and_tags_survive_the_file_and_a_resumed_run(tmp_path: Path) -> None:
    note = RunNote("rate too high \u2192 try 0.05\nsecond line", ("baseline", "f\u00fcr Anna"))
    save_run(tmp_path / "run.h5", replace(trained(steps=3), note=note))
    loaded = load_run(tmp_path / "run.h5")
    assert loaded.note == note
    assert RunRecorder.resumed(loaded, noise()).saved_run().note == note


def test_files_of_older_programs_have_neither() -> None:
    assert note_of({}, "a file") == RunNote()


@pytest.mark.parametrize(
    "bad", [7, [], {"text": "a"}, {"text": 1, "tags": []}, {"text": "", "tags": [1]}]
)
def test_what_is_no_note_is_refused_in_a_sentence(bad: Any) -> None:
    with pytest.raises(UserError, match="a file"):
        note_of({"note": bad}, "a file")


def test_what_is_typed_is_cut_and_each_tag_is_there_once() -> None:
    typed = RunNote.from_typed(9_999 * "a", " one,two ,, one,a  b," + 99 * "c")
    assert len(typed.text) == LONGEST_NOTE
    assert typed.tags == ("one", "two", "a b", LONGEST_TAG * "c")
    many = {"text": "", "tags": [str(number) for number in range(99)]}
    assert len(note_of({"note": many}, "a file").tags) == MOST_TAGS
