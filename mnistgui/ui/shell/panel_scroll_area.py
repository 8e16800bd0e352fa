"""A scroll area around each panel, which also keeps the panel's layout requests from the window."""

from PySide6.QtCore import QEvent, QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPalette, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QLayout, QWidget

_MARGINS_PIXELS = QMargins(1, 0, 1, 4)  # the round corners and the border are the holder's
_LEAST_PIXELS = QSize(150, 64)  # a smaller panel would show nothing; the rest is scrolled to
_AROUND_PIXELS = 12  # pixels that are shown around what is scrolled to


class PanelScrollArea(QAbstractScrollArea):
    """Scrolls one panel, and passes layout requests on only if the panel needs another size.

    A panel that needs more room than there is can be scrolled, so that the window fits small
    screens. A panel whose words change asks for a new layout of all that is around it, and while it
    is painted what lies below it is painted, too: the dock with its title, and the window. The
    holder keeps such requests to itself, and tells Qt that nothing shows through. Of what a window
    costs while a network trains, the two were a fifth.
    """

    def __init__(self, panel: QWidget | None = None) -> None:
        super().__init__()
        self.setObjectName("holder")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it follows what is in it, and shows no focus
        self.setViewportMargins(_MARGINS_PIXELS)
        self.viewport().setAutoFillBackground(False)
        self._panel: QWidget | None = None
        self._foot: QWidget | None = None
        self._around = QMargins(_MARGINS_PIXELS)
        self._smallest = _LEAST_PIXELS
        if panel is not None:
            self.hold(panel)
            self._smallest = self.minimumSizeHint()

    def hold(self, panel: QWidget) -> None:
        """Hold a panel, where there was none."""
        self._panel = panel
        panel.setParent(self.viewport())
        self._move_margins(panel.layout())
        # By the palette: a style sheet's background is one through which Qt expects to see.
        panel.setAutoFillBackground(True)
        panel.setBackgroundRole(QPalette.ColorRole.Base)
        self._request_room()
        panel.show()

    def show_foot(self, foot: QWidget, *, shown: bool) -> None:
        """Show a line below the panel, which gives way; or take it away."""
        if foot is self._foot and shown == (not foot.isHidden()):
            return
        self._foot = foot
        if foot.parentWidget() is not self:
            foot.setParent(self)
        foot.setVisible(shown)
        high = foot.sizeHint().height() if shown else 0
        self._around = _MARGINS_PIXELS + QMargins(0, 0, 0, high)
        self.setViewportMargins(self._around)
        self._place_foot()
        self._request_room()

    def _place_foot(self) -> None:
        if self._foot is not None and not self._foot.isHidden():
            high = self._around.bottom() - _MARGINS_PIXELS.bottom()
            top = self.height() - high - _MARGINS_PIXELS.bottom()
            self._foot.setGeometry(
                _MARGINS_PIXELS.left(), top, self.width() - 2 * _MARGINS_PIXELS.left(), high
            )

    @staticmethod
    def _move_margins(layout: QLayout | None) -> None:
        """Replace the margins of the panel's layout by the border, as small screens need pixels."""
        if layout is not None:
            free = layout.contentsMargins() - _MARGINS_PIXELS
            sides = (free.left(), free.top(), free.right(), free.bottom())
            layout.setContentsMargins(*(max(side, 0) for side in sides))

    @property
    def needed(self) -> QSize:
        """The smallest size in which the panel is not scrolled."""
        panel = self._panel
        if panel is None:
            return _LEAST_PIXELS
        return panel.minimumSizeHint().expandedTo(panel.minimumSize()).grownBy(self._around)

    def sizeHint(self) -> QSize:
        """Return the size hint of the panel with the border."""
        return self._panel.sizeHint().grownBy(self._around) if self._panel else _LEAST_PIXELS

    def minimumSizeHint(self) -> QSize:
        """Return what the panel needs, but no more than fits on a small screen."""
        return self.needed.boundedTo(_LEAST_PIXELS)

    def show_child(self, child: QWidget) -> None:
        """Scroll until a widget of the panel can be seen; of a large one, its beginning."""
        if self._panel is None:
            return
        at = child.mapTo(self._panel, QPoint(0, 0))
        place = QRect(at, child.size()).adjusted(
            -_AROUND_PIXELS, -_AROUND_PIXELS, _AROUND_PIXELS, _AROUND_PIXELS
        )
        for bar, first, last in (
            (self.horizontalScrollBar(), place.left(), place.right()),
            (self.verticalScrollBar(), place.top(), place.bottom()),
        ):
            bar.setValue(min(max(bar.value(), last - bar.pageStep()), first))

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:  # noqa: N802 - Qt's
        """Move the panel."""
        if self._panel is None:
            return
        self._panel.move(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Resize the panel to all the room, and at least to what it needs."""
        self._place_foot()
        self._fit()

    def showEvent(self, _event: QShowEvent) -> None:
        """Handle layout requests that Qt did not deliver while the panel was hidden."""
        self._request_room()

    def viewportEvent(self, event: QEvent) -> bool:
        """Handle layout requests of the panel."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._request_room()
            return True
        return super().viewportEvent(event)

    def _request_room(self) -> None:
        """Request a new layout of the dock, but only if the panel needs another size."""
        self._fit()
        smallest = self.minimumSizeHint()
        if smallest != self._smallest:
            self._smallest = smallest
            self.updateGeometry()

    def _fit(self) -> None:
        """Resize the panel to what it needs, and set the scroll bars."""
        if self._panel is None:
            return
        room = self.viewport().size()
        size = room.expandedTo(self.needed.shrunkBy(self._around))
        self.horizontalScrollBar().setPageStep(room.width())
        self.horizontalScrollBar().setRange(0, size.width() - room.width())
        self.verticalScrollBar().setPageStep(room.height())
        self.verticalScrollBar().setRange(0, size.height() - room.height())
        self.verticalScrollBar().setSingleStep(24)
        self._panel.resize(size)
        self.scrollContentsBy(0, 0)
