"""*Open recent* in the File menu: data sets, runs and networks; missing ones are marked."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QMenu, QWidget

from mnistgui.ui.commands.recent import Recent, RecentKind, is_there
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.banner import Banner

Openers = Mapping[RecentKind, Callable[[Path], None]]
_HEADINGS = {
    RecentKind.DATA: "Data sets",
    RecentKind.RUN: "Runs",
    RecentKind.NETWORK: "Networks",
}


class RecentMenu(QMenu):
    """A menu that is filled anew each time it is opened."""

    def __init__(
        self,
        recent: Recent,
        openers: Openers,
        banner: Banner,
        parent: QWidget,
    ) -> None:
        super().__init__(tr("Open re&cent"), parent)
        self.setObjectName("menu_recent")
        self.setToolTipsVisible(True)
        self._recent = recent
        self._openers = openers
        self._banner = banner
        self.aboutToShow.connect(self._fill)

    @Slot()
    def _fill(self) -> None:
        self.clear()
        for kind, heading in _HEADINGS.items():
            paths = self._recent.paths(kind)
            if paths:
                self.addAction(tr(heading)).setEnabled(False)
            for path in paths:
                self._add(kind, path)
        if self.isEmpty():
            self.addAction(tr("Nothing was opened yet")).setEnabled(False)
            return
        self.addSeparator()
        self.addAction(tr("&Clear this list")).triggered.connect(self._recent.clear)

    def _add(self, kind: RecentKind, path: Path) -> None:
        words = tr("{0} in {1}") if is_there(path) else tr("{0} in {1} (not there any more)")
        text = words.format(path.name, path.parent)
        action = self.addAction(text.replace("&", "&&"))  # a single one would mark a key
        action.setToolTip(str(path))
        action.triggered.connect(partial(self._open, kind, path))

    def _open(self, kind: RecentKind, path: Path) -> None:
        if is_there(path):
            self._openers[kind](path)
            return
        words = tr("{0} is not there any more.").format(path)
        remove = partial(self._recent.remove, kind, path)
        self._banner.show_fault(words, (tr("Remove it from the list"), remove))
