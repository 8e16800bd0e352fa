"""Shows the time left on standard error: as a bar on a terminal, as a few lines elsewhere."""

import sys
import time
from typing import Self

import click
from tqdm import tqdm

from mnistgui.per_cent import per_cent

_LINES = 4  # without a terminal


class TimeLeft:
    """Shows the progress of some work; a context manager that ends the bar.

    Parameters
    ----------
    what : str
        What is being done, such as ``"learning"``.
    """

    def __init__(self, what: str) -> None:
        self._what = what
        self._began = time.monotonic()
        self._shown_quarter = 0
        self._bar: tqdm[None] = tqdm(desc=what, unit="step", file=sys.stderr, disable=None)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_fault: object) -> None:
        self._bar.close()

    def show(self, done: int, total: int) -> None:
        """Show the progress.

        Parameters
        ----------
        done, total : int
            Steps taken and steps in all; at least one was taken.
        """
        self._bar.total = total
        self._bar.update(done - self._bar.n)
        quarter = done * _LINES // total
        if self._bar.disable and quarter > self._shown_quarter:
            left = (time.monotonic() - self._began) * (total - done) / done
            click.echo(f"{self._what}: {per_cent(done / total, 0)}, {left:.0f} s left", err=True)
        self._shown_quarter = quarter
