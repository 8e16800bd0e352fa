"""Layouts of the panels for a purpose: to train, to inspect, to draw, to present."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QByteArray, QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QMenu

from mnistgui.ui.shell.appearance import Appearance
from mnistgui.ui.shell.docks import Docks
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.banner import Banner


@dataclass(frozen=True)
class PanelLayout:
    """Which panels are seen, and how they share the window.

    Parameters
    ----------
    name : str
        In object names.
    title : str
        In the menu.
    line : str
        What it is for.
    front : tuple of str
        Panels that are in front of others of their place.
    only : tuple of str
        Panels that are open; empty for all but those of ``without``.
    without : tuple of str
        Panels that are closed.
    widths : tuple of (str, int)
        Panels of columns beside each other, with their shares of the width; empty for the usual.
    large : bool
        Whether letters and lines are large enough for a projector.
    """

    name: str
    title: str
    line: str
    front: tuple[str, ...]
    only: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    widths: tuple[tuple[str, int], ...] = ()
    large: bool = False


LAYOUTS = (
    PanelLayout("train", "&Train", "Form, runs, curves and weights", ("curves", "weights")),
    PanelLayout(
        "inspect",
        "&Inspect",
        "What is in a network: weights, mistakes, explanations; without the form",
        ("weights", "curves", "runs"),
        without=("training", "teach", "handwriting", "experiment"),
        widths=(("runs", 20), ("curves", 50), ("draw", 30)),
    ),
    PanelLayout(
        "draw",
        "&Draw",
        "A large canvas, with what explains a reading and what learns a hand",
        ("draw", "why"),
        only=("draw", "why", "doctor", "handwriting", "teach"),
        widths=(("why", 50), ("draw", 50)),
    ),
    PanelLayout(
        "present",
        "&Present",
        "Curves, weights and canvas in large type with thick lines, for a projector",
        ("curves", "weights", "draw"),
        only=("curves", "weights", "draw"),
        widths=(("curves", 62), ("draw", 38)),
        large=True,
    ),
)


class Layouts(QObject):
    """A menu of the layouts; the arrangement from before can be had back from the message."""

    def __init__(
        self,
        window: QMainWindow,
        menu: QMenu,
        docks: Docks,
        appearance: Appearance,
        banner: Banner,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._docks = docks
        self._appearance = appearance
        self._banner = banner
        inner = menu.addMenu(tr("La&youts"))
        inner.setObjectName("menu_layouts")
        inner.setToolTipsVisible(True)
        for layout in LAYOUTS:
            action = inner.addAction(tr(layout.title))
            action.setObjectName(f"layout_{layout.name}")
            action.setToolTip(tr(layout.line))
            action.triggered.connect(partial(self.use, layout))
        inner.addSeparator()
        self._large = self._large_action(inner)

    def use(self, layout: PanelLayout) -> None:
        """Arrange the panels, and offer the arrangement from before."""
        before, large = self._window.saveState(), self._appearance.large
        names = {dock.spec.name for dock in self._docks.all()}
        self._docks.arrange(layout.only or names - set(layout.without))
        for name in layout.front:
            self._docks.bring(name)
        self._share(layout)
        self._set_large(large=layout.large)
        said = tr("Layout {0}: {1}.").format(tr(layout.title).replace("&", ""), tr(layout.line))
        self._banner.show_notice(said, (tr("As before"), partial(self._put_back, before, large)))

    def _share(self, layout: PanelLayout) -> None:
        docks = [self._docks[name] for name, _ in layout.widths]
        widths = [share * self._window.width() // 100 for _, share in layout.widths]
        if docks:
            self._window.resizeDocks(docks, widths, Qt.Orientation.Horizontal)

    def _put_back(self, before: QByteArray, large: bool) -> None:
        self._window.restoreState(before)
        self._set_large(large=large)

    def _set_large(self, *, large: bool) -> None:
        self._appearance.set_large(large=large)
        self._large.setChecked(large)

    def _large_action(self, menu: QMenu) -> QAction:
        action = menu.addAction(tr("&Large type and thick lines"))
        action.setObjectName("large_type")
        action.setCheckable(True)
        action.setChecked(self._appearance.large)
        action.triggered.connect(lambda large: self._set_large(large=large))
        return action
