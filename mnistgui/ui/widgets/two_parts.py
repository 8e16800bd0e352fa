"""Two parts of a panel, beside each other, or one above the other if the panel is narrow."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QWidget

_LOWEST_PIXELS = 150  # of the room for both; the rest is scrolled to
_SPACING_PIXELS = 14


class _Parts(QBoxLayout):
    def hasHeightForWidth(self) -> bool:
        """Return False, as otherwise the parts would be scrolled at their preferred height."""
        return False


class TwoParts(QScrollArea):
    """Requires no more width than its wider part.

    Parameters
    ----------
    first, second : QWidget
        The parts.
    shares : tuple of int
        The parts' shares of the width while they are beside each other.
    """

    def __init__(self, first: QWidget, second: QWidget, shares: tuple[int, int]) -> None:
        super().__init__()
        self._parts = (first, second)
        inside = QWidget()
        self._layout = _Parts(QBoxLayout.Direction.LeftToRight, inside)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(_SPACING_PIXELS)
        for part, share in zip(self._parts, shares, strict=True):
            self._layout.addWidget(part, share)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it follows what is in it, and shows no focus
        self.setWidget(inside)

    @property
    def beside(self) -> bool:
        """Whether the parts are beside each other."""
        return self._layout.direction() is QBoxLayout.Direction.LeftToRight

    def minimumSizeHint(self) -> QSize:
        """Return the size of the wider part with a scroll bar."""
        bar = self.verticalScrollBar().sizeHint().width()
        widest = max(map(_least_width, self._parts))
        return QSize(widest + bar, _LOWEST_PIXELS)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the direction that fits."""
        both = sum(map(_least_width, self._parts)) + _SPACING_PIXELS
        ways = QBoxLayout.Direction
        fits = self.width() >= both + self.verticalScrollBar().sizeHint().width()
        self._layout.setDirection(ways.LeftToRight if fits else ways.TopToBottom)
        super().resizeEvent(event)


def _least_width(part: QWidget) -> int:
    return max(part.minimumSizeHint().width(), part.minimumWidth())
