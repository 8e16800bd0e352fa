"""Runs a command and measures what it used.

A process starts with the memory of the one that started it on its record, so a test that made large
files itself would measure those. Run as a module, this small program stands between the two.
"""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Measured:
    """How a command ended, what it told and what it used, its own children included."""

    code: int
    stdout: str
    stderr: str
    wall_seconds: float
    processor_seconds: float
    megabytes: int


def measured(*command: str) -> Measured:
    """Run a command to its end."""
    told = subprocess.run(
        [sys.executable, "-m", "tests.measured", *command],
        stdout=subprocess.PIPE,
        check=True,
    )
    return Measured(**json.loads(told.stdout))


def _main() -> None:
    begun = time.perf_counter()
    with subprocess.Popen(
        sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        stdout, stderr = process.stdout, process.stderr
        assert stdout is not None
        assert stderr is not None
        told = stdout.read(), stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    result = {
        "code": process.returncode,
        "stdout": told[0],
        "stderr": told[1],
        "wall_seconds": time.perf_counter() - begun,
        "processor_seconds": usage.ru_utime + usage.ru_stime,
        "megabytes": usage.ru_maxrss >> 10,
    }
    sys.stdout.write(json.dumps(result))


if __name__ == "__main__":
    _main()
