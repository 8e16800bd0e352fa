"""Shows a crash report, to be copied or saved by whoever wants to pass it on."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import label

_SIZE = QSize(760, 480)


class ReportDialog(QDialog):
    """Shows a report with buttons to copy and save it; it does not block the window.

    Parameters
    ----------
    path : Path
        The report.
    parent : QWidget
        The window.
    """

    def __init__(self, path: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("crash_report")
        self.setWindowTitle(tr("Crash report"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(_SIZE)
        words = tr(
            "This stays on this computer; mnistgui sends nothing anywhere. To have the fault "
            "mended, pass the report on to whoever looks after mnistgui for you. It lies in {0}."
        )
        note = label(words.format(path), "", "crash_report_note")
        note.setWordWrap(True)
        note.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text = QPlainTextEdit(_read(path))
        self.text.setObjectName("crash_report_text")
        self.text.setAccessibleName(tr("The report"))
        self.text.setReadOnly(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = buttons.addButton(tr("Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.setObjectName("crash_report_copy")
        copy.clicked.connect(self._copy)
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        for widget in (note, self.text, buttons):
            layout.addWidget(widget)

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        return tr("{0} cannot be read: {1}").format(path, error.strerror or error)
