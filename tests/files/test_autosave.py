from pathlib import Path

from mnistgui.files.autosave import Autosave
from mnistgui.files.run_file import load_run
from mnistgui.training.events import EpochEnded, Finished, Stepped
from tests.files.runs import trained

STEPPED = Stepped(1, 1, 2.0, 0.1, 0.1, 10)


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_saving_is_due_after_some_time_and_at_every_end(tmp_path: Path) -> None:
    clock = Clock()
    autosave = Autosave(tmp_path / "run.h5", 10.0, clock)
    assert not autosave.is_due(STEPPED)
    assert autosave.is_due(EpochEnded(1, 6, 0.1, 60))
    assert autosave.is_due(Finished("epochs", 6, 1, 0.1, 60))
    clock.now += 10
    assert autosave.is_due(STEPPED)
    assert autosave.save(trained(steps=2)) is None
    assert not autosave.is_due(STEPPED)
    assert load_run(tmp_path / "run.h5").state.facts["step"] == 2


def test_a_failed_save_is_told_and_the_next_one_is_tried_in_time(tmp_path: Path) -> None:
    clock, folder = Clock(), tmp_path / "removed"
    autosave = Autosave(folder / "run.h5", 10.0, clock)
    told = autosave.save(trained(steps=2))
    assert told is not None
    assert "cannot write" in told
    assert autosave.trouble == told
    folder.mkdir()
    clock.now += 10
    assert autosave.is_due(STEPPED)
    assert autosave.save(trained(steps=3)) is None
    assert autosave.trouble is None
