import os
import subprocess
import sys
from pathlib import Path

import pytest

from mnistgui.errors import UserError
from mnistgui.files.recovery import lock_new_recovery, pending_recoveries
from mnistgui.files.run_file import save_run
from tests.files.runs import trained

HOLD = """
import sys, pathlib
from mnistgui.files.recovery import lock_new_recovery
from mnistgui.files.run_file import save_run
from tests.files.runs import trained
locked = lock_new_recovery(pathlib.Path(sys.argv[1]))
save_run(locked.path, trained(steps=3))
print("saved", flush=True)
sys.stdin.read()
"""


def test_nothing_is_pending_where_nothing_ran(tmp_path: Path) -> None:
    assert pending_recoveries(tmp_path / "none") == []
    locked = lock_new_recovery(tmp_path)
    locked.release(keep=True)
    assert pending_recoveries(tmp_path) == []


def test_a_run_in_this_or_another_window_is_not_offered(tmp_path: Path) -> None:
    locked = lock_new_recovery(tmp_path)
    save_run(locked.path, trained(steps=1))
    assert pending_recoveries(tmp_path) == []
    locked.release(keep=True)
    assert [p.path for p in pending_recoveries(tmp_path)] == [locked.path]


def test_a_clean_end_leaves_nothing(tmp_path: Path) -> None:
    locked = lock_new_recovery(tmp_path)
    save_run(locked.path, trained(steps=1))
    locked.release(keep=False)
    assert pending_recoveries(tmp_path) == []
    assert list(tmp_path.glob("*.h5")) == []


def test_after_kill_9_the_run_is_offered_once_its_process_is_dead(tmp_path: Path) -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with child:
        assert child.stdout is not None
        assert child.stdout.readline() == "saved\n"
        assert pending_recoveries(tmp_path) == []
        child.kill()
    (pending,) = pending_recoveries(tmp_path)
    assert pending.load().state.facts["step"] == 3
    locked = pending.lock()
    assert pending_recoveries(tmp_path) == []
    with pytest.raises(UserError, match="another window"):
        pending.lock()
    locked.release(keep=False)
    assert pending_recoveries(tmp_path) == []


def test_the_newest_comes_first_even_with_the_clock_set_back(tmp_path: Path) -> None:
    locked_files = [lock_new_recovery(tmp_path) for _ in range(3)]
    for locked, when in zip(locked_files, (10_000, 30_000, 99_999_999_999), strict=True):
        save_run(locked.path, trained(steps=1))
        os.utime(locked.path, (when, when))
        locked.release(keep=True)
    found = [pending.path for pending in pending_recoveries(tmp_path)]
    assert found == [locked.path for locked in reversed(locked_files)]


def test_locks_of_runs_that_are_gone_are_tidied_once_old(tmp_path: Path) -> None:
    old, young = lock_new_recovery(tmp_path), lock_new_recovery(tmp_path)
    old.release(keep=False)
    young.release(keep=False)
    os.utime(old.path.with_suffix(".lock"), (0, 0))
    pending_recoveries(tmp_path)
    assert [path.stem for path in tmp_path.iterdir()] == [young.path.stem]


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UserError, match="cannot be autosaved"):
        lock_new_recovery(tmp_path / "file" / "recovery")


def test_a_damaged_recovery_is_told_and_can_be_thrown_away(tmp_path: Path) -> None:
    locked = lock_new_recovery(tmp_path)
    locked.path.write_bytes(b"\x89HDF\r\n\x1a\n")
    locked.release(keep=True)
    (pending,) = pending_recoveries(tmp_path)
    with pytest.raises(UserError, match="cannot be read"):
        pending.load()
    pending.lock().release(keep=False)
    assert pending_recoveries(tmp_path) == []
