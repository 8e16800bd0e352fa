"""Stacked pages, whose size is that of the shown page alone."""

from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QStackedLayout


class OnePage(QStackedLayout):
    """Unlike Qt's layout, ignores the sizes of hidden pages."""

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(self._request_room)

    def minimumSize(self) -> QSize:
        """Return the minimum size of the shown page."""
        page = self.currentWidget()
        return page.minimumSizeHint().expandedTo(page.minimumSize()) if page else QSize(0, 0)

    @Slot()
    def _request_room(self) -> None:
        self.invalidate()
        around = self.parentWidget()
        if around is not None:
            around.updateGeometry()
