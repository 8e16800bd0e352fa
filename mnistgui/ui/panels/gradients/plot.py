"""What a check found: differences against N, or for mistake B the rate against epochs."""

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mnistgui.ui.strings import tr
from mnistgui.ui.theme import Theme

_LEAST = 1e-17  # what stands for 0 on a logarithmic axis
_LEAST_RATE = 1e-9  # nothing is learnt with less


class DifferencePlot(QWidget):
    """A curve with a point for each N, or two curves of learning rates.

    Parameters
    ----------
    parent : QWidget, optional
        As Qt has it.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plot = pg.PlotWidget()
        self._curve = self._plot.plot([], [], symbol="o", symbolSize=6)
        self._wrong = self._plot.plot([], [])
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
        self._wrong.setPen(pg.mkPen(theme.bad, width=2, style=Qt.PenStyle.DashLine))

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
        self._name_axes(tr("N, with differences over 1 / N"), tr("difference"), log_x=True)
        self._curve.setData(steps, np.maximum(differences, _LEAST))
        self._wrong.setData([], [])

    def show_rates(self, meant: NDArray[np.float64], with_mistake: NDArray[np.float64]) -> None:
        """Draw learning rates.

        Parameters
        ----------
        meant, with_mistake : ndarray of shape (n_epochs,), float64
            At the end of each epoch.
        """
        epochs = np.arange(1.0, len(meant) + 1)
        self._name_axes(tr("epoch"), tr("learning rate"), log_x=False)
        self._curve.setData(epochs, meant)
        self._wrong.setData(epochs, np.maximum(with_mistake, _LEAST_RATE))

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
        plot.showGrid(x=True, y=True, alpha=0.18)
        plot.getAxis("left").enableAutoSIPrefix(False)  # noqa: FBT003 - pyqtgraph's signature
        self._name_axes(tr("N, with differences over 1 / N"), tr("difference"), log_x=True)
        plot.setMinimumSize(180, 110)
