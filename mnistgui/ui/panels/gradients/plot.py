"""What a check found: differences against N, or for mistake B the rate against epochs."""

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mnistgui.nn.difference_curve import DifferenceCurve
from mnistgui.training.decay_mistake import Rates
from mnistgui.ui.panels.gradients.check import Answer
from mnistgui.ui.panels.gradients.words import named
from mnistgui.ui.strings import tr
from mnistgui.ui.theme import Theme

_LEAST = 1e-14  # what stands for 0 on a logarithmic axis
_LEAST_RATE = 1e-9  # nothing is learnt with less
_DIFFERENCES = (1e-13, 10.0)  # always in sight, lest a flat line look like a falling one
_Points = tuple[NDArray[np.float64], NDArray[np.float64]]
_NONE: _Points = (np.zeros(0), np.zeros(0))


class DifferencePlot(QWidget):
    """One curve as the program does it, and a dashed one with the mistake.

    Parameters
    ----------
    parent : QWidget, optional
        As Qt has it.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plot = pg.PlotWidget()
        self._legend = self._plot.addLegend(offset=(-6, 2), labelTextSize="8pt")
        self._right = self._plot.plot([], [], symbol="o", symbolSize=6, name=tr("as it should be"))
        self._wrong = self._plot.plot([], [], symbol="o", symbolSize=6, name=tr("with the mistake"))
        self._mark = self._plot.plot([], [], pen=None, symbol="o", symbolSize=14)
        self._mark_name = pg.TextItem("", anchor=(1.0, -0.3))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._plot)
        self._set_up()

    @property
    def marked(self) -> tuple[str, float, float] | None:
        """Name of the marked weight, N and its difference; None while none is marked."""
        x, y = self._mark.getOriginalDataset()
        if x is None or len(x) == 0:
            return None
        return self._mark_name.toPlainText(), float(x[0]), float(y[0])

    def set_theme(self, theme: Theme) -> None:
        """Everything in these colours."""
        self._plot.setBackground(theme.surface)
        for side in ("left", "bottom"):
            axis = self._plot.getAxis(side)
            axis.setPen(pg.mkPen(theme.border))
            axis.setTextPen(pg.mkPen(theme.muted))
        self._legend.setLabelTextColor(theme.text)
        self._right.setPen(pg.mkPen(theme.train, width=2))
        self._wrong.setPen(pg.mkPen(theme.bad, width=2, style=Qt.PenStyle.DashLine))
        for curve, colour in ((self._right, theme.train), (self._wrong, theme.bad)):
            curve.setSymbolBrush(colour)
            curve.setSymbolPen(None)
        self._mark.setSymbolBrush(None)
        self._mark.setSymbolPen(pg.mkPen(theme.text, width=2))
        self._mark_name.setColor(theme.text)

    def show_answer(self, answer: Answer) -> None:
        """Draw what was found."""
        if answer.rates is not None:
            self._show_rates(answer.rates)
            return
        found = answer.found.curve
        self._name_axes(tr("N, each weight moved by 1 / N"), tr("largest difference"), log_x=True)
        if answer.rightly is None:
            self._show(_points(found), _NONE)
        else:
            self._show(_points(answer.rightly.curve), _points(found))
        self._mark_worst(found, named(answer.found.worst))
        low = min(_DIFFERENCES[0], float(found.max_difference.min()))
        high = max(_DIFFERENCES[1], float(found.max_difference.max()))
        self._plot.setXRange(0, float(np.log10(found.n[-1])), padding=0.04)
        self._plot.setYRange(np.log10(max(low, _LEAST)), np.log10(high), padding=0.02)

    def _show_rates(self, rates: Rates) -> None:
        epochs = np.arange(1.0, len(rates.meant) + 1)
        wrong = np.maximum(rates.with_mistake, _LEAST_RATE)
        self._name_axes(tr("epoch"), tr("learning rate"), log_x=False)
        self._show((epochs, rates.meant), (epochs, wrong))
        self._mark.setData(*_NONE)
        self._mark_name.setVisible(False)
        self._plot.autoRange()

    def _show(self, right: _Points, wrong: _Points) -> None:
        self._right.setData(*right)
        self._wrong.setData(*wrong)
        self._legend.setVisible(len(wrong[0]) > 0)

    def _mark_worst(self, curve: DifferenceCurve, name: str) -> None:
        n, difference = (float(values[curve.best]) for values in _points(curve))
        self._mark.setData([n], [difference])
        self._mark_name.setText(name)
        self._mark_name.setPos(np.log10(n), np.log10(difference))
        self._mark_name.setVisible(True)

    def _name_axes(self, bottom: str, left: str, *, log_x: bool) -> None:
        self._plot.setLogMode(log_x, True)  # noqa: FBT003 - pyqtgraph's signature
        self._plot.setLabel("bottom", bottom)
        self._plot.setLabel("left", left)

    def _set_up(self) -> None:
        plot = self._plot
        plot.setObjectName("gradient_plot")
        plot.setAccessibleName(tr("What the check found"))
        plot.setMenuEnabled(False)
        plot.hideButtons()
        plot.setMouseEnabled(x=False, y=False)
        plot.showGrid(x=True, y=True, alpha=0.18)
        plot.getAxis("left").enableAutoSIPrefix(False)  # noqa: FBT003 - pyqtgraph's signature
        plot.addItem(self._mark_name, ignoreBounds=True)
        self._legend.hide()
        self._name_axes(tr("N, each weight moved by 1 / N"), tr("largest difference"), log_x=True)
        plot.setMinimumSize(180, 130)


def _points(curve: DifferenceCurve) -> _Points:
    return curve.n.astype(np.float64), np.maximum(curve.max_difference, _LEAST)
