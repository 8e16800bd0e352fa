"""The line of a plot that follows the mouse, with the name of the place where it stands."""

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication

from mnistgui.ui.widgets.theme import Theme

_HEIGHT = 0.93  # of the name above the horizontal axis, as a part of the plot
_SIDES = [(0.0, 0.5), (1.0, 0.5)]  # the name begins at the line, or ends there


class CrossHair:
    """A dashed line and a name; neither is to be seen at first."""

    def __init__(self) -> None:
        options = {"position": _HEIGHT, "anchors": _SIDES}
        self.item = pg.InfiniteLine(angle=90, movable=False, label="", labelOpts=options)
        self.text = ""
        self.item.hide()

    def set_theme(self, theme: Theme) -> None:
        """Line and name in these colours."""
        self.item.setPen(pg.mkPen(theme.muted, style=Qt.PenStyle.DashLine))
        self.item.label.setColor(theme.text)
        self.item.label.fill = pg.mkBrush(theme.surface)

    def stand_at(self, x: float | None, text: str) -> None:
        """Stand at a place of the horizontal axis and name it; None for nowhere."""
        self.text = text
        self.item.setVisible(x is not None)
        if x is not None:
            self.item.label.setFormat(text)
            self.item.label.setVisible(self._fits(text))  # an empty one would hide curves, too
            self.item.setPos(x)

    def _fits(self, text: str) -> bool:
        """Whether a name has room on one side of the line, wherever that stands."""
        view = self.item.getViewBox()
        metrics = QFontMetricsF(QApplication.font())
        return bool(view and 2 * metrics.horizontalAdvance(text) <= view.width())
