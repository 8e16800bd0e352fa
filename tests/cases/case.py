"""One thing that people open, and what must come of it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Case:
    """One thing that people open.

    Parameters
    ----------
    what : str
        For the table.
    make : callable
        Writes it into an empty folder, and returns what is opened.
    refusal : str
        A pattern of the sentence that refuses it; empty where it opens.
    note : str
        A pattern of what is told when it opens.
    """

    what: str
    make: Callable[[Path], Path]
    refusal: str = ""
    note: str = ""
