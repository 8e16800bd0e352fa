"""The panels of a window: each is made when it is first asked for, and all of them soon."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from PySide6.QtCore import QObject, QTimer, Slot

from mnistgui.ui.panel_kit.context import PanelContext
from mnistgui.ui.panel_kit.panel import Panel
from mnistgui.ui.panel_kit.spec import PanelSpec
from mnistgui.ui.widgets.theme import Theme


class Panels(Mapping[str, Panel]):
    """The panels by their names in the table; to look one up makes it.

    Parameters
    ----------
    specs : sequence of PanelSpec
        The table of panels.
    context : PanelContext
        What each of them is made with.
    """

    def __init__(self, specs: Sequence[PanelSpec], context: PanelContext) -> None:
        self._specs = {spec.name: spec for spec in specs}
        self._context = context
        self._made: dict[str, Panel] = {}
        self._theme: Theme | None = None
        self._wait: dict[str, Callable[[Panel], None]] = {}

    def __getitem__(self, name: str) -> Panel:
        if name not in self._made:
            panel = self._made[name] = self._specs[name].make(self._context)
            if self._theme is not None:
                panel.set_theme(self._theme)
            if name in self._wait:
                self._wait.pop(name)(panel)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._specs)

    def __len__(self) -> int:
        return len(self._specs)

    @property
    def made(self) -> tuple[Panel, ...]:
        """Those that are made."""
        return tuple(self._made.values())

    @property
    def to_make(self) -> tuple[str, ...]:
        """The names of those that are still to be made."""
        return tuple(name for name in self._specs if name not in self._made)

    def make_all(self) -> None:
        """Make those that are not made."""
        for name in self.to_make:
            self[name]

    def when_made(self, name: str, take: Callable[[Panel], None]) -> None:
        """Call a function with a panel, now if the panel is made, else when it will be."""
        if name in self._made:
            take(self._made[name])
        else:
            self._wait[name] = take

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours, also what is made later."""
        self._theme = theme
        for panel in self.made:
            panel.set_theme(theme)


class PanelMaker(QObject):
    """Makes what is left of the panels once the window is painted, one in a turn of the event loop.

    Parameters
    ----------
    panels : Panels
        What is made.
    parent : QObject
        Keeps it.
    """

    def __init__(self, panels: Panels, parent: QObject) -> None:
        super().__init__(parent)
        self._panels = panels
        self._then: Callable[[], object] = tuple
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._make_one)
        self._open = True

    def start(self, then: Callable[[], object]) -> None:
        """Begin, and call a function after the last of them; once shut down, do nothing."""
        if self._open:
            self._then = then
            self._timer.start(0)

    def shut_down(self) -> None:
        """Make no more, and do not call the function."""
        self._open = False
        self._timer.stop()

    @Slot()
    def _make_one(self) -> None:
        for name in self._panels.to_make[:1]:
            self._panels[name]
        if not self._panels.to_make:
            self._timer.stop()
            self._then()
