"""A process of its own for each program that is compared.

It is started by ``python -m mnistgui.bench.training.contender_process NAME CASE DIGITS``.

For each line that it reads, it trains for a while and writes the seconds that an epoch took. Two
thread pools in one process would slow each other down, which is why no two contenders share one.
"""

import subprocess
import sys
import time
from pathlib import Path
from statistics import mean
from typing import Self

import numpy as np

from mnistgui.bench.training.cases import CASES
from mnistgui.bench.training.contenders import CONTENDERS
from mnistgui.bench.training.kit import Epoch
from mnistgui.data.dataset import Split
from mnistgui.errors import UserError
from mnistgui.own_process import module_command

# Threads of a matrix product that has ended go on looking for work for a while before they sleep,
# and would take a core from whoever comes next.
REST_SECONDS = 0.3

# Short epochs are repeated until a turn is long enough to be measured.
TURN_SECONDS = 0.4
MOST_EPOCHS = 20


class ContenderProcess:
    """The process of one compared program, seen from the process that measures.

    Parameters
    ----------
    contender : str
        A key of ``CONTENDERS``.
    case : int
        Index into ``CASES``.
    digits : path
        Made by :func:`write_digits`.
    """

    def __init__(self, contender: str, case: int, digits: Path) -> None:
        self.contender = contender
        module = "mnistgui.bench.training.contender_process"
        command = module_command(module, contender, str(case), str(digits))
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_fault: object) -> None:
        self._process.communicate()

    def epoch(self) -> float:
        """Train one epoch in the process, or several short ones.

        Returns
        -------
        float
            Seconds an epoch took.

        Raises
        ------
        UserError
            The process ended; what it was missing stands on standard error.
        """
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None  # noqa: S101 - both are pipes, see above
        assert stdout is not None  # noqa: S101
        time.sleep(REST_SECONDS)
        try:
            stdin.write("\n")
            stdin.flush()
        except BrokenPipeError:
            raise UserError(f"{self.contender} could not be timed") from None
        answer = stdout.readline()
        if not answer:
            raise UserError(f"{self.contender} could not be timed")
        return float(answer)


def write_digits(path: Path, digits: Split) -> None:
    """Write digits to a file for the processes."""
    np.savez(path, images=digits.images, labels=digits.labels)


def serve_epochs(contender: str, case: str, digits: str) -> None:
    """Answer each line of standard input with the seconds of an epoch."""
    with np.load(digits) as arrays:
        split = Split(arrays["images"], arrays["labels"])
    epoch = CONTENDERS[contender](CASES[int(case)], split)
    for _ in sys.stdin:
        sys.stdout.write(f"{mean_epoch_seconds(epoch)}\n")
        sys.stdout.flush()


def mean_epoch_seconds(epoch: Epoch) -> float:
    """Return the mean time of an epoch, over as many as can be measured; at least one."""
    seconds = [epoch()]
    while sum(seconds) < TURN_SECONDS and len(seconds) < MOST_EPOCHS:
        seconds.append(epoch())
    return mean(seconds)


if __name__ == "__main__":
    try:
        serve_epochs(*sys.argv[1:])
    except UserError as error:
        sys.exit(f"Error: {error}")
