"""The base class of all panels."""

from collections.abc import Mapping

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from mnistgui.ui.widgets.theme import Theme


class Panel(QWidget):
    """A panel that does nothing about themes, about being watched, and at the end."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panel")

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""

    @Slot(bool)
    def set_watched(self, watched: bool) -> None:
        """Work only while the panel can be seen, and catch up when it comes into sight."""

    def show_view(self, show: Mapping[str, str | bool]) -> None:
        """Choose in the panel what a view of a write-up shows; this one has no such choice."""
        if show:
            raise ValueError(f"{type(self).__name__} cannot show {dict(show)}")

    def shut_down(self) -> None:
        """End every thread of the panel and wait for it; called when the window closes."""
