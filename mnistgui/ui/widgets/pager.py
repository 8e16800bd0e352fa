"""Two buttons that turn the pages of a long list."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mnistgui.notation import thousands
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import IconButton, keep_room, label
from mnistgui.ui.widgets.theme import Theme


class Pager(QWidget):
    """Two arrow buttons, and the range of the page among all.

    Parameters
    ----------
    name : str
        Object name.
    noun : str
        What is paged, in the plural.
    usual : int
        So many of them are nothing special: there is room to say so from the start.
    parent : QWidget, optional
        The Qt parent.
    """

    turned = Signal()

    def __init__(
        self, name: str, noun: str, usual: int = 99, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._usual = usual
        self._page, self._size, self._count = 0, 1, 0
        self._back = IconButton(f"{name}_back", "previous", tr("Previous {0}").format(noun))
        self._forth = IconButton(f"{name}_forth", "next", tr("Next {0}").format(noun))
        self._text = label("", "muted", f"{name}_rows")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._text)
        for arrow in (self._back, self._forth):
            # How many things fit on a page follows from the room beside the arrows: were there more
            # of it with them than without, a page would grow and shrink without end.
            keep_room(arrow)
            layout.addWidget(arrow)
        self._back.clicked.connect(self.turn_back)
        self._forth.clicked.connect(self.turn_forth)

    @property
    def rows(self) -> slice:
        """The indices of the page."""
        start = self._page * self._size
        return slice(start, min(start + self._size, self._count))

    @property
    def several(self) -> bool:
        """Whether there is more than one page."""
        return self._count > self._size

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._back.set_theme(theme)
        self._forth.set_theme(theme)

    def set_range(self, count: int, size: int) -> None:
        """Page through ``count`` items, ``size`` at a time."""
        self._count, self._size = count, size
        self._page = min(self._page, max(-(-count // size) - 1, 0))
        rows = self.rows
        several = self.several
        self._keep_room(max(count, self._usual))
        self._text.setText(_words(rows.start + 1, rows.stop, count) if several else "")
        self._back.setVisible(several)
        self._forth.setVisible(several)
        self._back.setEnabled(rows.start > 0)
        self._forth.setEnabled(rows.stop < count)

    def _keep_room(self, count: int) -> None:
        """Never become narrower, since a change of a panel's least width moves all others."""
        widest = self._text.fontMetrics().horizontalAdvance(_words(count, count, count))
        self._text.setMinimumWidth(max(widest, self._text.minimumWidth()))

    @Slot()
    def turn_back(self) -> None:
        """Show the page before, if there is one."""
        if self._page > 0:
            self._page -= 1
            self.turned.emit()

    @Slot()
    def turn_forth(self) -> None:
        """Show the page after, if there is one."""
        if self.rows.stop < self._count:
            self._page += 1
            self.turned.emit()


def _words(first: int, last: int, count: int) -> str:
    return f"{thousands(first)}-{thousands(last)} " + tr("of") + f" {thousands(count)}"
