"""*Undo* and *Redo* of the Edit menu, which work wherever the focus is."""

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from mnistgui.ui.state.undo import UndoHistory
from mnistgui.ui.strings import tr


class UndoActions(QObject):
    """Two actions whose texts name the command that they would undo or redo."""

    def __init__(self, history: UndoHistory, window: QWidget) -> None:
        super().__init__(window)
        self._history = history
        self.undo = _action("undo", "Ctrl+Z", window=window)
        self.redo = _action("redo", "Ctrl+Shift+Z", "Ctrl+Y", window=window)
        self.undo.triggered.connect(history.undo)
        self.redo.triggered.connect(history.redo)
        history.changed.connect(self._show)
        self._keys = _KeysOfTextFields(window)
        self._show()

    @Slot()
    def _show(self) -> None:
        done, undone = self._history.undo_text, self._history.redo_text
        self.undo.setText(tr("&Undo: {0}").format(done) if done else tr("&Undo"))
        self.redo.setText(tr("&Redo: {0}").format(undone) if undone else tr("&Redo"))
        self.undo.setEnabled(bool(done))
        self.redo.setEnabled(bool(undone))


class _KeysOfTextFields(QObject):
    """Lets a text field have Ctrl+Z only while it has something of its own to undo.

    Qt's fields keep the key in any case, and the window would seem to have no undo.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._watched: QWidget | None = None
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow_focus)

    @Slot(QWidget, QWidget)
    def _follow_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Filter the events of the focused field alone, since a Python filter takes time."""
        # A field can be gone before its signal arrives: Qt moves the focus while it deletes it.
        if self._watched is not None and shiboken6.isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = new if new is not None and _field(new) is not None else None
        if self._watched is not None:
            self._watched.installEventFilter(self)
            self._watched.destroyed.connect(self._forget)

    @Slot()
    def _forget(self) -> None:
        self._watched = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Refuse the key for a field that has nothing to undo, so that the window has it."""
        if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        for keys, redo in ((QKeySequence("Ctrl+Z"), False), (QKeySequence("Ctrl+Shift+Z"), True)):
            if QKeySequence(event.keyCombination()) == keys:
                field = _field(watched)
                if field is not None and not _has_own(field, redo=redo):
                    event.ignore()
                    return True
        return False


def _field(widget: QObject) -> QLineEdit | QPlainTextEdit | None:
    """Return the text field that a widget is, or that a spin box contains."""
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        return widget
    return widget.findChild(QLineEdit, options=Qt.FindChildOption.FindDirectChildrenOnly)


def _has_own(field: QLineEdit | QPlainTextEdit, *, redo: bool) -> bool:
    if field.isReadOnly():
        return False
    if isinstance(field, QLineEdit):
        return field.isRedoAvailable() if redo else field.isUndoAvailable()
    document = field.document()
    return document.isRedoAvailable() if redo else document.isUndoAvailable()


def _action(name: str, *keys: str, window: QWidget) -> QAction:
    action = QAction(window)
    action.setObjectName(name)
    action.setShortcuts([QKeySequence(key) for key in keys])
    return action
