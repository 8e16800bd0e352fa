"""*What's this?*: a click on anything in the window tells what it is, and leads to its page."""

import html
import re

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtGui import QHelpEvent, QWhatsThisClickedEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QWhatsThis, QWidget

from mnistgui.ui.shell.dock import Dock
from mnistgui.ui.shell.help_pages import HelpPlace, page_of_panel, summary_of, title_of
from mnistgui.ui.shell.help_window import show_help
from mnistgui.ui.strings import tr

WINDOW = HelpPlace("window.md")


def panel_of(widget: QWidget | None) -> Dock | None:
    """Find the panel that a widget lies in."""
    while widget is not None and not isinstance(widget, Dock):
        widget = widget.parentWidget()
    return widget


def place_of(widget: QWidget | None) -> HelpPlace:
    """Name the page that fits a widget: that of its panel, else that of the window."""
    dock = panel_of(widget)
    return page_of_panel(dock.spec.name) if dock else WINDOW


def words_about(widget: QWidget) -> str:
    """Explain a widget: its tooltip or name, what its panel is for, and a link to the page."""
    place = place_of(widget)
    told = _own_words(widget)
    link = tr("More: {0}").format(html.escape(title_of(place.page)))
    return (
        f"<p>{told}</p>" if told else ""
    ) + f"<p>{html.escape(summary_of(place.page))}</p><p><a href='{place.page}'>{link}</a></p>"


def _own_words(widget: QWidget) -> str:
    """Read the tooltip of the widget or of what it lies in, else the name for screen readers."""
    one: QWidget | None = widget
    while one is not None and not isinstance(one, Dock | QMainWindow):
        if one.toolTip():
            tip = one.toolTip()
            return tip if re.search(r"<\w", tip) else html.escape(tip)
        one = one.parentWidget()
    return html.escape(widget.accessibleName())


class WhatsThis(QWidget):
    """Turns the next click into a question; it is never shown itself.

    Qt sends the clicks on links in its bubble to the widget that the words are about, so this one
    stands for all of them.

    Parameters
    ----------
    window : QMainWindow
        Whose widgets are explained.
    """

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self.setObjectName("whats_this")
        self.hide()
        self._window = window

    @Slot()
    def ask(self) -> None:
        """Wait for a click on what is to be explained."""
        application = QApplication.instance()
        if application is not None and not QWhatsThis.inWhatsThisMode():
            application.installEventFilter(
                self
            )  # only while a question is open: it sees all events
            QWhatsThis.enterWhatsThisMode()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Answer for every widget of the window."""
        kind = event.type()
        if kind is QEvent.Type.LeaveWhatsThisMode:
            self._stop()
        asked = kind in (QEvent.Type.QueryWhatsThis, QEvent.Type.WhatsThis)
        if not asked or not isinstance(watched, QWidget) or not isinstance(event, QHelpEvent):
            return False
        event.accept()
        if kind is QEvent.Type.WhatsThis:
            self._stop()
            QWhatsThis.showText(event.globalPos(), words_about(watched), self)
        return True

    def event(self, event: QEvent) -> bool:
        """Open the page of a link."""
        if isinstance(event, QWhatsThisClickedEvent):
            QWhatsThis.hideText()
            show_help(self._window, HelpPlace(event.href()))
            return True
        return super().event(event)

    def _stop(self) -> None:
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
