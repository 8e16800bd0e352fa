"""Starts this program again in another process, also where it is frozen into a folder of its own.

A frozen program has no interpreter that ``-m`` could be given to: its executable runs a module of
this package when its first argument is :data:`RUN_MODULE`.
"""

import runpy
import sys
from collections.abc import Sequence

RUN_MODULE = "--run-own-module"
_OWN = "mnistgui."


def is_frozen() -> bool:
    """Return whether the program runs from a standalone folder, without an interpreter beside it.

    Returns
    -------
    bool
    """
    return bool(getattr(sys, "frozen", False))


def program_command() -> list[str]:
    """Return the command that starts this program, in whatever environment it is installed.

    Returns
    -------
    list of str
    """
    return [sys.executable] if is_frozen() else [sys.executable, "-m", "mnistgui"]


def module_command(module: str, *arguments: str) -> list[str]:
    """Return the command that runs a module of this package in another process.

    Parameters
    ----------
    module : str
        Such as ``"mnistgui.data.hdf5_vetting"``.
    *arguments : str
        What the module is given.

    Returns
    -------
    list of str
    """
    begin = [RUN_MODULE] if is_frozen() else ["-P", "-m"]
    return [sys.executable, *begin, module, *arguments]


def run_own_module(arguments: Sequence[str]) -> bool:
    """Run the module that :func:`module_command` asked for, if it did.

    Parameters
    ----------
    arguments : sequence of str
        Those of this process, its own name first.

    Returns
    -------
    bool
        Whether one was asked for, and has been run.
    """
    if len(arguments) < 3 or arguments[1] != RUN_MODULE or not arguments[2].startswith(_OWN):
        return False
    sys.argv = list(arguments[2:])
    runpy.run_module(arguments[2], run_name="__main__", alter_sys=True)
    return True
