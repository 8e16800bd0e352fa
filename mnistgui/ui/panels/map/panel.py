"""The Map panel: digits as a cloud that moves while the network learns."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from mnistgui.ui.panel_kit.lazy_panel import LazyPanel

if TYPE_CHECKING:
    from mnistgui.ui.panels.map.view import MapView


class MapPanel(LazyPanel["MapView"]):
    """Makes what it shows when it is first in sight."""

    @property
    def first_focus(self) -> QWidget:
        """The cloud."""
        return self.view.cloud

    def _make_view(self) -> "MapView":
        from mnistgui.ui.panels.map.view import MapView  # noqa: PLC0415 - see LazyWidget

        return MapView(self._context)
