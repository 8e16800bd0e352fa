"""The default layout of the panels, the division of the window, and the person's own layout."""

from collections.abc import Collection, Sequence
from itertools import pairwise

from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtWidgets import QMainWindow, QTabWidget, QWidget

from mnistgui.ui.panel_kit.spec import PanelSpec, Place
from mnistgui.ui.shell import stored_layout
from mnistgui.ui.shell.dock import Dock
from mnistgui.ui.shell.dock_titles import DockTitles
from mnistgui.ui.shell.enlarged_panel import EnlargedPanel
from mnistgui.ui.shell.panels import Panels
from mnistgui.ui.shell.stored_layout import LOW_PIXELS, NARROW_PIXELS
from mnistgui.ui.shell.tab_names import TabNames

_LEFT_WIDTH_PIXELS = 306
_RIGHT_SHARE = 0.295
_LEFT_NEEDS_PIXELS, _MIDDLE_NEEDS_PIXELS = 300, 428  # for panels not to be scrolled
_GIVEN_WAY_PIXELS = 40
_SEPARATORS_PIXELS = 12  # pixels between three columns
_SLACK_PIXELS = 15  # pixels that separators and margins take
_AREAS = {
    **dict.fromkeys(Place, Qt.DockWidgetArea.LeftDockWidgetArea),
    Place.RIGHT: Qt.DockWidgetArea.RightDockWidgetArea,
}


