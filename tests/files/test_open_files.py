import logging
import subprocess
import sys
from pathlib import Path

import pytest

from mnistgui.errors import UserError
from mnistgui.files.open_files import OpenFiles

HOLDER = """
import sys
from pathlib import Path
from mnistgui.files.open_files import OpenFiles
files = OpenFiles(Path(sys.argv[1]))
files.lock(Path(sys.argv[2]))
print("held", flush=True)
sys.stdin.read()
"""


def test_a_file_is_one_windows_until_that_lets_go(tmp_path: Path) -> None:
    one, other = OpenFiles(tmp_path / "open"), OpenFiles(tmp_path / "open")
    (tmp_path / "link.h5").symlink_to(tmp_path / "run.h5")
    one.lock(tmp_path / "run.h5")
    one.lock(tmp_path / "run.h5")
    for name in ("run.h5", "link.h5"):
        with pytest.raises(UserError, match="open in another window or command"):
            other.lock(tmp_path / name)
    other.lock(tmp_path / "another.h5")
    one.release()
    other.lock(tmp_path / "run.h5")
    other.release()


def test_a_window_that_was_killed_holds_nothing(tmp_path: Path) -> None:
    folder, file = tmp_path / "open", tmp_path / "run.h5"
    command = [sys.executable, "-c", HOLDER, str(folder), str(file)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() == b"held"
        files = OpenFiles(folder)
        with pytest.raises(UserError, match="another window"):
            files.lock(file)
        holder.kill()
        holder.wait()
    files.lock(file)
    files.release()


def test_where_no_lock_can_be_had_the_file_opens_all_the_same(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "open").touch()
    with caplog.at_level(logging.WARNING):
        OpenFiles(tmp_path / "open").lock(tmp_path / "run.h5")
    assert "cannot tell whether" in caplog.text
