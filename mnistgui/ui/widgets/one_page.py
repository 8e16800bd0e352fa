"""Pages of which one is shown, and which alone says how much room is needed."""

from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QStackedLayout


class OnePage(QStackedLayout):
    """Unlike Qt's layout it does not need the room of pages that are hidden."""

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(self._ask_for_room)

    def minimumSize(self) -> QSize:
        """The least size of the page that is shown."""
        page = self.currentWidget()
        return page.minimumSizeHint().expandedTo(page.minimumSize()) if page else QSize(0, 0)

    @Slot()
    def _ask_for_room(self) -> None:
        self.invalidate()
        around = self.parentWidget()
        if around is not None:
            around.updateGeometry()
