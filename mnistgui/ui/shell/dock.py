"""A dock that can be taken out of the window by its button or by dragging."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget

from mnistgui.ui.panel_kit.panel import Panel
from mnistgui.ui.panel_kit.spec import PanelSpec
from mnistgui.ui.shell.panel_scroll_area import PanelScrollArea
from mnistgui.ui.shell.panels import Panels
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import restyle


class Dock(QDockWidget):
    """Holds one panel, and ignores double clicks on its title.

    Such a click is easily made by accident and detaches the dock, which some desktops then lose.
    """

    resized = Signal()
    wanted = Signal()  # somebody wants to see the panel

    def __init__(self, window: QMainWindow, spec: PanelSpec, panels: Panels) -> None:
        title = tr(spec.title)
        super().__init__(title, window)
        self.spec = spec
        self._panels = panels
        self._seen: bool | None = None  # as Qt has told it last
        self._scroll_area = PanelScrollArea()
        self._held: Panel | None = None
        self.use_name(spec.name)
        self.setAccessibleName(tr("Panel: {0}").format(title))
        self.setWidget(self._scroll_area)
        self._no_title = QWidget(self)
        self._no_title.setFixedHeight(0)
        self._no_title.hide()
        self._titled = True
        self.visibilityChanged.connect(self._on_visibility_changed)
        self.topLevelChanged.connect(self._on_top_level_changed)
        panels.when_made(spec.name, self._hold)

    @property
    def panel(self) -> Panel:
        """The panel, made now if need be."""
        return self._panels[self.spec.name]

    def bring(self) -> None:
        """Show the panel in front of others at the same place."""
        self.wanted.emit()
        self.show()
        self.raise_()

    def show_title(self, *, shown: bool) -> None:
        """Show the title with its buttons, or leave the line to the panel."""
        if shown != self._titled:
            self._titled = shown
            # Qt's own title is there while no other is set, which its annotation leaves out.
            self.setTitleBarWidget(None if shown else self._no_title)  # type: ignore[arg-type]
            self._scroll_area.setProperty("untitled", not shown)
            restyle(self._scroll_area)

    def show_foot(self, foot: QWidget, *, shown: bool) -> None:
        """Show a line below the panel, or leave its room to the panel."""
        self._scroll_area.show_foot(foot, shown=shown)

    def _hold(self, panel: Panel) -> None:
        """Show the panel, which the Tab key reaches where it would have reached it from the start.

        Qt puts the widgets of a panel that is made later behind those of all other panels.
        """
        self._held = panel
        self._scroll_area.hold(panel)
        self._scroll_area.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # Qt puts nothing behind others
        before: QWidget = self._scroll_area
        for widget in _tab_order(panel):
            QWidget.setTabOrder(before, widget)
            before = widget
        self._scroll_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if self._seen is not None:
            panel.set_watched(self._seen)

    @Slot(bool)
    def _on_visibility_changed(self, seen: bool) -> None:
        """Tell the panel whether it can be seen; one that nobody has seen yet is made now."""
        self._seen = seen
        if self._held is not None:
            self._held.set_watched(seen)
        elif seen:
            self._panels[self.spec.name]

    @Slot(bool)
    def _on_top_level_changed(self, floating: bool) -> None:
        """Bring the panel to the front when it has been docked again."""
        if not floating:
            QTimer.singleShot(0, self, self.raise_)  # Qt makes the tabs of its place only then

    def use_name(self, name: str) -> None:
        """Set the object name under which a stored layout finds the dock."""
        self.setObjectName(f"dock_{name}")

    @property
    def covered(self) -> bool:
        """Whether the panel cannot be seen at its place, for example behind another tab."""
        return self.visibleRegion().isEmpty()

    def event(self, event: QEvent) -> bool:
        """Ignore double clicks on the title while the panel is docked."""
        if event.type() is QEvent.Type.MouseButtonDblClick and not self.isFloating():
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Emit that the size has changed."""
        super().resizeEvent(event)
        self.resized.emit()


def _tab_order(panel: QWidget) -> list[QWidget]:
    """The widgets of a panel that the Tab key reaches, in order."""
    found: list[QWidget] = []
    widget = panel.nextInFocusChain()
    while widget is not None and panel.isAncestorOf(widget):
        if _is_reached(widget):
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found


def _is_reached(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
