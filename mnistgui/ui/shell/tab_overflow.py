"""Shows as many tabs as have room, and lists all panels of a place in a menu at their end.

Qt scrolls tabs that have no room: the names at both ends are cut, and nobody knows what else there
is. Here every tab that is seen has its whole name, and a button says how many more there are.
"""

from collections.abc import Container, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QTabBar, QToolButton

from mnistgui.ui.shell.dock import Dock
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import explain

_UNLIMITED = 16_777_215  # Qt's QWIDGETSIZE_MAX
_MOST = 88  # a number with the widest digits
_LAYING_OUT = (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide)


class TabOverflow(QObject):
    """Hides the tabs of a bar that have no room, and lists them.

    Parameters
    ----------
    bar : QTabBar
        Its width is Qt's; what the button needs is taken from it.
    docks : mapping of str to Dock
        Those whose tabs there may be, by the texts of their tabs.
    """

    def __init__(self, bar: QTabBar, docks: Mapping[str, Dock]) -> None:
        super().__init__(bar)
        self._bar = bar
        self._docks = docks
        self._kept = ""  # text of the tab that was brought from the list last
        self._laid_out_for: object = None
        self.button = QToolButton(bar.parentWidget())
        bar.destroyed.connect(self.button.deleteLater)  # Qt deletes bars when a layout is restored
        self._menu = QMenu(self.button)
        self._set_up_button()
        self._soon = QTimer(self)  # Qt lays docks out in several steps
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._fit)
        bar.installEventFilter(self)
        bar.currentChanged.connect(self._soon.start)
        for dock in docks.values():
            dock.resized.connect(self._soon.start)
        self._soon.start()

    def eventFilter(self, bar: QObject, event: QEvent) -> bool:
        """Fit the tabs in again when Qt has laid the bar out."""
        if event.type() in _LAYING_OUT:
            self._soon.start()
        return super().eventFilter(bar, event)

    @Slot()
    def look_again(self) -> None:
        """Fit the tabs in soon: there may be other ones."""
        self._soon.start()

    @Slot()
    def _fit(self) -> None:
        bar = self._bar
        texts = tuple(bar.tabText(tab) for tab in range(bar.count()))
        front = self._docks.get(bar.tabText(bar.currentIndex()))
        if front is None or not bar.isVisible():
            self.button.hide()
            return
        room = front.width()
        state = (room, texts, bar.currentIndex(), bar.fontMetrics().height())
        if state != self._laid_out_for:
            self._laid_out_for = state
            self._choose(texts, room)
        self._place_button(room)

    def _choose(self, texts: tuple[str, ...], room: int) -> None:
        """Show the tabs that have room, as wide as they are when all of them are shown."""
        bar = self._bar
        bar.setUpdatesEnabled(False)
        _show_tabs(bar, range(bar.count()))
        widths = [bar.tabRect(tab).width() for tab in range(bar.count())]
        in_front = bar.currentIndex()
        fit = partial(tabs_with_room, widths, room, self.button.width())
        if in_front not in fit(()):
            self._kept = texts[in_front]
        kept = texts.index(self._kept) if self._kept in texts else in_front
        shown = fit((in_front, kept))
        _show_tabs(bar, shown)
        bar.setUpdatesEnabled(True)
        self._describe(len(texts) - len(shown))

    def _describe(self, hidden: int) -> None:
        self._bar.setMaximumWidth(_UNLIMITED)
        self.button.setVisible(hidden > 0)
        self.button.setText(tr("{0} more").format(hidden))
        explain(self.button, tr("All panels that share this place; {0} have no tab").format(hidden))

    def _place_button(self, room: int) -> None:
        """Put the button beside the bar, which Qt lays out no wider than it may be."""
        bar, button = self._bar, self.button
        if button.isHidden():
            return
        bar.setMaximumWidth(room - button.width())
        spare = bar.height() - button.height()
        button.move(bar.pos() + QPoint(room - button.width(), spare // 2))
        button.raise_()

    def _set_up_button(self) -> None:
        button = self.button
        button.setObjectName("more_tabs")
        button.setAccessibleName(tr("All panels that share this place"))
        button.setProperty("low", True)  # noqa: FBT003 - the style sheet's mark
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(self._menu)
        button.setText(tr("{0} more").format(_MOST))
        button.setFixedSize(button.sizeHint())
        button.hide()
        self._menu.setObjectName("tab_list")
        self._menu.aboutToShow.connect(self._list)
        self._menu.triggered.connect(self._bring)

    @Slot()
    def _list(self) -> None:
        self._menu.clear()
        for tab in range(self._bar.count()):
            action = self._menu.addAction(self._bar.tabText(tab))
            action.setCheckable(True)
            action.setChecked(tab == self._bar.currentIndex())

    @Slot(QAction)
    def _bring(self, action: QAction) -> None:
        self._docks[action.text()].bring()


def _show_tabs(bar: QTabBar, shown: Container[int]) -> None:
    """Show some tabs alone; to show one that is shown makes Qt forget that others have changed."""
    for tab in range(bar.count()):
        if bar.isTabVisible(tab) != (tab in shown):
            bar.setTabVisible(tab, tab in shown)


def tabs_with_room(
    widths: Sequence[int], room: int, button: int, needed: Sequence[int]
) -> frozenset[int]:
    """Return which tabs are shown: the first ones, and those that are needed.

    Parameters
    ----------
    widths : sequence of int
        Pixels of each tab.
    room : int
        Pixels for tabs and button; the button is there only if a tab is hidden.
    button : int
        Pixels of the button.
    needed : sequence of int
        Tabs that come before the others, in the order of their need.

    Returns
    -------
    frozenset of int
    """
    if sum(widths) <= room:
        return frozenset(range(len(widths)))
    shown = set(needed[:1])  # whatever room there is: Qt brings another to the front otherwise
    left = room - button - sum(widths[tab] for tab in shown)
    for tab in needed:
        if tab not in shown and widths[tab] <= left:
            shown.add(tab)
            left -= widths[tab]
    for tab, width in enumerate(widths):
        if tab not in shown:
            if width > left:
                break
            shown.add(tab)
            left -= width
    return frozenset(shown)
