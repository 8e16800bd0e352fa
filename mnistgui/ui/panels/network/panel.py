"""The Network panel: layers, strongest connections, and what flows while the pen moves."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from mnistgui.ui.panel_kit.lazy_panel import LazyPanel

if TYPE_CHECKING:
    from mnistgui.ui.panels.network.view import NetworkView


class NetworkPanel(LazyPanel["NetworkView"]):
    """Makes what it shows when it is first in sight."""

    @property
    def first_focus(self) -> QWidget:
        """The drawing."""
        return self.view.drawing

    def _make_view(self) -> "NetworkView":
        from mnistgui.ui.panels.network.view import NetworkView  # noqa: PLC0415 - see LazyWidget

        return NetworkView(self._context)
