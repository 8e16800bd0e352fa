"""Shows progress on standard error: as a bar on a terminal, else as a line for each epoch."""

import sys
from typing import Self

import click
from tqdm import tqdm

from mnistgui.training.events import (
    Diverged,
    Event,
    Measured,
    Started,
    Stepped,
)
from mnistgui.training.measured_line import measured_line

# The bar counts digits in lots, so that drawing it costs next to nothing beside a step.
LOT_DIGITS = 5000


class TrainingProgress:
    """Shows the progress of a run; a context manager that clears the bar at its end.

    Parameters
    ----------
    only_ends : bool
        Whether to keep back every measurement but the last: long series print one line a run.
    """

    def __init__(self, *, only_ends: bool = False) -> None:
        self._only_ends = only_ends
        self._last: Measured | None = None
        self._line = ""
        self._bar: tqdm[None] | None = None
        self._pending = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_fault: object) -> None:
        if self._last is not None:
            self._write(measured_line(self._last))
        if self._bar is not None:
            self._bar.update(self._pending)
            self._bar.close()

    def show(self, event: Event) -> None:
        """Show one event.

        Parameters
        ----------
        event : Event
        """
        match event:
            case Started():
                self._start_bar(event)
            case Stepped():
                self._count(event.samples)
            case Measured() if self._only_ends:
                self._last = event
            case Measured():
                self._write_anew(measured_line(event))
            case Diverged():
                self._write(event.sentence)
            case _:
                pass

    def _start_bar(self, event: Started) -> None:
        total = event.config.epochs * event.train_size
        done = event.step * total // max(event.steps_per_epoch * event.config.epochs, 1)
        # disable=None: no bar where standard error is no terminal.
        self._bar = tqdm(
            total=total,
            initial=done,
            unit=" digits",
            unit_scale=True,
            file=sys.stderr,
            disable=None,
        )

    def _count(self, samples: int) -> None:
        self._pending += samples
        if self._bar is not None and self._pending >= LOT_DIGITS:
            self._bar.update(self._pending)
            self._pending = 0

    def _write_anew(self, line: str) -> None:
        """Write a line of measurement; the last step's, measured once more, only if it differs."""
        if line != self._line:
            self._line = line
            self._write(line)

    def _write(self, line: str) -> None:
        if self._bar is not None and not self._bar.disable:
            self._bar.write(line, file=sys.stderr)
        else:
            click.echo(line, err=True)
