"""Digits together with where they were found, and what was left out there."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mnistgui.data.parts import ReadParts


@dataclass(frozen=True)
class Located:
    """What a file, folder or archive gave.

    Parameters
    ----------
    parts : ReadParts
        The digits.
    path : Path
        What opens them again.
    left_out : sequence of str
        A sentence for each file that could not be read, and one for data sets that could.
    others : sequence of Path
        What opens each of the data sets that could be opened instead.
    """

    parts: ReadParts
    path: Path
    left_out: Sequence[str] = ()
    others: Sequence[Path] = ()
