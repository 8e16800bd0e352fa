"""The button above a chart with which a person fixes the range of its axes."""

from PySide6.QtWidgets import QToolButton, QWidget

from mnistgui.ui.panels.curves.span import FixedSpan
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import explain, leave_out_of_pictures


class AxisButton(QToolButton):
    """Opens a menu that fixes an axis or lets it follow the curves, as the chart's own menu does.

    Parameters
    ----------
    quantity : str
        Names the button.
    title : str
        Of the chart; for screen readers.
    chart : QWidget
        Its context menu gets the entries as well.
    """

    def __init__(self, quantity: str, title: str, chart: QWidget) -> None:
        super().__init__()
        self._chart = chart
        self.setObjectName(f"axis_{quantity}")
        self.setText(tr("Axis"))
        leave_out_of_pictures(self)
        self.setAccessibleName(tr("{0}: range of the axes").format(title))
        explain(self, tr("Fix the range of an axis, or let it follow the curves"))
        self.setProperty("low", True)  # noqa: FBT003 - the style sheet's mark
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def offer(self, fixed: FixedSpan) -> None:
        """Offer to fix an axis."""
        for place in (self, self._chart):
            place.addActions([fixed.fix, fixed.follow])
