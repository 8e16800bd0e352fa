"""The curves panel: loss and accuracy beside each other, live."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from mnistgui.files.tables import Table
from mnistgui.ui.panel_kit.context import PanelContext
from mnistgui.ui.panel_kit.panel import Panel
from mnistgui.ui.panels.curves.curve_table import curve_table
from mnistgui.ui.panels.curves.legend import Legend, hundredths, three_digits
from mnistgui.ui.panels.curves.log_hint import LogHint
from mnistgui.ui.panels.curves.series import Wish, curves, key
from mnistgui.ui.runs.run_list import Runs
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import Segments, label, row
from mnistgui.ui.widgets.combo import Combo
from mnistgui.ui.widgets.cut_label import CutLabel
from mnistgui.ui.widgets.figures.menu import add_figure
from mnistgui.ui.widgets.later import Later
from mnistgui.ui.widgets.theme import LIGHT, Theme

if TYPE_CHECKING:
    from mnistgui.ui.panels.curves.plot import CurvePlot

_SMOOTHINGS = (1, 10, 50, 200, 1000)
_USUAL_SMOOTHING = 10


class _Chart(QWidget):
    """One quantity: heading, legend and plot."""

    hovered = Signal(object)

    def __init__(self, quantity: str, title: str, unit: str) -> None:
        super().__init__()
        self.quantity = quantity
        self._plot = Later(partial(self._make_plot, f"plot_{quantity}", title))
        self.legend = Legend(f"legend_{quantity}", unit, hundredths if unit else three_digits)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        self._key = CutLabel(f"key_{quantity}", "muted")
        self.head = row(label(title, "heading"), self._key, None, spacing=10)
        layout.addLayout(self.head)
        layout.addWidget(self.legend)
        layout.addWidget(self._plot, 1)
        self.setObjectName(f"chart_{quantity}")
        self.setAccessibleName(title)
        add_figure(self, f"{quantity}-curves", self._table, title=str)  # it has its own heading

    def _table(self) -> Table:
        if self.empty:
            return Table((), ())
        heading = f"{self.accessibleName()}{self.legend.unit and f' ({self.legend.unit.strip()})'}"
        return curve_table(self.plot.series, self.plot.x_label, heading)

    def resizeEvent(self, _event: object) -> None:
        """The curves come before their names."""
        self.legend.set_room(self.height() // 3)

    @property
    def plot(self) -> "CurvePlot":
        return self._plot.get()

    def set_theme(self, theme: Theme) -> None:
        self._plot.set_theme(theme)
        self.legend.set_theme(theme)

    @property
    def empty(self) -> bool:
        """Whether nothing was ever drawn."""
        return self._plot.made is None

    def draw(self, runs: Runs, wish: Wish, theme: Theme) -> None:
        series = curves(runs, self.quantity, wish, theme)
        told = "" if self.quantity == "learning_rate" else key(runs.shown)
        if self._key.text() != told:
            self._key.setText(told)
        self.plot.set_series(series)
        self.legend.set_series(series)

    def point_at(self, x: float | None) -> None:
        if not self.empty:
            self.plot.show_line(x)
        self.legend.set_place(x)

    def _make_plot(self, name: str, title: str) -> "CurvePlot":
        from mnistgui.ui.panels.curves.plot import CurvePlot  # noqa: PLC0415 - see Later

        plot = CurvePlot(name, title)
        plot.hovered.connect(self.hovered)
        return plot


class CurvesPanel(Panel):
    """Loss and accuracy of every run that is shown.

    Parameters
    ----------
    context : PanelContext
        State and services that panels share.
    """

    def __init__(self, context: PanelContext) -> None:
        super().__init__()
        runs, clock = context.session.runs, context.calm_clock
        self._runs = runs
        self._watched = True
        self._clock = clock
        self._theme = LIGHT
        self._axis = Segments("curve_axis", tr("Horizontal axis"), (tr("Steps"), tr("Epochs")))
        self._log = QCheckBox(tr("Log loss"))
        self._rate_shown = QCheckBox(tr("Rate"))
        self._smoothing = Combo("smoothing", 4)
        self._flat = LogHint(self._log)
        self._hint = label(
            tr("Press Start (F5): loss and accuracy are drawn here while the network learns."),
            "muted",
            "curves_hint",
        )
        self._pages = QStackedLayout()
        self.loss = _Chart("loss", tr("Loss"), "")
        self.accuracy = _Chart("accuracy", tr("Accuracy"), " %")
        self.rate = _Chart("learning_rate", tr("Learning rate"), "")
        self._lay_out()
        self._connect()
        self._ask()

    def set_theme(self, theme: Theme) -> None:
        """Curves in these colours."""
        self._theme = theme
        for chart in (self.loss, self.accuracy, self.rate):
            chart.set_theme(theme)
        self._draw_loss()
        self._draw_accuracy()
        if self._rate_shown.isChecked():
            self._draw_rate()

    @property
    def wish(self) -> Wish:
        """How the curves are wanted."""
        return Wish(self._axis.current == 1, self._smoothing.currentData())

    @Slot(bool)
    def set_watched(self, watched: bool) -> None:
        """Draw only while somebody can see it, and catch up then."""
        self._watched = watched
        self._ask_at_once()

    @Slot()
    def _ask(self) -> None:
        if self._watched:
            self._clock.ask(self._draw_loss)
            self._clock.ask(self._draw_accuracy)
            if self._rate_shown.isChecked():
                self._clock.ask(self._draw_rate)

    @Slot()
    def _ask_at_once(self) -> None:
        """A person wants the curves otherwise."""
        self._ask()
        self._clock.hasten()

    def _draw_loss(self) -> None:
        self._draw(self.loss, log=self._log.isChecked())
        if not self.loss.empty:
            self._flat.look(self.loss.plot.series)

    def _draw_accuracy(self) -> None:
        self._draw(self.accuracy, log=False)

    def _draw_rate(self) -> None:
        self._draw(self.rate, log=self._log.isChecked())

    def _draw(self, chart: _Chart, *, log: bool) -> None:
        begun = any(len(run.history.steps) for run in self._runs)
        self._pages.setCurrentIndex(int(begun))
        if chart.empty and not begun:
            return
        wish = self.wish if chart is not self.rate else Wish()
        chart.plot.set_axes(tr("epoch") if wish.by_epoch else tr("step"), log=log)
        chart.draw(self._runs, wish, self._theme)

    @Slot(object)
    def _hover(self, x: float | None) -> None:
        pointed_at = self.sender()
        for chart in (self.loss, self.accuracy, self.rate):
            # The rate always runs over steps: the fifth epoch is not its fifth step.
            other_axis = self.wish.by_epoch and self.rate in (chart, pointed_at)
            chart.point_at(None if other_axis and chart is not pointed_at else x)

    def _connect(self) -> None:
        self._runs.listed.connect(self._ask)
        self._runs.advanced.connect(self._ask)
        self._axis.chosen.connect(self._ask_at_once)
        self._log.toggled.connect(self._ask_at_once)
        self._rate_shown.toggled.connect(self.rate.setVisible)
        self._rate_shown.toggled.connect(self._ask_at_once)
        self._smoothing.currentIndexChanged.connect(self._ask_at_once)
        for chart in (self.loss, self.accuracy, self.rate):
            chart.hovered.connect(self._hover)

    def _lay_out(self) -> None:
        self._log.setObjectName("log_loss")
        self._log.setToolTip(tr("Show the loss in powers of ten"))
        self.loss.head.addWidget(self._flat)
        self._rate_shown.setObjectName("rate_shown")
        self._rate_shown.setToolTip(tr("Show the learning rate of every step"))
        self._smoothing.setAccessibleName(tr("Smoothing of the curve of batches"))
        self._smoothing.setToolTip(tr("Mean over so many batches"))
        for width in _SMOOTHINGS:
            text = tr("No smoothing") if width == 1 else tr("Mean of {0}").format(width)
            self._smoothing.addItem(text, width)
        self._smoothing.setCurrentIndex(_SMOOTHINGS.index(_USUAL_SMOOTHING))
        both = QWidget()
        charts = QHBoxLayout(both)
        charts.setContentsMargins(0, 0, 0, 0)
        charts.setSpacing(14)
        charts.addWidget(self.loss, 1)
        charts.addWidget(self.accuracy, 1)
        charts.addWidget(self.rate, 1)
        self.rate.hide()
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint.setWordWrap(True)
        self._pages.addWidget(self._hint)
        self._pages.addWidget(both)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.addLayout(row(self._axis, self._log, self._rate_shown, None, self._smoothing))
        layout.addLayout(self._pages, 1)
