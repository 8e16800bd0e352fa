"""What a fuzz run needs to know of an importer."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Target:
    """An importer under attack.

    Parameters
    ----------
    name : str
        Shown in the report.
    write : callable
        Writes good files into an empty folder.
    read : callable
        Opens that folder, or whatever in it is meant; may only raise UserError.
    seconds : float
        About how long one reading takes; slow importers get fewer examples in the test suite.
    """

    name: str
    write: Callable[[Path], None]
    read: Callable[[Path], object]
    seconds: float = 0.001
