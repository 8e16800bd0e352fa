"""The Curves panel: loss and accuracy, and the learning rate, of every shown run."""

from collections.abc import Callable, Iterator, Mapping

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox, QStackedLayout, QVBoxLayout, QWidget

from mnistgui.notation import thousands
from mnistgui.ui.panel_kit.context import PanelContext
from mnistgui.ui.panel_kit.panel import Panel
from mnistgui.ui.panels.curves.chart import Chart
from mnistgui.ui.panels.curves.chart_grid import ChartGrid
from mnistgui.ui.panels.curves.log_hint import LogHint
from mnistgui.ui.panels.curves.place_words import in_words
from mnistgui.ui.panels.curves.reaches import Reaches
from mnistgui.ui.panels.curves.series import CurveChoices, begin_of
from mnistgui.ui.panels.curves.time_line import TimeLine
from mnistgui.ui.strings import tr
from mnistgui.ui.training.redraw_intervals import CURVES, TEXTS, TIME_LINE
from mnistgui.ui.widgets.basic import SegmentedControl, label, row
from mnistgui.ui.widgets.combo import Combo
from mnistgui.ui.widgets.theme import LIGHT, Theme

_AXES = ("steps", "epochs")  # of a view, in the order of the buttons
_SMOOTHINGS = (1, 10, 50, 200, 1000)
_USUAL_SMOOTHING = 10


