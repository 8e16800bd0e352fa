"""A child process that answers each line on its standard input with a line of JSON."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

from mnistgui.errors import UserError
from mnistgui.own_process import is_frozen, module_command

Answer = Callable[[str, float], object]


class Child:
    """A child process, seen from the process that asks it; Qt draws off screen in it.

    Parameters
    ----------
    module : str
        What it runs, as ``python -m`` has it.
    arguments : str
        What it is given.
    """

    def __init__(self, module: str, *arguments: str) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            module_command(module, *arguments),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=offscreen(),
        )
        self._module = module

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_fault: object) -> None:
        self._process.communicate()

    def request(self, what: str, number: float = 0.0) -> Any:
        """Request a measurement.

        Parameters
        ----------
        what : str
            A word the process knows.
        number : float
            Mostly the seconds to spend.

        Returns
        -------
        object
            What the process answered.

        Raises
        ------
        UserError
            The process ended; why stands on standard error.
        """
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None  # noqa: S101 - both are pipes, see above
        assert stdout is not None  # noqa: S101
        try:
            stdin.write(f"{what} {number}\n")
            stdin.flush()
            return json.loads(stdout.readline())
        except (BrokenPipeError, json.JSONDecodeError):
            raise UserError(f"{self._module} ended before it was measured") from None


def answer_all(answer: Answer) -> None:
    """Answer every line of the standard input, in the child process itself.

    Parameters
    ----------
    answer : callable
        Is given the word and the number of :meth:`Child.request`.
    """
    for line in sys.stdin:
        what, number = line.split()
        sys.stdout.write(json.dumps(answer(what, float(number))) + "\n")
        sys.stdout.flush()


def seconds_until_told(code: str, bytecode: Path) -> float:
    """Run a short Python program in a new process, until it writes a line.

    Parameters
    ----------
    code : str
        Ends as soon as what is timed has been reached.
    bytecode : Path
        Where compiled modules are kept from one process to the next, as an installed program has
        its own beside it.

    Returns
    -------
    float
        Seconds from before its start until it wrote a line.

    Raises
    ------
    UserError
        The process wrote nothing; why stands on standard error. Or this program is a standalone
        folder, which runs no code but its own.
    """
    if is_frozen():
        raise UserError("a standalone folder cannot time its start; an installed mnistgui can")
    began = time.perf_counter()
    with subprocess.Popen(  # noqa: S603 - our own code
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        env={**offscreen(), "PYTHONPYCACHEPREFIX": str(bytecode), "PYTHONDONTWRITEBYTECODE": ""},
    ) as process:
        assert process.stdout is not None  # noqa: S101 - a pipe, see above
        line = process.stdout.readline()
        seconds = time.perf_counter() - began
    if not line:
        raise UserError("a window ended before it was painted")
    return seconds


def offscreen() -> dict[str, str]:
    """Return environment variables for a process that may have no display."""
    return {"QT_QPA_PLATFORM": "offscreen", **os.environ}
