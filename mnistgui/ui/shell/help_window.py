"""Shows the documentation in a window of its own; no network is needed."""

from PySide6.QtCore import QSize, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication, QTextCursor
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mnistgui.ui.shell.help_pages import CONTENTS, HelpPlace, followed, pages, title_of
from mnistgui.ui.shell.help_text import HelpText
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import add_shortcut, label, row

_SIZE_PIXELS = QSize(900, 620)
_LEAST_PIXELS = QSize(420, 300)
_CHOICE_CHARACTERS = 20


class HelpWindow(QDialog):
    """Shows pages that can be chosen, searched, enlarged and copied, and blocks nothing."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("help_window")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.setMinimumSize(_LEAST_PIXELS)
        self.resize(_SIZE_PIXELS.boundedTo(parent.screen().availableSize() * 0.9))
        self.text = HelpText()
        self.contents, self.sections = QComboBox(), QComboBox()
        self.wanted = QLineEdit()
        self.missing = label("", "muted", "help_missing")
        self.back = QPushButton(tr("Back"))
        self.copy = QPushButton(tr("Copy"))
        self._visited: list[HelpPlace] = []
        self._name_parts()
        self._lay_out()
        self.text.setFocus()

    @property
    def page(self) -> str:
        """Path of the page that is shown."""
        return self.text.page

    def show_place(self, place: HelpPlace) -> None:
        """Show a section of a page; *Back* leads to where the person was."""
        if self.text.page and place != self._visited[-1]:
            self._visited.append(place)
        elif not self.text.page:
            self._visited = [place]
        self._open(place)

    @Slot()
    def go_back(self) -> None:
        """Show again what was shown before."""
        if len(self._visited) > 1:
            self._visited.pop()
            self._open(self._visited[-1])

    def _open(self, place: HelpPlace) -> None:
        if place.page != self.text.page:
            self.text.show_page(place.page)
            self.setWindowTitle(title_of(place.page))
            self._list_sections()
            self.contents.setCurrentIndex(self.contents.findData(place.page))
        if place.section:
            self.text.scroll_to_section(place.section)
        self.back.setEnabled(len(self._visited) > 1)
        self.missing.setText("")

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
        self.text.scroll_to(block)

    @Slot(int)
    def _choose_page(self, index: int) -> None:
        self.show_place(HelpPlace(self.contents.itemData(index)))

    @Slot(QUrl)
    def _follow(self, link: QUrl) -> None:
        """Show the page of a link; an address in the web is for the browser."""
        place = followed(self.text.page, link.toString())
        if place is None:
            QDesktopServices.openUrl(link)
        else:
            self.show_place(place)

    @Slot()
    def _look_for(self) -> None:
        self.wanted.setFocus()
        self.wanted.selectAll()

    def _list_sections(self) -> None:
        self.sections.clear()
        for block in self.text.headings():
            level = block.blockFormat().headingLevel()
            self.sections.addItem("   " * (level - 1) + block.text(), block.blockNumber())

    def _name_parts(self) -> None:
        for choice, name, words in (
            (self.contents, "help_contents", tr("Go to a page")),
            (self.sections, "help_sections", tr("Go to a section")),
        ):
            choice.setObjectName(name)
            choice.setAccessibleName(words)
            choice.setToolTip(words)
            choice.setMinimumContentsLength(_CHOICE_CHARACTERS)
        for page in pages():
            self.contents.addItem(("   " if "/" in page else "") + title_of(page), page)
        self.wanted.setObjectName("help_find")
        self.wanted.setAccessibleName(tr("Find in the page"))
        self.wanted.setPlaceholderText(tr("Find (Ctrl+F)"))
        self.back.setObjectName("help_back")
        self.back.setToolTip(tr("The page from before (Alt+Left)"))
        self.copy.setObjectName("help_copy")
        self.copy.setToolTip(tr("Copy what is selected, or the whole page"))
        for button in (self.back, self.copy):
            button.setAutoDefault(False)

    def _lay_out(self) -> None:
        self.text.anchorClicked.connect(self._follow)
        self.contents.activated.connect(self._choose_page)
        self.sections.activated.connect(self.go_to_section)
        self.wanted.returnPressed.connect(self.find_next)
        self.back.clicked.connect(self.go_back)
        self.copy.clicked.connect(self.copy_text)
        add_shortcut("Ctrl+F", self, self._look_for, everywhere=True)
        add_shortcut("F3", self, self.find_next, everywhere=True)
        add_shortcut("Alt+Left", self, self.go_back, everywhere=True)
        add_shortcut("Ctrl++", self, self.text.zoomIn, everywhere=True)
        add_shortcut("Ctrl+-", self, self.text.zoomOut, everywhere=True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.addLayout(row(self.back, self.contents, self.sections, None))
        layout.addLayout(row(self.wanted, self.missing, None, self.copy))
        layout.addWidget(self.text, 1)
        layout.addWidget(buttons)


def show_help(window: QWidget, place: HelpPlace | None = None) -> HelpWindow:
    """Open the documentation at a place, in the one window it has."""
    shown = window.findChild(HelpWindow) or HelpWindow(window)
    shown.show_place(place or HelpPlace(CONTENTS))
    shown.show()
    shown.raise_()
    shown.activateWindow()
    return shown
