from pathlib import Path

import pytest
from click.testing import CliRunner

from mnistgui.cli import main
from mnistgui.cli.output_files import locked_outputs
from mnistgui.errors import UserError
from mnistgui.files.models import save_model
from mnistgui.files.open_files import open_files_beside
from mnistgui.files.recovery import recovery_folder
from tests.files.networks import network


def test_a_held_file_is_nobody_elses_until_the_work_is_over(tmp_path: Path) -> None:
    out = tmp_path / "run.h5"
    told = r"run.h5 is open in another window or command"
    with locked_outputs([None, out]), pytest.raises(UserError, match=told), locked_outputs([out]):
        pass
    with pytest.raises(ZeroDivisionError), locked_outputs([out]):
        _ = 1 / 0
    with locked_outputs([out]):
        pass


def test_when_one_file_cannot_be_had_none_is_held(tmp_path: Path) -> None:
    first, second = tmp_path / "1.h5", tmp_path / "2.h5"
    with locked_outputs([second]):
        with pytest.raises(UserError), locked_outputs([first, second]):
            pass
        with locked_outputs([first]):
            pass


def test_no_command_writes_over_a_file_that_a_window_has_open(tmp_path: Path) -> None:
    save_model(network(), tmp_path / "model.npz")
    out = tmp_path / "mine.h5"
    out.write_bytes(b"the window's")
    window = open_files_beside(recovery_folder())
    window.lock(out)
    for words in (
        ["export", str(tmp_path / "model.npz"), "--to", str(out)],
        ["personalize", "--strokes", str(tmp_path / "absent.jsonl"), "--out", str(out)],
    ):
        refused = CliRunner().invoke(main, words)
        assert refused.exit_code == 2
        assert "mine.h5 is open in another window or command" in refused.output
    window.release()
    assert out.read_bytes() == b"the window's"
