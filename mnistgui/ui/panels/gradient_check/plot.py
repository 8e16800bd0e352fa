"""The plot of differences between backpropagation and the slope of the loss, against N."""

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mnistgui.nn.difference_curve import STEPS, DifferenceCurve
from mnistgui.nn.directional_check import DirectionalCheck
from mnistgui.ui.panels.gradient_check.axes import right_and_wrong, set_up
from mnistgui.ui.panels.gradient_check.check import Answer
from mnistgui.ui.panels.gradient_check.words import named
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.log_axis import plot_with_log_axes
from mnistgui.ui.widgets.plot_axes import paint_axes
from mnistgui.ui.widgets.theme import Theme

_LEAST_DIFFERENCE = 1e-16  # what stands for 0 on a logarithmic axis
_SMALL_DIFFERENCE = 1e-14  # a difference that is always in sight
_ROOM_ABOVE_FACTOR = 1e3  # for the name of a point on a flat curve
_Points = tuple[NDArray[np.float64], NDArray[np.float64]]
_NONE: _Points = (np.zeros(0), np.zeros(0))


class DifferencePlot(QWidget):
    """Plots the right curve, and a dashed one with the mistake."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plot = plot_with_log_axes()
        self._right = self._plot.plot([], [], symbolSize=6, symbol="o")
        self._wrong = self._plot.plot([], [], symbolSize=6, symbol="o")
        self._mark = self._plot.plot([], [], pen=None, symbol="o", symbolSize=14)
        self._mark_name = pg.TextItem("")
        self.setAccessibleName(tr("What the check found"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._plot, 1)
        self._set_up()

    @property
    def marked(self) -> tuple[str, float, float] | None:
        """Name of the marked weight, its N and its difference; None if none is marked."""
        x, y = self._mark.getOriginalDataset()
        if x is None or len(x) == 0:
            return None
        return self._mark_name.toPlainText(), float(x[0]), float(y[0])

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        paint_axes(self._plot, theme)
        right_and_wrong(self._right, self._wrong, theme)
        for curve, colour in ((self._right, theme.train), (self._wrong, theme.bad)):
            curve.setSymbolBrush(colour)
            curve.setSymbolPen(None)
        self._mark.setSymbolBrush(None)
        self._mark.setSymbolPen(pg.mkPen(theme.text, width=2))
        self._mark_name.setColor(theme.text)

    def draw(self, answer: Answer) -> None:
        """Draw the differences so far, and mark nothing yet."""
        curve = answer.found.curve
        mistaken = answer.question.mistake is not None
        rightly = None if answer.rightly is None else answer.rightly.curve
        right, wrong = (rightly, curve) if mistaken else (curve, None)
        self._right.setData(*_points(right))
        self._wrong.setData(*_points(wrong))
        self._mark.setData(*_NONE)
        self._mark_name.setText("")
        self._show_range(curve, _ROOM_ABOVE_FACTOR if mistaken else 1.0)

    def draw_function(self, found: DirectionalCheck) -> None:
        """Draw the differences of a single function."""
        self._right.setData(*_points(found))
        self._wrong.setData(*_NONE)
        self._mark.setData(*_NONE)
        self._mark_name.setText("")
        self._show_range(found, 1.0)

    def mark(self, answer: Answer) -> None:
        """Mark the worst weight at the N where the check is most exact."""
        curve, flat = answer.found.curve, answer.rightly is not None
        n, difference = (float(values[curve.best]) for values in _points(curve))
        self._mark.setData([n], [difference])
        self._mark_name.setText(named(answer.found.worst))
        self._mark_name.setAnchor((1.0, 1.3 if flat else -0.3))  # to the left, where no curve is
        self._mark_name.setPos(np.log10(n), np.log10(difference))

    def _show_range(self, curve: DifferenceCurve | DirectionalCheck, high: float) -> None:
        """Show many decades in any case, so that a flat line does not look like a falling one."""
        finite = curve.max_difference[np.isfinite(curve.max_difference)]
        low = float(finite.min(initial=_SMALL_DIFFERENCE))
        high = float(finite.max(initial=high))
        self._plot.setXRange(0, float(np.log10(STEPS[-1])), padding=0.08)
        self._plot.setYRange(np.log10(max(low, _LEAST_DIFFERENCE)), np.log10(high), padding=0.03)

    def _set_up(self) -> None:
        plot = self._plot
        set_up(plot, "gradient_plot", tr("What the check found"))
        plot.setLogMode(x=True, y=True)
        plot.setLabel("bottom", tr("N, each moved by 1 / N"))
        plot.setLabel("left", tr("difference"))
        plot.addItem(self._mark_name, ignoreBounds=True)
        plot.setMinimumSize(180, 96)


def _points(curve: DifferenceCurve | DirectionalCheck | None) -> _Points:
    if curve is None:
        return _NONE
    return curve.n.astype(np.float64), np.maximum(curve.max_difference, _LEAST_DIFFERENCE)
