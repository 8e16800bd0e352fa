"""Shows a page of the documentation in a window of its own; no network is needed."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QGuiApplication, QTextBlock, QTextCursor
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import add_shortcut, label, row

_SIZE = QSize(900, 620)
_LEAST = QSize(420, 300)
_MARGIN, _ABOVE_HEADING = 14, 18  # pixels
_SECTIONS_WIDTH = 20  # characters


class HelpWindow(QDialog):
    """Shows a Markdown page that can be searched, enlarged and copied, and blocks nothing."""

    def __init__(self, title: str, page: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("help_window")
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.setMinimumSize(_LEAST)
        self.resize(_SIZE.boundedTo(parent.screen().availableSize() * 0.9))
        self.text = QTextBrowser()
        self.sections = QComboBox()
        self.wanted = QLineEdit()
        self.missing = label("", "muted", "help_missing")
        self.copy = QPushButton(tr("Copy"))
        self._name_parts()
        self.text.setMarkdown(page.read_text(encoding="utf-8"))
        self.text.document().setDocumentMargin(_MARGIN)
        self._list_sections()
        self._lay_out()
        self.text.setFocus()

    @Slot()
    def find_next(self) -> None:
        """Go to the next match of the search, and from the last to the first."""
        words = self.wanted.text()
        found = not words or self.text.find(words)
        if not found:
            self.text.moveCursor(QTextCursor.MoveOperation.Start)
            found = self.text.find(words)
        self.missing.setText("" if found else tr("not found"))

    @Slot()
    def copy_text(self) -> None:
        """Copy the selection, or the whole page if there is none."""
        selected = self.text.textCursor().selection().toPlainText()
        QGuiApplication.clipboard().setText(selected or self.text.toPlainText())

    @Slot(int)
    def go_to_section(self, index: int) -> None:
        """Scroll a heading to the top."""
        block = self.text.document().findBlockByNumber(self.sections.itemData(index))
        self.text.setTextCursor(QTextCursor(block))
        top = self.text.cursorRect().top()
        bar = self.text.verticalScrollBar()
        bar.setValue(bar.value() + top)

    @Slot()
    def _look_for(self) -> None:
        self.wanted.setFocus()
        self.wanted.selectAll()

    def _list_sections(self) -> None:
        for block in _blocks(self.text):
            form = block.blockFormat()
            level = form.headingLevel()
            if level:
                form.setTopMargin(_ABOVE_HEADING)
                QTextCursor(block).setBlockFormat(form)
                self.sections.addItem("   " * (level - 1) + block.text(), block.blockNumber())

    def _name_parts(self) -> None:
        self.text.setObjectName("help_text")
        self.text.setAccessibleName(tr("The page"))
        self.text.setOpenLinks(False)  # nothing is fetched
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.sections.setObjectName("help_sections")
        self.sections.setAccessibleName(tr("Go to a section"))
        self.sections.setMinimumContentsLength(_SECTIONS_WIDTH)
        self.wanted.setObjectName("help_find")
        self.wanted.setAccessibleName(tr("Find in the page"))
        self.wanted.setPlaceholderText(tr("Find (Ctrl+F)"))
        self.copy.setObjectName("help_copy")
        self.copy.setToolTip(tr("Copy what is selected, or the whole page"))
        self.copy.setAutoDefault(False)

    def _lay_out(self) -> None:
        self.sections.activated.connect(self.go_to_section)
        self.wanted.returnPressed.connect(self.find_next)
        self.copy.clicked.connect(self.copy_text)
        add_shortcut("Ctrl+F", self, self._look_for, everywhere=True)
        add_shortcut("F3", self, self.find_next, everywhere=True)
        add_shortcut("Ctrl++", self, self.text.zoomIn, everywhere=True)
        add_shortcut("Ctrl+-", self, self.text.zoomOut, everywhere=True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.addLayout(row(self.sections, self.wanted, self.missing, None, self.copy))
        layout.addWidget(self.text, 1)
        layout.addWidget(buttons)


def _blocks(text: QTextBrowser) -> list[QTextBlock]:
    document = text.document()
    return [document.findBlockByNumber(number) for number in range(document.blockCount())]