class Docks:
    """The docks of one window.

    Parameters
    ----------
    window : QMainWindow
        Where they are docked.
    specs : sequence of PanelSpec
        The table of panels, with at least one for each place.
    panels : Panels
        The panels; each is made when its dock is first to be seen.
    before : QWidget
        After which the Tab key reaches the tabs.
    """

    def __init__(
        self,
        window: QMainWindow,
        specs: Sequence[PanelSpec],
        panels: Panels,
        before: QWidget,
    ) -> None:
        self._window = window
        self._left, self._share, self._shared_at = _LEFT_WIDTH_PIXELS, _RIGHT_SHARE, 0
        self._arranged = False
        self._docks = {spec.name: Dock(window, spec, panels) for spec in specs}
        self._at: dict[Place, list[Dock]] = {place: [] for place in Place}
        for dock in self._docks.values():
            self._at[dock.spec.place].append(dock)
        window.setDockNestingEnabled(True)
        window.setTabPosition(
            Qt.DockWidgetArea.AllDockWidgetAreas,
            QTabWidget.TabPosition.North,
        )
        self._titles = DockTitles(window, self.all())
        self.enlarged = EnlargedPanel(window, self.all())
        self.arrange()
        TabNames(window, before, self.all(), self.enlarged.toggle)
        self._settled = QTimer(window)  # Qt lays docks out in several steps
        self._settled.setSingleShot(True)
        self._settled.timeout.connect(self._store_share)
        for place in (Place.LEFT, Place.RIGHT):
            self._first(place).resized.connect(self._settled.start)

    def __getitem__(self, name: str) -> Dock:
        return self._docks[name]

    def all(self) -> tuple[Dock, ...]:
        """All docks."""
        return tuple(self._docks.values())

    def cover(self, widget: QWidget | None) -> bool:
        """Return whether a widget lies in a panel behind another tab."""
        docks = (dock for dock in self._docks.values() if widget and dock.isAncestorOf(widget))
        return any(dock.covered for dock in docks)

    def arrange_on_screen(self, width: int) -> None:
        """Arrange the panels for a screen of this width, unless a layout is stored."""
        if self._arranged:
            self._arrange(width)

    def reset(self) -> None:
        """Restore the layout of the first start, whatever value an action sends."""
        self.arrange()

    def arrange(self, shown: Collection[str] | None = None) -> None:
        """Restore the layout of the first start, with each panel at its place in the table.

        Parameters
        ----------
        shown : collection of str, optional
            The names of the panels that are open then; all of them by default.
        """
        self.enlarged.end()
        self._arrange(self._window.width(), shown)

    def _arrange(self, width: int, shown: Collection[str] | None = None) -> None:
        for dock in self._docks.values():
            if dock.isFloating():
                dock.setFloating(False)  # costly even where it changes nothing
            self._window.removeDockWidget(dock)
        self._place_first_of_each(width)
        for docks in self._at.values():
            for before, dock in pairwise(docks):
                self._window.tabifyDockWidget(before, dock)
        for name, dock in self._docks.items():
            dock.setVisible(shown is None or name in shown)  # to show all takes a while
        for place in reversed(Place):  # those above last: they may share their place with others
            self._first(place).raise_()
        self._titles.update()
        self._size()
        self._arranged = True

    def _place_first_of_each(self, width: int) -> None:
        """Place the first panel of each place, with fewer beside each other on a small screen."""
        window = self._window
        left, middle = self._first(Place.LEFT), self._first(Place.MIDDLE)
        window.addDockWidget(_AREAS[Place.LEFT], left)
        window.splitDockWidget(left, middle, Qt.Orientation.Horizontal)
        room = min(window.height(), window.screen().availableSize().height())
        if width < NARROW_PIXELS:  # first, so that its tab comes first
            window.tabifyDockWidget(middle, self._first(Place.RIGHT))
        for above, place in ((left, Place.LEFT_BELOW), (middle, Place.MIDDLE_BELOW)):
            if room < LOW_PIXELS:
                window.tabifyDockWidget(above, self._first(place))
            else:
                window.splitDockWidget(above, self._first(place), Qt.Orientation.Vertical)
        if width >= NARROW_PIXELS:
            window.addDockWidget(_AREAS[Place.RIGHT], self._first(Place.RIGHT))

    def bring(self, name: str) -> None:
        """Show a panel in front of others at the same place."""
        self._docks[name].bring()

    def in_front(self) -> frozenset[str]:
        """Return the names of the panels that can be seen."""
        return frozenset(name for name, dock in self._docks.items() if not dock.covered)

    def tabs_of(self, name: str) -> frozenset[str]:
        """Return the names of the panels at the same place as a panel, itself included."""
        beside = self._window.tabifiedDockWidgets(self._docks[name])
        return frozenset({name, *(dock.spec.name for dock in beside if isinstance(dock, Dock))})

    def save(self, settings: QSettings) -> None:
        """Store the layout for the next start."""
        self.enlarged.end()
        stored_layout.save(self._window, self._docks, settings)

    def restore(self, settings: QSettings) -> None:
        """Restore the stored layout; a panel that is new goes to its default place."""
        unknown = stored_layout.restore(self._window, self._docks, settings)
        self._arranged = not stored_layout.is_stored(self._window, settings)
        for dock in unknown:
            self._put_beside_others(dock, unknown)
        if unknown:
            for dock in stored_layout.in_front(self._window, self._docks, settings):
                dock.raise_()
        self._titles.update()

    def _put_beside_others(self, dock: Dock, unknown: Sequence[Dock]) -> None:
        """Add a panel as a tab to others of its place, else dock it at its side of the window."""
        others = [
            other
            for other in self._at[dock.spec.place]
            if other not in unknown and not other.isFloating() and not other.isHidden()
        ]
        if others:
            self._window.tabifyDockWidget(others[-1], dock)
        else:
            self._window.addDockWidget(_AREAS[dock.spec.place], dock)
        dock.show()

    def _first(self, place: Place) -> Dock:
        """Return the panel beside which others of its place are docked."""
        return self._at[place][0]

    def follow_window(self) -> None:
        """Divide the new width as before, since Qt would give all of a gain to one column."""
        if self.enlarged.dock is not None:
            return
        if self._first(Place.LEFT).isVisible() and (self._two_columns or self._three_columns):
            self._divide()
        self._shared_at = self._window.width()

    @property
    def _three_columns(self) -> bool:
        """Whether the drawing has a column of its own on the right."""
        right = self._first(Place.RIGHT)
        at_home = self._window.dockWidgetArea(right) == _AREAS[Place.RIGHT]
        return at_home and not right.isFloating() and right.isVisible()

    @property
    def _two_columns(self) -> bool:
        """Whether the drawing shares the place of the curves."""
        middle = self._first(Place.MIDDLE)
        return self._first(Place.RIGHT) in self._window.tabifiedDockWidgets(middle)

    def _store_share(self) -> None:
        """Store how wide the person has made the form and the drawing."""
        if self.enlarged.dock is not None:
            return
        if self._arranged and self._two_columns and self._first(Place.LEFT).isVisible():
            self._arranged = False
            self._divide()  # Qt heeds no widths of docks on the same side before it shows them
            return
        width = self._window.width()
        left, right = self._first(Place.LEFT).width(), self._first(Place.RIGHT).width()
        if width != self._shared_at:  # it was the window that changed
            return
        if abs(left - self._left) > _SLACK_PIXELS:
            self._left = left
        if self._three_columns and abs(right - self._share * width) > _SLACK_PIXELS:
            self._share = right / width

    def _divide(self) -> None:
        width = self._window.width() - _SEPARATORS_PIXELS
        if self._two_columns:
            self._window.resizeDocks(
                [self._first(Place.LEFT), self._first(Place.MIDDLE)],
                [self._left, width - self._left],
                Qt.Orientation.Horizontal,
            )
            return
        left, right = self._left, round(self._share * self._window.width())
        lacking = _MIDDLE_NEEDS_PIXELS - (width - left - right)
        # Where more is lacking, the middle is scrolled, whatever its neighbours give.
        if 0 < lacking < _GIVEN_WAY_PIXELS:
            left = max(left - lacking, _LEFT_NEEDS_PIXELS)
            right = width - left - _MIDDLE_NEEDS_PIXELS
        self._window.resizeDocks(
            [self._first(place) for place in (Place.LEFT, Place.MIDDLE, Place.RIGHT)],
            [left, max(width - left - right, 300), right],
            Qt.Orientation.Horizontal,
        )

    def _size(self) -> None:
        self._left, self._share = _LEFT_WIDTH_PIXELS, _RIGHT_SHARE
        self._divide()
        high = max(self._window.height() - 120, 400)
        self._window.resizeDocks(
            [self._first(Place.MIDDLE), self._first(Place.MIDDLE_BELOW)],
            [high * 5 // 8, high * 3 // 8],
            Qt.Orientation.Vertical,
        )
        self._window.resizeDocks(
            [self._first(Place.LEFT), self._first(Place.LEFT_BELOW)],
            [high * 3 // 4, high // 4],
            Qt.Orientation.Vertical,
        )
