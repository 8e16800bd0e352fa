"""The points of the curves of a plot, as a table for other programs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from mnistgui.files.tables import Cell, Table
from mnistgui.ui.panels.curves.one_series import Series
from mnistgui.ui.strings import tr


@dataclass(frozen=True)
class Axis:
    """The horizontal axis of a plot, and how it leads to the other way of counting.

    Parameters
    ----------
    by_epoch : bool
        Whether it counts epochs rather than steps.
    steps_per_epoch : mapping of str to (float or None)
        By the name of a run in its curves; None while that is not known.
    """

    by_epoch: bool = False
    steps_per_epoch: Mapping[str, float | None] = field(default_factory=dict)

    def step_and_epoch(self, x: float, run: str) -> tuple[Cell, Cell]:
        """Step and epoch of a place of the axis; None for the one that is not known."""
        per_epoch = self.steps_per_epoch.get(run)
        if self.by_epoch:
            return None if per_epoch is None else round(x * per_epoch), x
        return x, None if per_epoch is None else x / per_epoch


def curve_table(series: tuple[Series, ...], axis: Axis, y_name: str) -> Table:
    """List every point of every curve: its run where there are several, curve, step, epoch, y."""
    several = any(curve.run for curve in series)
    runs = (tr("run"),) if several else ()
    header = (*runs, tr("curve"), tr("step"), tr("epoch"), y_name)
    return Table.of(header, _points(series, axis, several=several))


def _points(series: tuple[Series, ...], axis: Axis, *, several: bool) -> Iterator[tuple[Cell, ...]]:
    for curve in series:
        names = (curve.run, curve.label) if several else (curve.label,)
        for x, y in zip(curve.x.tolist(), curve.y.tolist(), strict=True):
            yield (*names, *axis.step_and_epoch(x, curve.run), y)
