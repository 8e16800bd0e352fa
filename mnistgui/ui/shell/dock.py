"""A dock that leaves the window by its button or by dragging, and tells of its size."""

from PySide6.QtCore import QEvent, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow

from mnistgui.ui.panel_kit.panel import Panel
from mnistgui.ui.panel_kit.spec import PanelSpec
from mnistgui.ui.shell.holder import Holder
from mnistgui.ui.strings import tr


class Dock(QDockWidget):
    """Holds one panel; a double click on its title does not let it leave the window.

    Such a click is easily made by accident, and some desktops lose what it lets go.

    Parameters
    ----------
    window : QMainWindow
        Where it is docked.
    spec : PanelSpec
        The panel's row in the table.
    panel : Panel
        Told whether it can be seen.
    """

    resized = Signal()

    def __init__(self, window: QMainWindow, spec: PanelSpec, panel: Panel) -> None:
        title = tr(spec.title)
        super().__init__(title, window)
        self.spec = spec
        self.panel = panel
        self.use_name(spec.name)
        self.setAccessibleName(tr("Panel: {0}").format(title))
        self.setWidget(Holder(panel))
        self.visibilityChanged.connect(panel.set_watched)
        self.topLevelChanged.connect(self._on_top_level_changed)

    def bring(self) -> None:
        """Show the panel in front of those it shares its place with."""
        self.show()
        self.raise_()

    @Slot(bool)
    def _on_top_level_changed(self, floating: bool) -> None:
        """Come to the front where it was, once it is docked again."""
        if not floating:
            QTimer.singleShot(0, self, self.raise_)  # Qt makes the tabs of its place only then

    def use_name(self, name: str) -> None:
        """Have stored layouts find the dock by the name of a panel."""
        self.setObjectName(f"dock_{name}")

    @property
    def covered(self) -> bool:
        """Whether another tab, or nothing at all, is seen in its place."""
        return self.visibleRegion().isEmpty()

    def event(self, event: QEvent) -> bool:
        """Swallow double clicks on the title while docked."""
        if event.type() is QEvent.Type.MouseButtonDblClick and not self.isFloating():
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell of it."""
        super().resizeEvent(event)
        self.resized.emit()
