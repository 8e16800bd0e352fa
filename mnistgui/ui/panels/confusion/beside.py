"""Two widgets beside each other, or one below the other if the panel is narrow."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

_SPACING_PIXELS = 8


class BesideOrBelow(QWidget):
    """Requires no more width than the wider of its two widgets.

    Parameters
    ----------
    first, second : QWidget
        The widgets.
    needed : int
        From how many pixels on they stand beside each other; 0 for the sum of what they ask for.
    """

    def __init__(self, first: QWidget, second: QWidget, needed: int = 0) -> None:
        super().__init__()
        self._both, self._needed = (first, second), needed
        self._layout = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(_SPACING_PIXELS)
        self._layout.addWidget(first, 1)
        self._layout.addWidget(second, 0, Qt.AlignmentFlag.AlignTop)

    def minimumSizeHint(self) -> QSize:
        """Return the width of the wider widget."""
        widest = max(max(one.minimumSizeHint().width(), one.minimumWidth()) for one in self._both)
        return QSize(widest, self._layout.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the direction that fits."""
        asked = sum(one.sizeHint().width() for one in self._both) + _SPACING_PIXELS
        directions = QBoxLayout.Direction
        fits = event.size().width() >= (self._needed or asked)
        self._layout.setDirection(directions.LeftToRight if fits else directions.TopToBottom)
        super().resizeEvent(event)
