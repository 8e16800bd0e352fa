"""An honest file is not refused because the computer did other things for a while."""

import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

from mnistgui.data import hdf5_vetting
from mnistgui.data.hdf5_vetting import vet
from mnistgui.errors import UserError

FROZEN_SECONDS = 2.0  # twice the processor time that a small file is given


@pytest.fixture
def honest(tmp_path: Path) -> Path:
    path = tmp_path / "honest.h5"
    with h5py.File(path, "w") as file:
        file.create_dataset("x", data=np.zeros((1000, 784), "f4"), compression="gzip")
    return path


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals that stop a process")
@pytest.mark.parametrize("after", [0.0, 0.07])
def test_a_child_that_is_stopped_for_a_while_goes_on(
    honest: Path, monkeypatch: pytest.MonkeyPatch, after: float
) -> None:
    frozen = []

    class Frozen(subprocess.Popen[bytes]):
        def __init__(self, *words: Any, **options: Any) -> None:
            super().__init__(*words, **options)
            frozen.append(self)
            for seconds, order in (
                (after, signal.SIGSTOP),
                (after + FROZEN_SECONDS, signal.SIGCONT),
            ):
                threading.Timer(seconds, self.send_signal, (order,)).start()

    monkeypatch.setattr(subprocess, "Popen", Frozen)
    vet(honest)
    assert [child.returncode for child in frozen] == [0]


def test_a_file_that_could_not_be_read_in_time_is_not_called_damaged_for_sure(
    honest: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hdf5_vetting, "_seconds", lambda _path: 1e-5)
    with pytest.raises(UserError, match=r"seconds: it is damaged, or this computer is too busy"):
        vet(honest)
