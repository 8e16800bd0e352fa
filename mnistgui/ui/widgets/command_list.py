"""A list of commands that is searched while one types; Enter carries out the chosen one."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import label
from mnistgui.ui.widgets.command import ListedCommand

_SIZE_PIXELS = (560, 380)
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class CommandList(QDialog):
    """Lists the commands whose line holds every word that is typed, in any order."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("command_list")
        self.setWindowTitle(tr("Commands"))
        self.resize(*_SIZE_PIXELS)
        self._commands: Sequence[ListedCommand] = ()
        self.field = QLineEdit()
        self.finds = QListWidget()
        self._none: QLabel = label(tr("Nothing is called so."), "muted", "command_none")
        self._lay_out()
        self.field.textChanged.connect(self._list)
        self.field.returnPressed.connect(self._run_current)
        self.finds.itemActivated.connect(self._run)
        self.finds.itemClicked.connect(self._run)
        self.field.installEventFilter(self)

    def show_commands(self, commands: Sequence[ListedCommand]) -> None:
        """Open the list with the field empty and in focus."""
        self._commands = commands
        self.field.clear()
        self._list()
        self.show()
        self.raise_()
        self.activateWindow()
        self.field.setFocus()

    def done(self, result: int) -> None:
        """Close the list; the keyboard goes back to the window, also where no desktop does that."""
        super().done(result)
        parent = self.parentWidget()
        if parent is not None:
            parent.activateWindow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrow keys move in the list while the field keeps the focus."""
        pressed = isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent) and event.key() in _MOVES:
            return self.finds.event(event)
        return super().eventFilter(watched, event)

    @Slot()
    def _list(self) -> None:
        words = self.field.text().lower().split()
        self.finds.clear()
        for command in self._commands:
            line = command.line.lower()
            if all(word in line for word in words):
                item = QListWidgetItem(command.line, self.finds)
                item.setData(Qt.ItemDataRole.UserRole, command)
                item.setToolTip(command.line)
        self.finds.setCurrentRow(0)
        self._none.setText("" if self.finds.count() else tr("Nothing is called so."))

    @Slot()
    def _run_current(self) -> None:
        item = self.finds.currentItem()
        if item is not None:
            self._run(item)

    @Slot(QListWidgetItem)
    def _run(self, item: QListWidgetItem) -> None:
        if not self.isVisible():
            return  # a click activates, too, where the desktop has it so
        command = item.data(Qt.ItemDataRole.UserRole)
        self.accept()
        command.act()

    def _lay_out(self) -> None:
        self.field.setObjectName("command_field")
        self.field.setAccessibleName(tr("Find a command, an experiment, a panel or a setting"))
        self.field.setPlaceholderText(self.field.accessibleName())
        self.field.setClearButtonEnabled(True)
        self.finds.setObjectName("command_finds")
        self.finds.setAccessibleName(tr("Commands found"))
        layout = QVBoxLayout(self)
        for part in (self.field, self.finds, self._none):
            layout.addWidget(part)
