"""The axis of every plot: numbers have our minus, and labels of powers of ten their room."""

from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtGui import QFontMetrics

from mnistgui.notation import thousands, with_minus
from mnistgui.ui.widgets.log_ticks import log_ticks, tick_label

_LABELLED, _BARE = 1.0, 0.0  # pyqtgraph's spacings, which stand for our two levels
_LABELS_APART_LINES = 1.6  # heights of a line from one label of a vertical axis to the next
_WIDEST = "5·10⁻¹²  "
_GAP = "  "  # between labels of a horizontal axis
_WIDER = (2, 5, 10)  # times pyqtgraph's spacing, where its labels would touch


class LogAxis(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph has no types
    """An axis of pyqtgraph, with its own ticks where it is logarithmic."""

    def tickValues(  # noqa: N802 - pyqtgraph's
        self, minVal: float, maxVal: float, size: float
    ) -> list[tuple[float, Sequence[float]]]:
        """Return the ticks with labels, then those without."""
        if not self.logMode:
            return list(super().tickValues(minVal, maxVal, size))
        labelled, bare = log_ticks(minVal, maxVal, int(size / self._room()))
        return [(_LABELLED, labelled), (_BARE, bare)]

    def tickStrings(  # noqa: N802 - pyqtgraph's
        self, values: Sequence[float], scale: float, spacing: float
    ) -> list[str]:
        """Return the labels."""
        if not self.logMode:
            texts = self._plain_labels(values, scale, spacing)
            return texts if self._has_room(spacing, self.size().width()) else [""] * len(texts)
        return [tick_label(value) if spacing == _LABELLED else "" for value in values]

    def tickSpacing(  # noqa: N802 - pyqtgraph's
        self, minVal: float, maxVal: float, size: float
    ) -> list[tuple[float, float]]:
        """Return pyqtgraph's spacings, the widest so wide that labels stand apart."""
        levels = list(super().tickSpacing(minVal, maxVal, size))
        if not levels or self._has_room(levels[0][0], size):
            return levels
        finest = levels[0][0]
        wider = [factor * finest for factor in _WIDER]
        fitting = (spacing for spacing in wider if self._has_room(spacing, size))
        return [(next(fitting, wider[-1]), 0), (finest, 0)]

    def _has_room(self, spacing: float, size: float) -> bool:
        """Tell whether labels so far apart do not touch; beside a vertical axis they never do."""
        low, high = self.range
        if self.orientation in ("left", "right") or size <= 0 or high <= low:
            return True
        ends = [spacing * int(end / spacing) for end in (low, high)]
        metrics = QFontMetrics(self.style["tickFont"] or self.font())
        texts = self._plain_labels(ends, self.autoSIPrefixScale * self.scale, spacing)
        widest = max(metrics.horizontalAdvance(text + _GAP) for text in texts)
        return bool(spacing * size / (high - low) >= widest)

    def _plain_labels(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        return [_in_our_notation(text) for text in super().tickStrings(values, scale, spacing)]

    def _room(self) -> float:
        """Return how many pixels a label takes along the axis."""
        metrics = QFontMetrics(self.style["tickFont"] or self.font())
        if self.orientation in ("left", "right"):
            return _LABELS_APART_LINES * metrics.height()
        return float(metrics.horizontalAdvance(_WIDEST))


def _in_our_notation(text: str) -> str:
    """Write a number of pyqtgraph's with our minus sign and its thousands apart."""
    return thousands(int(text)) if text.lstrip("-").isdigit() else with_minus(text)


def plot_with_log_axes() -> pg.PlotWidget:
    """Return a plot with such axes at the left and below, logarithmic or not."""
    return pg.PlotWidget(axisItems={side: LogAxis(side) for side in ("left", "bottom")})
