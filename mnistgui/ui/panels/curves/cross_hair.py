"""What the mouse points at in a plot: a line with the name of the place, and the nearest run."""

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication

from mnistgui.ui.panels.curves.trace import Trace
from mnistgui.ui.widgets.theme import Theme

_NEAR_PIXELS = 14.0
_PAPER_OPACITY = 0.7  # of the paper below a name, through which curves are still seen
_NAME_HEIGHT_SHARE = 1.0  # of the name above the horizontal axis, as a part of the plot
_SIDES = [(0.0, 0.0), (1.0, 0.0)]  # the name hangs from there, and begins or ends at the line


class CrossHair:
    """A dashed line and a name, both hidden at first."""

    def __init__(self) -> None:
        options = {"position": _NAME_HEIGHT_SHARE, "anchors": _SIDES}
        self.item = pg.InfiniteLine(angle=90, movable=False, label="", labelOpts=options)
        self.text = ""
        self.item.hide()

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self.item.setPen(pg.mkPen(theme.muted, style=Qt.PenStyle.DashLine))
        self.item.label.setColor(theme.text)
        paper = pg.mkColor(theme.surface)
        paper.setAlphaF(_PAPER_OPACITY)
        self.item.label.fill = pg.mkBrush(paper)

    def stand_at(self, x: float | None, text: str) -> None:
        """Show the line at a place of the horizontal axis with its name; hide it for None."""
        self.text = text
        self.item.setVisible(x is not None)
        if x is not None:
            shown = text if self._fits(text) else text.replace(", ", "\n")  # in a narrow chart
            self.item.label.setFormat(shown)
            self.item.label.setVisible(self._fits(shown))  # an empty one would hide curves, too
            self.item.setPos(x)

    def _fits(self, text: str) -> bool:
        """Return whether a name has room on one side of the line, wherever the line stands."""
        view = self.item.getViewBox()
        metrics = QFontMetricsF(QApplication.font())
        widest = max(map(metrics.horizontalAdvance, text.split("\n")))
        return bool(view and 2 * widest <= view.width())


def nearest_run(traces: Sequence[Trace], point: QPointF, wide: float, high: float) -> int:
    """Return the number of the run whose curve is nearest; 0 if none is near.

    Parameters
    ----------
    traces : sequence of Trace
        Curves of runs; those of number 0 are passed over.
    point : QPointF
        The mouse, on the scale of the axes.
    wide, high : float
        Size of a pixel on the scale of the axes.
    """
    distances = [
        (_distance(trace, point, wide, high), trace.run)
        for trace in traces
        if trace.run and len(trace.x)
    ]
    distance, run = min(distances, default=(np.inf, 0))
    return run if distance <= _NEAR_PIXELS else 0


def _distance(trace: Trace, point: QPointF, wide: float, high: float) -> float:
    """Return the distance in pixels from a point to the curve's nearest point around it."""
    columns = point.x() + wide * np.arange(-_NEAR_PIXELS, _NEAR_PIXELS + 1, 2.0)
    heights = np.interp(columns, trace.x, trace.y, left=np.nan, right=np.nan)
    squares = ((columns - point.x()) / wide) ** 2 + ((heights - point.y()) / high) ** 2
    return float(np.sqrt(np.nanmin(squares))) if np.isfinite(squares).any() else np.inf
