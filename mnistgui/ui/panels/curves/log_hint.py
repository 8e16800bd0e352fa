"""A small button that points out the logarithmic axis when one run flattens the others."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QToolButton

from mnistgui.ui.panels.curves.flattened import flattened
from mnistgui.ui.panels.curves.one_series import Series
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import explain

_WHY = (
    "One curve is so high that it leaves the plot, or that others lie flat below it."
    " Powers of ten (Log loss) show all of them."
)

_MOST = 500  # values of a curve that are looked at: this is done for each drawing


class LogHint(QToolButton):
    """Shown while it would help; never again once the person knows the axis.

    Parameters
    ----------
    log : QCheckBox
        Switches the axis; ticked by a click on the hint.
    """

    def __init__(self, log: QCheckBox) -> None:
        super().__init__()
        self._log = log
        self._known = False
        self.setObjectName("log_loss_hint")
        self.setText(tr("Show all: log"))
        self.setProperty("hint", True)  # noqa: FBT003 - the style sheet's mark
        explain(self, tr(_WHY))
        self.hide()
        self.clicked.connect(log.click)
        log.toggled.connect(self._know)

    def look(self, series: tuple[Series, ...]) -> None:
        """Show it or not.

        Parameters
        ----------
        series : tuple of Series
            The curves of the loss.
        """
        losses = [one.y[:: len(one.y) // _MOST + 1] for one in series]
        self.setVisible(not self._known and flattened(losses))

    @Slot()
    def _know(self) -> None:
        self._known = True
        self.hide()
