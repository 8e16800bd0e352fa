"""The table widget of the runs panel, which follows the mouse."""

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from mnistgui.ui.panels.runs.naming import NUMBER


class RunTable(QTreeWidget):
    """A table that knows the run of the row on which the mouse is."""

    pointed_at = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setMouseTracking(True)
        self.itemEntered.connect(self._enter)

    def viewportEvent(self, event: QEvent) -> bool:
        """The mouse is elsewhere: no run is pointed at."""
        if event.type() == QEvent.Type.Leave:
            self.pointed_at.emit(0)
        return super().viewportEvent(event)

    @Slot(QTreeWidgetItem)
    def _enter(self, item: QTreeWidgetItem) -> None:
        self.pointed_at.emit(item.data(0, NUMBER))
