"""Gives a window commands in random order, in a process of its own, and counts what goes wrong."""

import json
import subprocess
import sys
from dataclasses import dataclass

from mnistgui.bench.window.child import offscreen
from mnistgui.errors import UserError
from mnistgui.own_process import module_command

MOST_COMMANDS = 10_000
# With these, GNU's allocator gives back what is freed, so that what is left is really held. With an
# arena for each of many threads, what is resident wavers by a tenth from visit to visit.
_GIVING_BACK = {"MALLOC_ARENA_MAX": "1", "MALLOC_MMAP_THRESHOLD_": "65536"}


@dataclass(frozen=True)
class WindowCounts:
    """Counts of what happened in a number of commands.

    Parameters
    ----------
    commands : int
    leaks : int
        Threads, timers and handles more than after the first visits, and one for memory that grew
        by 5 % or more.
    unhandled : int
        Exceptions that nothing caught, and warnings, Qt's among them.
    memory_growth : float
        How much more memory is resident at the end than after the first 1,000 commands, as a
        fraction; both times with the window closed, garbage collected and freed memory given back.
    """

    commands: int
    leaks: int
    unhandled: int
    memory_growth: float


def soak_window(seconds: float, seed: int, commands: int = MOST_COMMANDS) -> WindowCounts | None:
    """Start, pause, step, stop, reset, draw, close and open again.

    Parameters
    ----------
    seconds : float
        The longest it goes on.
    seed : int
        Of the order.
    commands : int
        How many are enough.

    Returns
    -------
    WindowCounts or None
        None where the system does not tell what a process holds.

    Raises
    ------
    UserError
        The window hung or crashed; where it was stands on standard error.
    """
    if not sys.platform.startswith("linux"):
        return None
    numbers = (str(seconds), str(seed), str(commands))
    done = subprocess.run(  # noqa: S603 - our own module
        module_command("mnistgui.bench.window.soak_visits", *numbers),
        stdout=subprocess.PIPE,
        text=True,
        env={**offscreen(), **_GIVING_BACK},
        check=False,
    )
    if done.returncode:
        raise UserError(
            f"the window hung or crashed (exit code {done.returncode}) with seed {seed}"
        )
    return WindowCounts(**json.loads(done.stdout))
