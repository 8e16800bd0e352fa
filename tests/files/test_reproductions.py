from dataclasses import replace
from pathlib import Path

import pytest

from mnistgui.errors import UserError
from mnistgui.files.reproductions import Reproductions
from mnistgui.training.config import TrainingConfig
from mnistgui.training.presets import Preset, PresetRun
from mnistgui.training.reproduce import Reproduction, explanation
from mnistgui.training.seed_spread import SeedSpread

PRESET = Preset(
    "one", "One", "It.", runs=(PresetRun("", TrainingConfig()),), reported={"test_accuracy": 90.0}
)
DONE = Reproduction("one", PRESET.reported, {"test_accuracy": 91.0}, {"test_accuracy": 92.0}, "")


def test_what_is_kept_is_found_again(tmp_path: Path) -> None:
    path = tmp_path / "done.json"
    record = Reproductions(path, "digits", "weights").store(PRESET, DONE)
    assert Reproductions(path, "digits", "weights").find(PRESET) == record
    assert record["as_written"] == {"test_accuracy": 91.0}
    assert record["put_right"] == {"test_accuracy": 92.0}
    assert "curve" not in record


def test_other_digits_or_settings_are_run_anew(tmp_path: Path) -> None:
    path = tmp_path / "done.json"
    Reproductions(path, "digits", "weights").store(PRESET, DONE)
    assert Reproductions(path, "others", "weights").find(PRESET) is None
    changed = replace(PRESET, runs=(PresetRun("", TrainingConfig(seed=1)),))
    assert Reproductions(path, "digits", "weights").find(changed) is None


def test_the_sentence_is_today_s(tmp_path: Path) -> None:
    done = Reproductions(tmp_path / "done.json", "digits", "weights")
    done.store(PRESET, DONE)
    found = done.find(replace(PRESET, why="Known better now."))
    assert found is not None
    assert found["why"] == "Known better now."


def test_spread_and_divergences_are_told_again(tmp_path: Path) -> None:
    path = tmp_path / "done.json"
    spread = SeedSpread(2, "as written", {"test_accuracy": (90.5, 91.5)})
    preset = replace(PRESET, why="So it is.", spread=spread)
    told = explanation(preset, ("The run diverged at step 3.",))
    one = replace(DONE, why=told, divergences=("The run diverged at step 3.",))
    Reproductions(path, "digits", "weights").store(preset, one)
    found = Reproductions(path, "digits", "weights").find(preset)
    assert found is not None
    assert found["why"] == told
    assert told.startswith("So it is. They printed no seed")
    assert told.endswith("test accuracy 90.50 to 91.50. The run diverged at step 3.")


def test_other_seeds_are_told_where_they_were_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "done.json"
    spread = SeedSpread(2, "as written", {"test_accuracy": [90.5, 91.5]})
    one = replace(DONE, spread=spread, over_seeds=tuple(spread.words()))
    Reproductions(path, "digits", "weights").store(PRESET, one, seeds=2)
    done = Reproductions(path, "digits", "weights")
    assert done.find(PRESET) is None
    found = done.find(PRESET, seeds=2)
    assert found is not None
    assert "over seeds 0 to 1, as written: test accuracy 90.50 to 91.50." in found["why"]
    assert found["spread"]["figures"] == spread.figures


def test_weights_count_where_they_are_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "done.json"
    pretrained = replace(PRESET, kind="pretrained", runs=())
    Reproductions(path, "digits", "weights").store(pretrained, DONE)
    assert Reproductions(path, "digits", "weights").find(pretrained) is not None
    assert Reproductions(path, "digits", "others").find(pretrained) is None


WRONG_KIND = '[{"preset": "one", "reported": {}, "why": "", "made_with": "", "divergences": 3}]'


WRONG_RUNS = '[{"preset": "one", "reported": {}, "why": "", "made_with": "", "runs": [1]}]'


@pytest.mark.parametrize(
    "text", [WRONG_RUNS, "{}", "[1]", '[{"preset": "one"}]', "not json", WRONG_KIND]
)
def test_another_file_is_never_overwritten(tmp_path: Path, text: str) -> None:
    path = tmp_path / "other.json"
    path.write_text(text)
    with pytest.raises(UserError, match=r"other\.json"):
        Reproductions(path, "digits", "weights")
    assert path.read_text() == text
