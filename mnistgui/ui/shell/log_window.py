"""A window with the log: what was said, what runs measured, what went wrong."""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtGui import QFontDatabase, QGuiApplication, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mnistgui.atomic import write_bytes
from mnistgui.errors import UserError
from mnistgui.ui.background.log_lines import MOST_LINES, LogLine, LogLines
from mnistgui.ui.keeping.saver import Saver
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.banner import Banner
from mnistgui.ui.widgets.basic import row
from mnistgui.ui.widgets.file_dialogs import FileDialogs
from mnistgui.ui.widgets.messages import Topic

_SIZE_PIXELS = (760, 420)


class LogWindow(QDialog):
    """Shows the lines of the log as they come, filtered by words, to be copied and saved."""

    def __init__(
        self,
        log: LogLines,
        saver: Saver,
        dialogs: FileDialogs,
        banner: Banner,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("log_window")
        self.setWindowTitle(tr("Log"))
        self.resize(*_SIZE_PIXELS)
        self._log, self._saver, self._dialogs, self._banner = log, saver, dialogs, banner
        self.text = QPlainTextEdit()
        self.wanted = QLineEdit()
        self.troubles = QCheckBox(tr("Warnings and faults alone"))
        self._copy, self._save = QPushButton(tr("Copy")), QPushButton(tr("Save..."))
        self._close = QPushButton(tr("Close"))
        self._name_parts()
        self._lay_out()
        self._connect()

    def showEvent(self, event: QShowEvent) -> None:
        """Show the lines that came while the window was closed."""
        super().showEvent(event)
        self._show_all()

    @Slot()
    def _show_all(self) -> None:
        if self.isVisible():
            self.text.setPlainText(self._shown_text())
            bar = self.text.verticalScrollBar()
            bar.setValue(bar.maximum())

    @Slot(LogLine)
    def _add(self, line: LogLine) -> None:
        if self.isVisible() and self._is_wanted(line):
            self.text.appendPlainText(line.text)  # it scrolls along only from the last line

    def _is_wanted(self, line: LogLine) -> bool:
        words = self.wanted.text().casefold().split()
        if self.troubles.isChecked() and not line.is_trouble:
            return False
        return all(word in line.text.casefold() for word in words)

    def _shown_text(self) -> str:
        return "\n".join(line.text for line in self._log.lines if self._is_wanted(line))

    @Slot()
    def _copy_text(self) -> None:
        selected = self.text.textCursor().selection().toPlainText()
        QGuiApplication.clipboard().setText(selected or self.text.toPlainText())

    @Slot()
    def _save_text(self) -> None:
        try:
            path = self._dialogs.save(tr("Save the log"), "mnistgui.log", {".log": tr("Log")})
        except UserError as error:
            self._banner.show_fault(str(error), topic=Topic.SAVING)
            return
        if path is not None:
            content = f"{self._shown_text()}\n".encode()
            self._saver.write(path, partial(write_bytes, path, content))

    def _name_parts(self) -> None:
        self.text.setObjectName("log_text")
        self.text.setAccessibleName(tr("Lines of the log"))
        self.text.setReadOnly(True)
        self.text.setMaximumBlockCount(2 * MOST_LINES)  # a fault has several
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.wanted.setObjectName("log_wanted")
        self.wanted.setAccessibleName(tr("Words that lines must have"))
        self.wanted.setPlaceholderText(tr("Lines with these words"))
        self.wanted.setClearButtonEnabled(True)
        self.troubles.setObjectName("log_troubles")
        for button, name in ((self._copy, "copy"), (self._save, "save"), (self._close, "close")):
            button.setObjectName(f"log_{name}")
            button.setAutoDefault(False)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.addLayout(row(self.wanted, self.troubles))
        layout.addWidget(self.text, 1)
        layout.addLayout(row(self._copy, self._save, None, self._close))

    def _connect(self) -> None:
        self._log.added.connect(self._add)
        self.wanted.textChanged.connect(self._show_all)
        self.troubles.toggled.connect(self._show_all)
        self._copy.clicked.connect(self._copy_text)
        self._save.clicked.connect(self._save_text)
        self._close.clicked.connect(self.close)
