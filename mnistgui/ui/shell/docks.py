"""Which panels there are, where they stand at first, and how the person's own layout is kept."""

from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QEvent, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow, QTabWidget, QWidget

from mnistgui.ui.shell.holder import Holder
from mnistgui.ui.shell.tab_names import TabNames
from mnistgui.ui.strings import tr

LAYOUT_VERSION = 7
_LEFT_WIDTH = 306
_RIGHT_SHARE = 0.295
_SLACK = 15  # pixels that separators and margins take


@dataclass(frozen=True)
class Panel:
    """A panel that can be docked.

    Parameters
    ----------
    name : str
        Object name of its dock; part of the stored layout.
    title : str
        Shown above it.
    widget : QWidget
        The panel.
    """

    name: str
    title: str
    widget: QWidget


class Docks:
    """The docks of one window.

    Parameters
    ----------
    window : QMainWindow
        Where they are docked.
    panels : sequence of Panel
        Among them ``form``, ``runs``, ``curves``, ``weights``, ``gallery``, ``gradients``,
        ``experiment``, ``reliability``, ``teaching``, ``handwriting``, ``explanation``, ``doctor``
        and ``drawing``.
    """

    def __init__(self, window: QMainWindow, panels: tuple[Panel, ...]) -> None:
        self._window = window
        self._left, self._share, self._shared_at = _LEFT_WIDTH, _RIGHT_SHARE, 0
        self._docks = {panel.name: _dock(window, panel) for panel in panels}
        window.setDockNestingEnabled(True)
        window.setTabPosition(
            Qt.DockWidgetArea.AllDockWidgetAreas,
            QTabWidget.TabPosition.North,
        )
        self.arrange()
        tabs = TabNames(window)
        for dock in self._docks.values():
            tabs.follow(dock)
        self._settled = QTimer(window)  # Qt lays docks out in several steps
        self._settled.setSingleShot(True)
        self._settled.timeout.connect(self._note_share)
        for name in ("form", "drawing"):
            self._docks[name].resized.connect(self._settled.start)

    def __getitem__(self, name: str) -> QDockWidget:
        return self._docks[name]

    def all(self) -> tuple[QDockWidget, ...]:
        """Every dock."""
        return tuple(self._docks.values())

    def cover(self, widget: QWidget | None) -> bool:
        """Whether a widget lies in a panel that another tab hides."""
        docks = (dock for dock in self._docks.values() if widget and dock.isAncestorOf(widget))
        return any(dock.visibleRegion().isEmpty() for dock in docks)

    def arrange(self) -> None:
        """The layout of the first start: form, curves over pictures, drawing."""
        window, docks = self._window, self._docks
        left, right = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea
        for dock in docks.values():
            dock.setFloating(False)
            window.removeDockWidget(dock)
        window.addDockWidget(left, docks["form"])
        window.splitDockWidget(docks["form"], docks["curves"], Qt.Orientation.Horizontal)
        window.splitDockWidget(docks["form"], docks["runs"], Qt.Orientation.Vertical)
        window.splitDockWidget(docks["curves"], docks["weights"], Qt.Orientation.Vertical)
        window.tabifyDockWidget(docks["weights"], docks["experiment"])
        window.tabifyDockWidget(docks["experiment"], docks["gallery"])
        window.tabifyDockWidget(docks["gallery"], docks["gradients"])
        window.tabifyDockWidget(docks["gradients"], docks["teaching"])
        window.tabifyDockWidget(docks["curves"], docks["explanation"])
        window.tabifyDockWidget(docks["explanation"], docks["doctor"])
        window.tabifyDockWidget(docks["doctor"], docks["reliability"])
        window.tabifyDockWidget(docks["reliability"], docks["handwriting"])
        window.addDockWidget(right, docks["drawing"])
        for dock in docks.values():
            dock.show()
        docks["curves"].raise_()
        docks["weights"].raise_()
        self._size()

    def bring(self, name: str) -> None:
        """Show a panel in front of those it shares its place with."""
        self._docks[name].show()
        self._docks[name].raise_()

    def save(self, settings: QSettings) -> None:
        """Keep the layout for the next start."""
        settings.setValue("layout/version", LAYOUT_VERSION)
        settings.setValue("layout/geometry", self._window.saveGeometry())
        settings.setValue("layout/state", self._window.saveState(LAYOUT_VERSION))

    def restore(self, settings: QSettings) -> None:
        """Take up the layout of the last start, unless another version of the program left it."""
        if settings.value("layout/version", 0, int) != LAYOUT_VERSION:
            return
        geometry, state = settings.value("layout/geometry"), settings.value("layout/state")
        if isinstance(geometry, QByteArray):
            self._window.restoreGeometry(geometry)
        if isinstance(state, QByteArray):
            self._window.restoreState(state, LAYOUT_VERSION)

    def follow_window(self) -> None:
        """Share the width out as before; Qt would give all that is gained to the drawing."""
        left, drawing = self._docks["form"], self._docks["drawing"]
        right_area = Qt.DockWidgetArea.RightDockWidgetArea
        at_home = self._window.dockWidgetArea(drawing) == right_area
        if at_home and not drawing.isFloating() and drawing.isVisible() and left.isVisible():
            self._divide()
        self._shared_at = self._window.width()

    def _note_share(self) -> None:
        """Remember how wide the person has made the form and the drawing."""
        width, docks = self._window.width(), self._docks
        left, right = docks["form"].width(), docks["drawing"].width()
        if width != self._shared_at:  # it was the window that changed
            return
        if abs(left - self._left) > _SLACK:
            self._left = left
        if abs(right - self._share * width) > _SLACK:
            self._share = right / width

    def _divide(self) -> None:
        width, docks = self._window.width(), self._docks
        left, right = self._left, round(self._share * width)
        self._window.resizeDocks(
            [docks["form"], docks["curves"], docks["drawing"]],
            [left, max(width - left - right, 300), right],
            Qt.Orientation.Horizontal,
        )

    def _size(self) -> None:
        window, docks = self._window, self._docks
        self._left, self._share = _LEFT_WIDTH, _RIGHT_SHARE
        self._divide()
        high = max(window.height() - 120, 400)
        window.resizeDocks(
            [docks["curves"], docks["weights"]],
            [high * 11 // 20, high * 9 // 20],
            Qt.Orientation.Vertical,
        )
        window.resizeDocks(
            [docks["form"], docks["runs"]], [high * 3 // 4, high // 4], Qt.Orientation.Vertical
        )


class _Dock(QDockWidget):
    """Leaves the window by its button or by dragging, never by a double click.

    Such a click is easily made by accident, and some desktops lose what it lets go.
    """

    resized = Signal()

    def event(self, event: QEvent) -> bool:
        """Swallow double clicks on the title while docked."""
        if event.type() is QEvent.Type.MouseButtonDblClick and not self.isFloating():
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell of it."""
        super().resizeEvent(event)
        self.resized.emit()


def _dock(window: QMainWindow, panel: Panel) -> _Dock:
    dock = _Dock(panel.title, window)
    dock.setObjectName(f"dock_{panel.name}")
    dock.setAccessibleName(tr("Panel: {0}").format(panel.title))
    dock.setWidget(Holder(panel.widget))
    return dock
