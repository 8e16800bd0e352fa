"""A dock that can be taken out of the window by its button or by dragging."""

from PySide6.QtCore import QEvent, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow

from mnistgui.ui.panel_kit.panel import Panel
from mnistgui.ui.panel_kit.spec import PanelSpec
from mnistgui.ui.shell.panel_scroll_area import PanelScrollArea
from mnistgui.ui.strings import tr


class Dock(QDockWidget):
    """Holds one panel, and ignores double clicks on its title.

    Such a click is easily made by accident and detaches the dock, which some desktops then lose.
    """

    resized = Signal()

    def __init__(self, window: QMainWindow, spec: PanelSpec, panel: Panel) -> None:
        title = tr(spec.title)
        super().__init__(title, window)
        self.spec = spec
        self.panel = panel
        self.use_name(spec.name)
        self.setAccessibleName(tr("Panel: {0}").format(title))
        self.setWidget(PanelScrollArea(panel))
        self.visibilityChanged.connect(panel.set_watched)
        self.topLevelChanged.connect(self._on_top_level_changed)

    def bring(self) -> None:
        """Show the panel in front of others at the same place."""
        self.show()
        self.raise_()

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
