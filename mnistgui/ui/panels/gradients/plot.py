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
from mnistgui.ui.widgets import label

_LEAST = 1e-16  # what stands for 0 on a logarithmic axis
_LEAST_RATE = 1e-9  # nothing is learnt with less
_SMALL = 1e-14  # a difference that is always in sight
_ROOM_ABOVE = 1e3  # for the name of a point on a flat curve
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
        self._names = label("", "", "gradient_legend")
        self._right = self._plot.plot([], [], symbolSize=6)
        self._wrong = self._plot.plot([], [], symbolSize=6)
        self._mark = self._plot.plot([], [], pen=None, symbol="o", symbolSize=14)
        self._mark_name = pg.TextItem("")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self._names)
        layout.addWidget(self._plot, 1)
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
        dashes = (
            (theme.train, "&#9473;&#9473;", tr("right")),
            (theme.bad, "&#9473; &#9473;", tr("mistaken")),
        )
        self._names.setText("&nbsp;&nbsp;&nbsp; ".join(_dash(*one) for one in dashes))
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
        flat = answer.rightly is not None
        self._mark_worst(found, named(answer.found.worst), above=flat)
        self._show_range(found, _ROOM_ABOVE if flat else 1.0)

    def _show_range(self, curve: DifferenceCurve, high: float) -> None:
        """Always many decades, lest a flat line look like a falling one."""
        low = min(_SMALL, float(curve.max_difference.min()))
        high = max(high, float(curve.max_difference.max()))
        self._plot.setXRange(0, float(np.log10(curve.n[-1])), padding=0.08)
        self._plot.setYRange(np.log10(max(low, _LEAST)), np.log10(high), padding=0.03)

    def _show_rates(self, rates: Rates) -> None:
        epochs = np.arange(1.0, len(rates.meant) + 1)
        wrong = np.maximum(rates.with_mistake, _LEAST_RATE)
        self._name_axes(tr("epoch"), tr("learning rate"), log_x=False)
        self._show((epochs, rates.meant), (epochs, wrong), symbol=None)
        self._mark.setData(*_NONE)
        self._plot.autoRange()
        drop = int(rates.dropping[0]) - 1
        self._name(f"{rates.with_mistake[drop]:.1e}", epochs[-1], wrong[drop], above=True)

    def _show(self, right: _Points, wrong: _Points, symbol: str | None = "o") -> None:
        self._right.setData(*right, symbol=symbol)
        self._wrong.setData(*wrong, symbol=symbol)
        self._names.setVisible(len(wrong[0]) > 0)

    def _mark_worst(self, curve: DifferenceCurve, name: str, *, above: bool) -> None:
        n, difference = (float(values[curve.best]) for values in _points(curve))
        self._mark.setData([n], [difference])
        self._name(name, np.log10(n), difference, above=above)

    def _name(self, text: str, x: float, y: float, *, above: bool) -> None:
        """Words to the left of a point, where no curve is."""
        self._mark_name.setText(text)
        self._mark_name.setAnchor((1.0, 1.3 if above else -0.3))
        self._mark_name.setPos(x, np.log10(y))

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
        self._names.hide()
        self._name_axes(tr("N, each weight moved by 1 / N"), tr("largest difference"), log_x=True)
        plot.setMinimumSize(180, 130)


def _dash(colour: str, dash: str, name: str) -> str:
    return f'<span style="color: {colour}">{dash}</span> {name}'


def _points(curve: DifferenceCurve) -> _Points:
    return curve.n.astype(np.float64), np.maximum(curve.max_difference, _LEAST)
