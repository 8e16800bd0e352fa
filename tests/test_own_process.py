import json
import subprocess
import sys
from pathlib import Path

import pytest

from mnistgui.own_process import module_command, program_command, run_own_module

MODULE = "mnistgui.data.hdf5_vetting"


def test_a_module_is_run_by_the_interpreter(tmp_path: Path) -> None:
    (tmp_path / "no.h5").write_bytes(b"no HDF5")
    command = module_command(MODULE, str(tmp_path / "no.h5"))
    assert command[:2] == [sys.executable, "-P"]
    done = subprocess.run(command, capture_output=True, check=True, cwd=tmp_path)
    assert "cannot be read" in json.loads(done.stdout)["refusal"]


def test_a_standalone_folder_is_asked_to_run_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "/opt/mnistgui/mnistgui")
    assert program_command() == ["/opt/mnistgui/mnistgui"]
    command = module_command(MODULE, "a file.h5")
    assert command == ["/opt/mnistgui/mnistgui", "--run-own-module", MODULE, "a file.h5"]
    monkeypatch.undo()
    (tmp_path / "no.h5").write_bytes(b"no HDF5")
    asked = [sys.executable, "-m", "mnistgui", *command[1:3], str(tmp_path / "no.h5")]
    done = subprocess.run(asked, capture_output=True, check=True)
    assert "cannot be read" in json.loads(done.stdout)["refusal"]


@pytest.mark.parametrize(
    "arguments", [[], ["train"], ["--run-own-module"], ["--run-own-module", "json.tool"]]
)
def test_other_arguments_are_left_to_the_commands(arguments: list[str]) -> None:
    assert not run_own_module(["mnistgui", *arguments])
