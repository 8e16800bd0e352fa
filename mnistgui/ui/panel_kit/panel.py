"""The base class of all panels."""

from collections.abc import Mapping

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from mnistgui.ui.widgets.theme import Theme


class Panel(QWidget):
    """A panel whose methods for theme, sight, views and end do nothing unless overridden."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._watched = True

    @property
    def first_focus(self) -> QWidget | None:
        """What the panel's key puts the focus on; None for what the Tab key reaches first."""
        return None

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""

    @Slot(bool)
    def set_watched(self, watched: bool) -> None:
        """Work only while the panel can be seen, and catch up then."""
        self._watched = watched
        if watched:
            self._catch_up()
        else:
            self._rest()

    def _catch_up(self) -> None:
        """Do what was left undone while nobody could see the panel."""

    def _rest(self) -> None:
        """Give up what is under way now that nobody can see the panel, and hold no large arrays."""

    def show_view(self, show: Mapping[str, str | bool]) -> None:
        """Choose in the panel what a view of a write-up shows."""
        if show:
            raise ValueError(f"{type(self).__name__} cannot show {dict(show)}")

    def part_of_view(self, show: Mapping[str, str | bool]) -> QWidget | None:  # noqa: ARG002
        """Return the widget that a view is about, where it may lie out of sight; else None."""
        return None

    def shut_down(self) -> None:
        """End every thread of the panel and wait for it; called when the window closes."""
