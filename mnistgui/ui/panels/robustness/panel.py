"""The Robustness panel: accuracy by strength of distortions, and by how much is refused."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from mnistgui.ui.panel_kit.lazy_panel import LazyPanel

if TYPE_CHECKING:
    from mnistgui.ui.panels.robustness.view import RobustnessView


class RobustnessPanel(LazyPanel["RobustnessView"]):
    """Makes what it shows when it is first in sight."""

    @property
    def first_focus(self) -> QWidget:
        """The button that measures."""
        return self.view.measure

    def _make_view(self) -> "RobustnessView":
        from mnistgui.ui.panels.robustness.view import (  # noqa: PLC0415 - see LazyWidget
            RobustnessView,
        )

        return RobustnessView(self._context)
