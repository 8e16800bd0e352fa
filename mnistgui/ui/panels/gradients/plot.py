"""The largest difference between backpropagation and slope against N, both logarithmic."""

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mnistgui.ui.strings import tr
from mnistgui.ui.theme import Theme

_LEAST = 1e-17  # what stands for 0 on a logarithmic axis


class DifferencePlot(QWidget):
    """One curve, a point for each N.

    Parameters
    ----------
    parent : QWidget, optional
        As Qt has it.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plot = pg.PlotWidget()
        self._curve = self._plot.plot([], [], symbol="o", symbolSize=6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._plot)
        self._set_up()

    def set_theme(self, theme: Theme) -> None:
        """Everything in these colours."""
        self._plot.setBackground(theme.surface)
        for side in ("left", "bottom"):
            axis = self._plot.getAxis(side)
            axis.setPen(pg.mkPen(theme.border))
            axis.setTextPen(pg.mkPen(theme.muted))
        self._curve.setPen(pg.mkPen(theme.train, width=2))
        self._curve.setSymbolBrush(theme.train)
        self._curve.setSymbolPen(None)

    def show_differences(
        self, steps: NDArray[np.float64], differences: NDArray[np.float64]
    ) -> None:
        """Draw a check.

        Parameters
        ----------
        steps : ndarray of shape (n_steps,), float64
            N, where differences were taken over 1 / N.
        differences : ndarray of shape (n_steps,), float64
            Largest absolute difference for each.
        """
        self._curve.setData(steps, np.maximum(differences, _LEAST))

    def _set_up(self) -> None:
        plot = self._plot
        plot.setObjectName("gradient_plot")
        plot.setAccessibleName(tr("Largest difference against N, both logarithmic"))
        plot.setLogMode(True, True)  # noqa: FBT003 - pyqtgraph's signature
        plot.setMenuEnabled(False)
        plot.hideButtons()
        plot.showGrid(x=True, y=True, alpha=0.18)
        plot.setLabel("bottom", tr("N, with differences over 1 / N"))
        plot.getAxis("left").enableAutoSIPrefix(False)  # noqa: FBT003 - pyqtgraph's signature
        plot.setLabel("left", tr("difference"))
        plot.setMinimumSize(180, 110)
