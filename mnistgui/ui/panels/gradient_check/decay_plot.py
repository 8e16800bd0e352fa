"""A plot of two short runs with and without mistake B or D: learning rates above losses."""

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mnistgui.training.decay_runs import DecayRuns, epochs_to_drop
from mnistgui.ui.panels.gradient_check.axes import right_and_wrong, set_up
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.log_axis import plot_with_log_axes
from mnistgui.ui.widgets.plot_axes import paint_axes
from mnistgui.ui.widgets.theme import Theme

_LEAST_RATE = 1e-9  # nothing is learnt with less
_LEAST_LOSS = 1e-6
_AXIS_WIDTH_PIXELS = 58  # so that both plots begin at the same place


class DecayPlot(QWidget):
    """Plots the rate of every step, and the loss after every epoch."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rates = _Pair("gradient_rates", tr("Learning rates with and without the mistake"))
        self._losses = _Pair("gradient_losses", tr("Losses with and without the mistake"))
        self.setAccessibleName(tr("What the check found"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for pair, stretch in ((self._rates, 2), (self._losses, 3)):
            layout.addWidget(pair.plot, stretch)
        self._rates.plot.setLabel("left", tr("rate"))
        self._rates.plot.getAxis("bottom").setStyle(showValues=False)
        self._losses.plot.setLabel("left", tr("loss"))
        self._losses.plot.setLabel("bottom", tr("epoch"))

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._rates.set_theme(theme)
        self._losses.set_theme(theme)

    def draw(self, runs: DecayRuns) -> None:
        """Draw both runs as far as they have trained."""
        both = (runs.meant, runs.with_mistake)
        epochs = [np.arange(1, len(one.rates) + 1) / runs.steps_per_epoch for one in both]
        highest = float(runs.meant.rates.max(initial=0.0))
        if runs.letter == "B":
            self._show_decades(max(1.0, highest))
            self._rates.draw(runs, epochs, [np.maximum(one.rates, _LEAST_RATE) for one in both])
        else:  # Rates below zero have no place on a logarithmic axis.
            self._show_linear(float(runs.with_mistake.rates.min(initial=0.0)), highest)
            self._rates.draw(runs, epochs, [one.rates for one in both])
        self._losses.draw(
            runs,
            [np.arange(1.0, len(one.losses) + 1) for one in both],
            [np.maximum(one.losses, _LEAST_LOSS) for one in both],
        )

    def _show_decades(self, highest: float) -> None:
        plot = self._rates.plot
        plot.setLogMode(x=False, y=True)
        plot.setYRange(np.log10(_LEAST_RATE), np.log10(highest), padding=0.05)

    def _show_linear(self, lowest: float, highest: float) -> None:
        plot = self._rates.plot
        plot.setLogMode(x=False, y=False)
        plot.setYRange(lowest, highest, padding=0.05)


class _Pair:
    """A plot of the right and the mistaken curve, with lines at the intended drops of the rate."""

    def __init__(self, name: str, title: str) -> None:
        self.plot = plot_with_log_axes()
        set_up(self.plot, name, title)
        self.plot.setLogMode(x=False, y=True)
        self.plot.getAxis("left").setWidth(_AXIS_WIDTH_PIXELS)
        self.plot.setMinimumSize(180, 50)
        self._drops = [pg.InfiniteLine(angle=90) for _ in range(2)]
        for line in self._drops:
            self.plot.addItem(line, ignoreBounds=True)
        self._right = self.plot.plot([], [])
        self._wrong = self.plot.plot([], [])

    def set_theme(self, theme: Theme) -> None:
        paint_axes(self.plot, theme)
        right_and_wrong(self._right, self._wrong, theme)
        for line in self._drops:
            line.setPen(pg.mkPen(theme.muted, style=Qt.PenStyle.DotLine))

    def draw(
        self,
        runs: DecayRuns,
        epochs: list[NDArray[np.float64]],
        values: list[NDArray[np.float64]],
    ) -> None:
        self._right.setData(epochs[0], values[0])
        self._wrong.setData(epochs[1], values[1])
        self.plot.setXRange(0, runs.config.epochs, padding=0.02)
        for times, line in enumerate(self._drops):
            line.setPos(epochs_to_drop(runs.config) + times * runs.config.step_epochs)
            line.setVisible(runs.letter == "B")
