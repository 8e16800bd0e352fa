"""What holds a panel in its dock, and spares the rest of the window what goes on inside."""

from PySide6.QtCore import QEvent, QMargins, QSize, Qt
from PySide6.QtGui import QPalette, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLayout, QWidget

_MARGINS = QMargins(1, 0, 1, 4)  # the round corners and the border are the holder's


class Holder(QWidget):
    """Holds one panel.

    A panel whose words change asks for a new layout of all that is around it, and while it is
    painted what lies below it is painted, too: the dock with its title, and the window. The holder
    passes on only what changes how small the panel can be, and tells Qt that nothing shows through.
    Of what a window costs while a network trains, the two were a fifth.

    Parameters
    ----------
    panel : QWidget
        Gets a background of its own.
    """

    def __init__(self, panel: QWidget) -> None:
        super().__init__()
        self.setObjectName("holder")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._panel = panel
        panel.setParent(self)
        self._take_from(panel.layout())
        # By the palette: a style sheet's background is one through which Qt expects to see.
        panel.setAutoFillBackground(True)
        panel.setBackgroundRole(QPalette.ColorRole.Base)
        self._smallest = self.minimumSizeHint()

    @staticmethod
    def _take_from(layout: QLayout | None) -> None:
        """Put the border where the panel's edge is free: on a small screen every pixel counts."""
        if layout is not None:
            free = layout.contentsMargins() - _MARGINS
            sides = (free.left(), free.top(), free.right(), free.bottom())
            layout.setContentsMargins(*(max(side, 0) for side in sides))

    def sizeHint(self) -> QSize:
        """As the panel wishes."""
        return self._panel.sizeHint().grownBy(_MARGINS)

    def minimumSizeHint(self) -> QSize:
        """As the panel needs."""
        panel = self._panel
        return panel.minimumSizeHint().expandedTo(panel.minimumSize()).grownBy(_MARGINS)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """The panel has all the room."""
        self._panel.setGeometry(self.rect().marginsRemoved(_MARGINS))

    def showEvent(self, _event: QShowEvent) -> None:
        """Catch up: what a panel asks for while nobody sees it, Qt tells nobody."""
        self._ask_for_room()

    def event(self, event: QEvent) -> bool:
        """Take what the panel asks of its surroundings."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._ask_for_room()
            return True
        return super().event(event)

    def _ask_for_room(self) -> None:
        """Have the dock laid out again, but only if the panel needs more or less than before."""
        smallest = self.minimumSizeHint()
        if smallest != self._smallest:
            self._smallest = smallest
            self.updateGeometry()
