"""Processes that keep processors busy, as other programs do while somebody trains.

Each is started by ``python -m mnistgui.bench.training.busy PARENT``.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from mnistgui.own_process import module_command


@contextmanager
def busy_processes(count: int) -> Iterator[None]:
    """Run some processes that do nothing but compute, within a block.

    Parameters
    ----------
    count : int
    """
    command = module_command("mnistgui.bench.training.busy", str(os.getpid()))
    processes = [subprocess.Popen(command) for _ in range(count)]  # noqa: S603 - our own module
    try:
        yield
    finally:
        for process in processes:
            process.kill()
            process.wait()


def compute(parent: int) -> None:
    """Add numbers up for as long as the process that started this one lives."""
    while os.getppid() == parent:
        sum(range(100_000))


if __name__ == "__main__":
    compute(int(sys.argv[1]))