class CurvesPanel(Panel):
    """Draws the curves of every shown run."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__()
        runs, redraws = context.session.runs, context.redraws
        self._runs, self._training = runs, context.session.training
        self._redraws = redraws
        self._theme = LIGHT
        self._axis = SegmentedControl(
            "curve_axis", tr("Horizontal axis"), (tr("Steps"), tr("Epochs"))
        )
        self._log = QCheckBox(tr("Log loss"))
        self._rate_shown = QCheckBox(tr("Rate"))
        self._gradient_shown = QCheckBox(tr("Gradient"))
        self._smoothing = Combo("smoothing", 4)
        self._flat = LogHint(self._log)
        self._hint = label(
            tr("Press Start (F5): loss and accuracy are drawn here while the network learns."),
            "muted",
            "curves_hint",
        )
        self._pages = QStackedLayout()
        self.loss = Chart("loss", tr("Loss"), "", context.settings)
        self.accuracy = Chart("accuracy", tr("Accuracy"), " %", context.settings)
        self.rate = Chart("learning_rate", tr("Learning rate"), "", context.settings)
        self.gradient = Chart("bias_gradient", tr("Bias gradient"), "", context.settings)
        self._charts = (self.loss, self.accuracy, self.rate, self.gradient)
        self.rate.hide()
        self.gradient.hide()
        self.charts = ChartGrid(self._charts)
        self.reaches = Reaches(self._charts, self, context.settings)
        self.time_line = TimeLine(context.session, context.draft, context.settings)
        self._lay_out()
        self._connect()
        self._request_redraw()

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._theme = theme
        for chart in self._charts:
            chart.set_theme(theme)
        for draw in self._drawings():
            draw()

    @property
    def choices(self) -> CurveChoices:
        """The person's choices for the curves."""
        return CurveChoices(self._axis.current == 1, self._smoothing.currentData())

    def _catch_up(self) -> None:
        self._redraw_now()

    def show_view(self, show: Mapping[str, str | bool]) -> None:
        """Choose the horizontal axis, and whether rate and gradient are drawn."""
        self._axis.choose(_AXES.index(str(show["axis"])))
        for name, box in (("rate", self._rate_shown), ("gradient", self._gradient_shown)):
            if name in show:
                box.setChecked(bool(show[name]))

    def part_of_view(self, show: Mapping[str, str | bool]) -> QWidget | None:
        """Return the chart of rate or gradient, which may stand below the others."""
        lower = (("rate", self.rate), ("gradient", self.gradient))
        return next((chart for name, chart in lower if show.get(name)), None)

    @Slot()
    def _request_redraw(self) -> None:
        if self._watched:
            self._redraws.request(self._draw_time_line, TIME_LINE)
            self._redraws.request(self._update_hint, TEXTS)
            for draw in self._drawings():
                self._redraws.request(draw, CURVES)

    @Slot()
    def _redraw_now(self) -> None:
        """Draw at once, since the person has chosen other curves."""
        self._request_redraw()
        self._redraws.redraw_now()

    def _drawings(self) -> Iterator[Callable[[], None]]:
        """Yield the functions that draw the shown charts."""
        yield self._draw_loss
        yield self._draw_accuracy
        if self._rate_shown.isChecked():
            yield self._draw_rate
        if self._gradient_shown.isChecked():
            yield self._draw_gradient

    def _draw_time_line(self) -> None:
        self.time_line.refresh()
        self._mark_moment()

    @Slot()
    def _mark_moment(self) -> None:
        """Mark the step that every panel shows, where that is not the newest."""
        run, step = self._runs.current, self.time_line.step
        per_epoch = run.steps_per_epoch if run else None
        x = None if step is None else float(step)
        if x is not None and self.choices.by_epoch:
            x = x / per_epoch if per_epoch else None
        if x is not None:
            x += begin_of(run, self._runs.shown, self.choices)
        if x is None:
            text = ""
        elif self.choices.by_epoch:
            text = tr("at epoch {0:.2f}").format(x)
        else:
            text = tr("at step {0}").format(thousands(x))
        for chart in self._charts:
            chart.mark_moment(x, text)

    def _draw_loss(self) -> None:
        self._draw(self.loss, log=self._log.isChecked())

    def _update_hint(self) -> None:
        if not self.loss.empty:
            self._flat.update_hint(self.loss.plot.series)

    def _draw_accuracy(self) -> None:
        self._draw(self.accuracy, log=False)

    def _draw_rate(self) -> None:
        # A logarithmic axis would hide that a rate fell below zero, and such steps climb uphill.
        rates = (run.history.steps["learning_rate"] for run in self._runs.shown)
        positive = all(float(of_run.min(initial=1.0)) > 0 for of_run in rates)
        self._draw(self.rate, log=self._log.isChecked() and positive)

    def _draw_gradient(self) -> None:
        self._draw(self.gradient, log=self._log.isChecked())

    def _draw(self, chart: Chart, *, log: bool) -> None:
        begun = any(len(run.history.steps) for run in self._runs)
        self._pages.setCurrentIndex(int(begun))
        if chart.empty and not begun:
            return
        choices = self.choices
        chart.plot.set_axes(tr("epoch") if choices.by_epoch else tr("step"), log=log)
        chart.draw(self._runs, choices, self._theme)

    @Slot()
    def _align_legends(self) -> None:
        legends = [chart.legend for chart in self._charts if not chart.isHidden()]
        for legend in legends:
            legend.keep_lines(max(one.lines for one in legends))

    @Slot(object)
    def _hover(self, x: float | None) -> None:
        text = "" if x is None else self._place_in_words(x)
        for chart in self._charts:
            chart.point_at(x, text)

    def _place_in_words(self, x: float) -> str:
        """Return step and epoch at a place of the horizontal axis, for the selected run."""
        run = self._runs.current
        return in_words(run, x, begin_of(run, self._runs.shown, self.choices), self.choices)

    def _connect(self) -> None:
        self._runs.on_list_changed(self._request_redraw)
        self._runs.advanced.connect(self._request_redraw)
        self._runs.regrouped.connect(self._redraw_now)
        self.time_line.moved.connect(self._mark_moment)
        self._training.changed.connect(self._request_redraw)
        self._axis.chosen.connect(self.reaches.choose)
        self._axis.chosen.connect(self._redraw_now)
        self._log.toggled.connect(self._redraw_now)
        for box, chart in ((self._rate_shown, self.rate), (self._gradient_shown, self.gradient)):
            box.toggled.connect(chart.setVisible)
            box.toggled.connect(self._redraw_now)
        self._smoothing.currentIndexChanged.connect(self._redraw_now)
        for chart in self._charts:
            chart.hovered.connect(self._hover)
            chart.legend.lines_changed.connect(self._align_legends)
            chart.run_hovered.connect(self._runs.point_at)
            self._runs.pointed_at.connect(chart.bring_out)

    def _lay_out(self) -> None:
        self._log.setObjectName("log_loss")
        self._log.setToolTip(tr("Show loss, rate and gradient in powers of ten"))
        self.loss.add_guest(self._flat)
        for chart in self._charts:  # as high with the hint as without it
            chart.head.addStrut(self._flat.sizeHint().height())
        self._rate_shown.setObjectName("rate_shown")
        self._rate_shown.setToolTip(tr("Show the learning rate of every step"))
        self._gradient_shown.setObjectName("gradient_shown_in_curves")
        self._gradient_shown.setToolTip(
            tr("Show how long the gradient of the output's biases is on the training digits")
        )
        self._smoothing.setAccessibleName(tr("Smoothing of the curve of batches"))
        self._smoothing.setToolTip(tr("Mean over so many batches"))
        for width in _SMOOTHINGS:
            text = tr("No smoothing") if width == 1 else tr("Mean of {0}").format(width)
            self._smoothing.addItem(text, width)
        self._smoothing.setCurrentIndex(_SMOOTHINGS.index(_USUAL_SMOOTHING))
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint.setWordWrap(True)
        self._pages.addWidget(self._hint)
        self._pages.addWidget(self.charts)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        top = row(self._axis, self._log, self._rate_shown, self._gradient_shown)
        top.addStretch(1)
        top.addWidget(self._smoothing)
        layout.addLayout(top)
        layout.addLayout(self._pages, 1)
        layout.addWidget(self.time_line)
