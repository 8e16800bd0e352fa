"""A dialog in which a person writes a note and tags on a run."""

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from mnistgui.files.run_note import RunNote
from mnistgui.ui.strings import tr

_NOTE_LINES = 5


class NoteDialog(QDialog):
    """Asks for the note and the tags of a run.

    Parameters
    ----------
    name : str
        Of the run.
    note : RunNote
        What is written on it now.
    parent : QWidget
        The window.
    """

    def __init__(self, name: str, note: RunNote, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("run_note")
        self.setWindowTitle(tr("Note and tags of run {0}").format(name))
        self.tags = QLineEdit(", ".join(note.tags))
        self.tags.setObjectName("run_tags")
        self.tags.setPlaceholderText(tr("Words with commas between"))
        self.text = QPlainTextEdit(note.text)
        self.text.setObjectName("run_note_text")
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(_NOTE_LINES * self.fontMetrics().lineSpacing())
        button = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(button.Ok | button.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QFormLayout(self)
        layout.addRow(tr("Tags"), self.tags)
        layout.addRow(tr("Note"), self.text)
        layout.addRow(buttons)

    @property
    def note(self) -> RunNote:
        """What was typed."""
        return RunNote.from_typed(self.text.toPlainText(), self.tags.text())
