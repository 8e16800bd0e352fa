"""The points of the curves as a table, over steps and epochs."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import repeat

import numpy as np

from mnistgui.files.deferred_rows import DeferredRows
from mnistgui.files.tables import Cell, Table
from mnistgui.ui.panels.curves.one_series import Series
from mnistgui.ui.panels.curves.thinning import Curve
from mnistgui.ui.strings import tr


@dataclass(frozen=True)
class Axis:
    """The horizontal axis of a plot, which counts steps or epochs and converts between them.

    Parameters
    ----------
    by_epoch : bool
        Whether it counts epochs rather than steps.
    steps_per_epoch : mapping of str to (float or None)
        By the name of a run in its curves; None while that is not known.
    """

    by_epoch: bool = False
    steps_per_epoch: Mapping[str, float | None] = field(default_factory=dict)

    def steps_and_epochs(self, x: Curve, run: str) -> tuple[Iterable[Cell], Iterable[Cell]]:
        """Return steps and epochs of places of the axis; None for those that are not known."""
        per_epoch = self.steps_per_epoch.get(run)
        if self.by_epoch:
            steps = (
                repeat(None) if per_epoch is None else np.rint(x * per_epoch).astype(int).tolist()
            )
            return steps, x.tolist()
        return x.tolist(), repeat(None) if per_epoch is None else (x / per_epoch).tolist()


def curve_table(series: tuple[Series, ...], axis: Axis, y_name: str) -> Table:
    """List every point of every curve: its run where there are several, curve, step, epoch, y.

    The rows are made when they are read, which may be in another thread: there may be tens of
    thousands of points, and the window would wait for them.
    """
    several = any(curve.run for curve in series)
    runs = (tr("run"),) if several else ()
    spread = (tr("standard deviation"),) if any(one.band for one in series) else ()
    header = (*runs, tr("curve"), tr("step"), tr("epoch"), y_name, *spread)
    count = sum(len(curve.x) for curve in series)
    return Table(header, DeferredRows(count, partial(_points, series, axis, several=several)))


def _points(series: tuple[Series, ...], axis: Axis, *, several: bool) -> Iterator[tuple[Cell, ...]]:
    """Any thread: Make the rows of the table."""
    for curve in series:
        names = (curve.run, curve.label) if several else (curve.label,)
        places = axis.steps_and_epochs(curve.x - curve.begin, curve.run)
        values: list[Iterable[Cell]] = [curve.y.tolist()]
        if any(one.band for one in series):
            values.append(
                repeat(None) if curve.band is None else (curve.band[1] - curve.y).tolist()
            )
        yield from zip(*map(repeat, names), *places, *values, strict=False)
