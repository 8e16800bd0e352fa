"""The spans of the horizontal axis, of steps and of epochs, that a person fixes for all charts."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QSettings, Slot
from PySide6.QtWidgets import QWidget

from mnistgui.ui.panels.curves.chart import Chart
from mnistgui.ui.panels.curves.span import FixedSpan
from mnistgui.ui.strings import tr


class Reaches(QObject):
    """Fixes the horizontal axis of charts, which is the same for all of them.

    Parameters
    ----------
    charts : sequence of Chart
        Their buttons and menus offer it.
    parent : QWidget
        Keeps it.
    settings : QSettings
        Stores both spans.
    """

    def __init__(self, charts: Sequence[Chart], parent: QWidget, settings: QSettings) -> None:
        super().__init__(parent)
        self._charts = tuple(charts)
        words = (tr("Fix horizontal axis..."), tr("Horizontal axis follows the curves"))
        titles = {"steps": tr("Horizontal axis: steps"), "epochs": tr("Horizontal axis: epochs")}
        self._spans = [
            FixedSpan(name, (*words, title), parent, settings) for name, title in titles.items()
        ]
        self._axis = 0
        for span in self._spans:
            span.asked.connect(self._ask)
            span.changed.connect(self._use)
            for chart in self._charts:
                chart.axis_button.offer(span)
        self._use()

    @property
    def current(self) -> FixedSpan:
        """What fixes the axis that is shown."""
        return self._spans[self._axis]

    @Slot(int)
    def choose(self, axis: int) -> None:
        """Offer to fix another axis, and use what is fixed of it: 0 for steps, 1 for epochs."""
        self._axis = axis
        self._use()

    @Slot()
    def _ask(self) -> None:
        first = self._charts[0]
        self.current.ask((0.0, 1.0) if first.empty else first.plot.reach, first)

    @Slot()
    def _use(self) -> None:
        for span in self._spans:
            for action in (span.fix, span.follow):
                action.setVisible(span is self.current)
        for chart in self._charts:
            chart.use_reach(self.current.span)
