"""The plot of one measure over the steps of a run, a line for each layer, with the healthy band."""

import math
from collections.abc import Mapping, Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mnistgui.files.tables import Table
from mnistgui.inspection.rules.rule import WHOLE_NETWORK, Band, Rule
from mnistgui.ui.panels.health.measuring import Values
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.figures.menu import add_figure
from mnistgui.ui.widgets.plot_axes import calm_plot, paint_axes
from mnistgui.ui.widgets.theme import LIGHT, Theme

_BAND_ALPHA = 0.14
_OPEN_SHARE = 0.15  # of the height, that an open band is seen beyond the lines
_LOWEST_PIXELS = 130
_TINY = 1e-12  # stands for 0 on a logarithmic scale


class SeriesPlot(QWidget):
    """Shows the values of a rule at every step that was measured."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._rule: Rule | None = None
        self._series: dict[int, tuple[np.ndarray, np.ndarray]] = {}
        self._chosen = WHOLE_NETWORK
        self._plot = calm_plot()
        self._band = pg.LinearRegionItem(orientation="horizontal", movable=False)
        self._lines: list[pg.PlotCurveItem] = []
        self._set_up()
        add_figure(self, "health-over-steps", self._table)

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._theme = theme
        paint_axes(self._plot, theme)
        colour = pg.mkColor(theme.good)
        colour.setAlphaF(_BAND_ALPHA)
        self._band.setBrush(pg.mkBrush(colour))
        for line in self._band.lines:
            line.setPen(pg.mkPen(theme.good, width=1))
        self._draw()

    def show_series(self, rule: Rule, values: Mapping[int, Values], chosen: int) -> None:
        """Plot a rule's values.

        Parameters
        ----------
        rule : Rule
        values : mapping of int to Values
            By step.
        chosen : int
            The layer whose line stands out.
        """
        self._rule, self._chosen = rule, chosen
        self._series = _by_layer(rule, values)
        self._draw()

    @property
    def series(self) -> dict[int, tuple[np.ndarray, np.ndarray]]:
        """Steps and values of each layer that are shown."""
        return self._series

    @property
    def band(self) -> tuple[float, float]:
        """The band as it is drawn, in units of the axis, which may be logarithmic."""
        low, high = self._band.getRegion()
        return float(low), float(high)

    def _draw(self) -> None:
        rule = self._rule
        if rule is None:
            return
        self._plot.setLabel("bottom", tr("{0} by step").format(tr(rule.title)))
        self._plot.getAxis("left").setLogMode(y=rule.logarithmic)
        while len(self._lines) < len(self._series):
            self._lines.append(pg.PlotCurveItem())
            self._plot.addItem(self._lines[-1])
        for line in self._lines[len(self._series) :]:
            line.setData([], [])
        drawn = [_on_axis(y, log=rule.logarithmic) for _, y in self._series.values()]
        pairs = zip(self._series.items(), drawn, self._lines, strict=False)
        for (layer, (steps, _)), y, line in pairs:
            line.setData(steps, y, connect="finite")
            line.setPen(self._pen(layer))
            line.setZValue(1 if layer == self._chosen else 0)
        self._frame(rule, drawn)

    def _pen(self, layer: int) -> pg.QtGui.QPen:
        colours = self._theme.runs
        colour = pg.mkColor(colours[layer % len(colours)])
        chosen = layer == self._chosen
        return pg.mkPen(colour, width=2 if chosen else 1)

    def _frame(self, rule: Rule, drawn: Sequence[np.ndarray]) -> None:
        """Show all lines and, of the band, as much as makes clear on which side it lies."""
        together = np.concatenate([*drawn, np.zeros(0)])
        finite = together[np.isfinite(together)]
        low, high = _ends(rule.healthy, log=rule.logarithmic)
        seen = [end for end in (low, high) if math.isfinite(end)]
        least = min([*seen, *([finite.min()] if len(finite) else [])])
        most = max([*seen, *([finite.max()] if len(finite) else [])])
        margin = _OPEN_SHARE * ((most - least) or abs(most) or 1.0)
        least, most = least - margin, most + margin
        self._band.setRegion((max(low, least - 1), min(high, most + 1)))
        self._plot.setYRange(least, most, padding=0)
        last = max((float(steps[-1]) for steps, _ in self._series.values()), default=1.0)
        self._plot.setXRange(0, max(last, 1.0), padding=0.02)

    def _table(self) -> Table:
        header = (tr("layer"), tr("step"), tr(self._rule.title) if self._rule else tr("value"))
        rows = (
            (layer or None, step, value)
            for layer, (steps, values) in self._series.items()
            for step, value in zip(steps.tolist(), values.tolist(), strict=True)
        )
        return Table.from_rows(header, rows)

    def _set_up(self) -> None:
        self.setObjectName("health_series")
        self.setAccessibleName(tr("A measure over the steps of the run, with its healthy band"))
        self._plot.setObjectName("health_series_plot")
        self._plot.setAccessibleName(tr("Value by step"))
        self._plot.setMouseEnabled(x=False, y=False)
        for side in ("left", "bottom"):
            self._plot.getAxis(side).enableAutoSIPrefix(enable=False)
        self._plot.setMinimumHeight(_LOWEST_PIXELS)
        self._plot.addItem(self._band)
        self._band.setZValue(-10)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._plot)


def _by_layer(rule: Rule, values: Mapping[int, Values]) -> dict[int, tuple[np.ndarray, np.ndarray]]:
    steps = sorted(values)
    layers = sorted({layer for step in steps for layer in values[step].get(rule.name, {})})
    return {
        layer: (
            np.array(steps),
            np.array([values[step].get(rule.name, {}).get(layer, math.nan) for step in steps]),
        )
        for layer in layers
    }


def _on_axis(values: np.ndarray, *, log: bool) -> np.ndarray:
    return np.log10(np.maximum(values, _TINY)) if log else values


def _ends(band: Band, *, log: bool) -> tuple[float, float]:
    if not log:
        return band.low, band.high
    low = math.log10(band.low) if band.low > 0 else -math.inf
    return low, math.log10(band.high)
