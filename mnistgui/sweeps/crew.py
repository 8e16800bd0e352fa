"""Starts workers as processes of their own, which outlive whoever started them."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

import mnistgui
from mnistgui.own_process import module_command
from mnistgui.sweeps.place import StudyPlace

_MODULE = "mnistgui.sweeps.worker_process"
_LAST_BYTES = 2000
_POOLS = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS")
ONE_BLAS_THREAD = dict.fromkeys(_POOLS, "1")


class WorkerProcess:
    """A worker in another process.

    Parameters
    ----------
    place : StudyPlace
    data : pathlib.Path or None
        Where the digits are; None for where they were when the study was made.
    """

    def __init__(self, place: StudyPlace, data: Path | None) -> None:
        self._said: IO[bytes] = TemporaryFile()  # noqa: SIM115 - closed in wait
        self.process = subprocess.Popen(  # noqa: S603 - our own interpreter and module, no shell
            module_command(_MODULE),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=self._said,
            env=_environment(),
            **_apart(),
        )
        assert self.process.stdin is not None  # noqa: S101 - it was asked for
        order = {"url": place.url, "name": place.name, "data": data and str(data)}
        with self.process.stdin as stdin:
            stdin.write(json.dumps(order).encode() + b"\n")

    @property
    def runs(self) -> bool:
        """Whether it has not ended."""
        return self.process.poll() is None

    @property
    def trouble(self) -> str | None:
        """Why it ended before its time, in its own last sentence; None if it did not."""
        code = self.process.poll()
        if not code:
            return None
        lines = self.said.splitlines()
        return lines[-1] if lines and code > 0 else f"a worker was ended by signal {-code}"

    @property
    def said(self) -> str:
        """Its last sentences."""
        size = self._said.seek(0, os.SEEK_END)
        self._said.seek(max(0, size - _LAST_BYTES))
        return self._said.read().decode(errors="replace")

    def stop(self) -> None:
        """Ask it to keep a checkpoint and end."""
        if self.runs:
            self.process.terminate()

    def let_go(self) -> None:
        """Listen to it no more; it goes on if it has not ended."""
        if not self._said.closed:
            self._said.close()
        if self.runs:
            self.process.returncode = 0  # it is meant to outlive this process


def _apart() -> dict[str, Any]:
    """Options by which a worker is not ended with the terminal or the window that started it."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"start_new_session": True}


def _environment() -> dict[str, str]:
    package = str(Path(mnistgui.__file__).parent.parent)
    search = [package, *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, **ONE_BLAS_THREAD, "PYTHONPATH": os.pathsep.join(search)}


class Crew:
    """Workers on one study.

    Parameters
    ----------
    place : StudyPlace
    data : pathlib.Path or None
    """

    def __init__(self, place: StudyPlace, data: Path | None) -> None:
        self._place, self._data = place, data
        self.workers: list[WorkerProcess] = []

    def start(self, number: int) -> None:
        """Start so many workers."""
        self.workers += [WorkerProcess(self._place, self._data) for _ in range(number)]

    @property
    def running(self) -> int:
        """How many workers have not ended."""
        return sum(worker.runs for worker in self.workers)

    @property
    def trouble(self) -> str | None:
        """Why one of them ended before its time."""
        return next(filter(None, (worker.trouble for worker in self.workers)), None)

    def stop(self) -> None:
        """Ask all to keep a checkpoint and end, and wait for that."""
        for worker in self.workers:
            worker.stop()
        self.wait()

    def let_go(self) -> None:
        """Listen to none of them any more; those that have not ended go on."""
        for worker in self.workers:
            worker.let_go()
        self.workers = []

    def wait(self) -> None:
        """Wait until all have ended."""
        while self.running:
            time.sleep(0.05)
