"""Shows one page of the documentation, with its pictures, from the files that are shipped."""

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextBlock, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextBrowser

from mnistgui.resources_dir import resource
from mnistgui.ui.shell.help_pages import anchor_of, followed, text_of
from mnistgui.ui.strings import tr

_MARGIN_PIXELS, _ABOVE_HEADING_PIXELS = 14, 18


class HelpText(QTextBrowser):
    """Reads Markdown; fetches nothing, follows no link by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.page = ""
        self.setObjectName("help_text")
        self.setAccessibleName(tr("The page"))
        self.setOpenLinks(False)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)

    def show_page(self, page: str) -> None:
        """Show a page from its top."""
        self.page = page
        self.setMarkdown(text_of(page))
        self.document().setDocumentMargin(_MARGIN_PIXELS)
        for block in self.headings():
            form = block.blockFormat()
            form.setTopMargin(_ABOVE_HEADING_PIXELS)
            QTextCursor(block).setBlockFormat(form)
        self.verticalScrollBar().setValue(0)

    def headings(self) -> list[QTextBlock]:
        """All headings, in order."""
        document = self.document()
        blocks = (document.findBlockByNumber(number) for number in range(document.blockCount()))
        return [block for block in blocks if block.blockFormat().headingLevel()]

    def scroll_to_section(self, section: str) -> None:
        """Scroll the heading with this anchor to the top, where the page has one."""
        for block in self.headings():
            if anchor_of(block.text()) == section:
                self.scroll_to(block)

    def scroll_to(self, block: QTextBlock) -> None:
        """Scroll a block to the top."""
        self.setTextCursor(QTextCursor(block))
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect().top())

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: N802 - Qt's
        """Read a picture of the documentation, no wider than there is room."""
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return None
        place = followed(self.page, QUrl(name).toString())
        if place is None:
            return None  # nothing is fetched
        image = QImage(str(resource(f"docs/{place.page}")))
        room = max(self.viewport().width() - 3 * _MARGIN_PIXELS, 1)
        if image.width() <= room:
            return image
        return image.scaledToWidth(room, Qt.TransformationMode.SmoothTransformation)
