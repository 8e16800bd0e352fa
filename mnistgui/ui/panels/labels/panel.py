"""The Labels panel: doubtful labels, how well they are found, and what to do about them."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from mnistgui.ui.panel_kit.lazy_panel import LazyPanel

if TYPE_CHECKING:
    from mnistgui.ui.panels.labels.view import LabelsView


class LabelsPanel(LazyPanel["LabelsView"]):
    """Makes what it shows when it is first in sight."""

    @property
    def first_focus(self) -> QWidget:
        """The button that looks for doubtful labels."""
        return self.view.search

    def _make_view(self) -> "LabelsView":
        from mnistgui.ui.panels.labels.view import LabelsView  # noqa: PLC0415 - see LazyWidget

        return LabelsView(self._context)
