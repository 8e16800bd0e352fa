"""The points of the curves of a plot, as a table for other programs."""

from collections.abc import Iterator

from mnistgui.files.tables import Cell, Table
from mnistgui.ui.panels.curves.one_series import Series
from mnistgui.ui.strings import tr


def curve_table(series: tuple[Series, ...], x_name: str, y_name: str) -> Table:
    """List every point of every curve: its curve, its run where there are several, x and y."""
    several = any(curve.run for curve in series)
    runs = (tr("run"),) if several else ()
    return Table.of((*runs, tr("curve"), x_name, y_name), _points(series, several=several))


def _points(series: tuple[Series, ...], *, several: bool) -> Iterator[tuple[Cell, ...]]:
    for curve in series:
        names = (curve.run, curve.label) if several else (curve.label,)
        for x, y in zip(curve.x.tolist(), curve.y.tolist(), strict=True):
            yield (*names, x, y)
