"""Records when the plot of the loss is painted while a network trains."""

import time

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QGraphicsView

from mnistgui.ui.panels.curves.panel import CurvesPanel


class PaintProbe(QObject):
    """Records each painting of the plot, and how many curves it showed.

    Parameters
    ----------
    curves : CurvesPanel
        Watched.

    Attributes
    ----------
    painted : list of tuple of float and int
        When each painting of the plot was over, in seconds of ``time.perf_counter``, and how many
        curves were drawn.
    """

    def __init__(self, curves: CurvesPanel) -> None:
        super().__init__(curves)
        self.painted: list[tuple[float, int]] = []
        self._plot = curves.loss.plot
        view = self._plot.findChild(QGraphicsView)
        assert view is not None  # noqa: S101 - a plot is one
        self._view = view
        self._view.viewport().installEventFilter(self)

    def stop(self) -> None:
        """Stop recording."""
        self._view.viewport().removeEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Paint the plot here, so that the time is that after the painting."""
        if event.type() != QEvent.Type.Paint:
            return False
        self._view.viewportEvent(event)
        self.painted.append((time.perf_counter(), len(self._plot.series)))
        return True

    def first_after(self, began: float) -> float | None:
        """Return the ms from a time to the end of the first painting of a curve; None so far."""
        ends = [end for end, curves in self.painted if curves and end >= began]
        return 1000 * (ends[0] - began) if ends else None
