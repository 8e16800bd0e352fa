"""The Numbers panel: one digit and one network, from the pixels to the new weights."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from mnistgui.ui.panel_kit.lazy_panel import LazyPanel

if TYPE_CHECKING:
    from mnistgui.ui.panels.numbers.view import NumbersView


class NumbersPanel(LazyPanel["NumbersView"]):
    """Makes what it shows when it is first in sight."""

    @property
    def first_focus(self) -> QWidget:
        """The button that goes to the next step."""
        return self.view.choice.on

    def _make_view(self) -> "NumbersView":
        from mnistgui.ui.panels.numbers.view import NumbersView  # noqa: PLC0415 - see LazyWidget

        return NumbersView(self._context)
