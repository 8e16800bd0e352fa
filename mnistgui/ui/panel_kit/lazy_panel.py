"""A panel that makes what it shows when it is first in sight."""

from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout

from mnistgui.ui.panel_kit.context import PanelContext
from mnistgui.ui.panel_kit.panel import Panel
from mnistgui.ui.widgets.lazy_widget import LazyWidget
from mnistgui.ui.widgets.theme import Theme


class _View(Protocol):
    def set_theme(self, theme: Theme) -> None: ...
    def set_watched(self, *, watched: bool) -> None: ...
    def shut_down(self) -> None: ...


View = TypeVar("View", bound=_View)


class LazyPanel(Panel, Generic[View]):
    """Makes its view when the panel is first painted; a panel says in ``_make_view`` which."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__()
        self._context = context
        self._view: LazyWidget[View] = LazyWidget(self._make_view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._view)

    @property
    def view(self) -> View:
        """What the panel shows; asking for it makes it."""
        return self._view.get()

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._view.set_theme(theme)

    @Slot(bool)
    def set_watched(self, watched: bool) -> None:
        """Work only while the panel can be seen, and catch up then."""
        if self._view.made is not None:
            self._view.made.set_watched(watched=watched)

    def shut_down(self) -> None:
        """Wait until the threads of the panel have ended."""
        if self._view.made is not None:
            self._view.made.shut_down()

    def _make_view(self) -> View:
        raise NotImplementedError
