"""What a legend names: each run or each curve by itself, and what colours of thin curves mean."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QColor

from mnistgui.ui.panels.curves.one_series import Series
from mnistgui.ui.runs.run_colours import Colouring
from mnistgui.ui.strings import tr

_FEW_CURVES = 3  # with more curves the noise of single batches is not named

WriteValue = Callable[[Series], str]


@dataclass(frozen=True)
class Dash:
    """The piece of a line before a name: its colour, and how it is broken, in widths of the pen."""

    colour: QColor
    pattern: tuple[float, ...] = ()


@dataclass(frozen=True)
class Entry:
    """One name in a legend.

    Parameters
    ----------
    name : str
        Of a run or of a curve, or what a colour means.
    values : tuple of str
        One for each curve of the run; empty for the meaning of a colour.
    dash : Dash or None
        Before the name; None for nothing.
    number : int
        Of the run; 0 for none.
    """

    name: str
    values: tuple[str, ...] = ()
    dash: Dash | None = None
    number: int = 0

    @property
    def text(self) -> str:
        """Return the name with all values."""
        return f"{self.name} {' / '.join(self.values)}" if self.values else self.name


def legend_entries(
    series: tuple[Series, ...], key: Colouring, brought_out: int, write: WriteValue
) -> list[Entry]:
    """Return the entries of the curves of a plot.

    Parameters
    ----------
    series : tuple of Series
        The curves.
    key : Colouring
        What colours of thin curves mean.
    brought_out : int
        Number of the run that is named instead of the inspected one, if it is thin; 0 for none.
    write : callable
        Writes the value of a curve.
    """
    named = _named(tuple(one for one in series if not one.raw))
    thin = tuple(one for one in named if one.number == brought_out and one.thin)
    groups = _by_run(thin) or _by_run(tuple(one for one in named if not one.thin))
    groups.sort(key=lambda curves: curves[0].number)
    return [_entry(curves, write) for curves in groups] + _meanings(series, key)


def _named(series: tuple[Series, ...]) -> tuple[Series, ...]:
    """Return the curves that are named, which are not the faint ones where there are many."""
    front = tuple(curve for curve in series if not curve.faint)
    measured = {curve.run for curve in front}
    # Of a run whose first epoch has not ended, there are only batches to be named.
    named = (*front, *(one for one in series if one.faint and one.run not in measured))
    several_runs = any(curve.run for curve in series)
    return named if several_runs or len(named) > _FEW_CURVES else series


def _by_run(series: tuple[Series, ...]) -> list[list[Series]]:
    """Return the curves of each run together, or each curve by itself."""
    groups: dict[object, list[Series]] = {}
    for i, curve in enumerate(series):
        groups.setdefault(curve.run or i, []).append(curve)
    return list(groups.values())


def _entry(curves: list[Series], write: WriteValue) -> Entry:
    """Return the entry of a run, with the dash of its first curve."""
    first = curves[0]
    colour = QColor(first.colour)
    colour.setAlphaF(first.faint or 1.0)
    pattern = (0.7, 0.7) if first.dotted else (2.0, 0.8) if first.dashed else ()
    values = tuple(write(curve) for curve in curves)
    return Entry(first.run or first.label, values, Dash(colour, pattern), first.number)


def _meanings(series: tuple[Series, ...], key: Colouring) -> list[Entry]:
    """Return what the colours of thin curves mean, or else how many thin ones there are."""
    thin = len({curve.run for curve in series if curve.thin})
    if not thin:
        return []
    if not key.hues:
        return [Entry(tr("thin: {0} other runs").format(thin))]
    hues = [Entry(text, dash=Dash(QColor(colour))) for text, colour in key.hues]
    return [*hues, *([Entry(key.shades)] if key.shades else [])]
