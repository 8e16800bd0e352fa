"""The pictures of a check: differences against N or two runs, a table, the checked weights."""

from collections.abc import Iterator

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from mnistgui.files.tables import Cell, Table
from mnistgui.nn.difference_curve import DifferenceCurve
from mnistgui.nn.difference_table import difference_table
from mnistgui.training.decay_runs import DecayRun, DecayRuns
from mnistgui.ui.panels.gradient_check.check import Answer
from mnistgui.ui.panels.gradient_check.decay_plot import DecayPlot
from mnistgui.ui.panels.gradient_check.function_check import FunctionAnswer
from mnistgui.ui.panels.gradient_check.plot import DifferencePlot
from mnistgui.ui.panels.gradient_check.table_view import DifferenceTableView
from mnistgui.ui.panels.gradient_check.weights_view import CheckedWeightsView
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import SegmentedControl, label
from mnistgui.ui.widgets.figures.menu import add_figure
from mnistgui.ui.widgets.flow_layout import FlowLayout
from mnistgui.ui.widgets.theme import Theme

_WAYS = ("plot", "table", "weights")  # of showing it, in the order of the buttons


class FindingPlots(QWidget):
    """Shows a plot below the names of the curves, or the table or the weights instead."""

    def __init__(self) -> None:
        super().__init__()
        self.differences = DifferencePlot()
        self.decay = DecayPlot()
        self.table = DifferenceTableView()
        self.weights = CheckedWeightsView()
        ways = (tr("Plot"), tr("Table"), tr("Weights"))
        self.shown = SegmentedControl("gradient_shown", tr("How it is shown"), ways)
        self._answer: Answer | FunctionAnswer | None = None
        self._names = label("", "", "gradient_legend")
        self._stack = QStackedWidget()
        self._plot: QWidget = self.differences
        for part in (self.differences, self.decay, self.table, self.weights):
            self._stack.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        above = QWidget()
        top = FlowLayout(above)  # in a narrow panel the names stand below the buttons
        for one in (self.shown, self._names, self.table.tools):
            top.addWidget(one)
        layout.addWidget(above)
        layout.addWidget(self._stack, 1)
        self._names.hide()
        for plot in (self.differences, self.decay):
            add_figure(plot, "gradient-check", self._points, above=(self._names,))
        self._bring()
        self.shown.chosen.connect(self._bring)

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self.differences.set_theme(theme)
        self.decay.set_theme(theme)
        self.weights.set_theme(theme)
        dashes = (
            (theme.train, "&#9473;&#9473;", tr("right")),
            (theme.bad, "&#9473; &#9473;", tr("mistaken")),
        )
        self._names.setText("&nbsp;&nbsp;&nbsp; ".join(_dash(*one) for one in dashes))

    def draw(self, answer: Answer) -> None:
        """Draw the result so far."""
        self._answer = answer
        self._names.setVisible(answer.question.mistake is not None)
        if answer.runs is None:
            self._plot = self.differences
            self.differences.draw(answer)
        else:
            self._plot = self.decay
            self.decay.draw(answer.runs)
        self._bring()

    def _points(self) -> Table:
        if isinstance(self._answer, FunctionAnswer):
            return function_table(self._answer)
        return Table((), ()) if self._answer is None else finding_table(self._answer)

    def show_answer(self, answer: Answer) -> None:
        """Draw the result with the worst weight marked, and fill the table."""
        self.draw(answer)
        self.table.set_table(difference_table(answer.found.curve))
        self.weights.show_answer(answer)
        if answer.runs is None:
            self.differences.mark(answer)

    def show_function(self, answer: FunctionAnswer) -> None:
        """Draw the result of a single function, which has no weights for a table."""
        self._answer = answer
        self._names.hide()
        self._plot = self.differences
        self.differences.draw_function(answer.found)
        self.table.set_table(None)
        self.weights.show_answer(None)
        self._bring()

    def choose(self, way: str) -> None:
        """Show it as a ``"plot"``, as a ``"table"``, or the checked ``"weights"``."""
        self.shown.choose(_WAYS.index(way))

    @Slot()
    def _bring(self) -> None:
        way = _WAYS[self.shown.current]
        shown = {"plot": self._plot, "table": self.table, "weights": self.weights}
        self._stack.setCurrentWidget(shown[way])
        self.table.tools.setVisible(way == "table")


def _dash(colour: str, dash: str, name: str) -> str:
    return f'<span style="color: {colour}">{dash}</span> {name}'


def finding_table(answer: Answer) -> Table:
    """List differences against N, or for mistake B the rates and losses of two runs."""
    if answer.runs is not None:
        header = (tr("run"), tr("measure"), tr("epoch"), tr("value"))
        return Table.from_rows(header, _of_runs(answer.runs))
    found = answer.found.curve
    right = tr("right"), None if answer.rightly is None else answer.rightly.curve
    curves = [(tr("mistaken"), found), right] if answer.question.mistake else [(tr("right"), found)]
    points = (point for name, curve in curves if curve for point in _differences(name, curve))
    return Table.from_rows((tr("curve"), "N", tr("largest difference")), points)


def function_table(answer: FunctionAnswer) -> Table:
    """List differences and relative errors of a single function against N."""
    found = answer.found
    columns = (found.n.tolist(), found.max_difference.tolist(), found.relative_error.tolist())
    points = ((answer.function.title, *point) for point in zip(*columns, strict=True))
    return Table.from_rows(
        (tr("function"), "N", tr("largest difference"), tr("relative error")), points
    )


def _differences(name: str, curve: DifferenceCurve) -> Iterator[tuple[Cell, ...]]:
    for n, difference in zip(curve.n.tolist(), curve.max_difference.tolist(), strict=True):
        yield name, n, difference


def _of_runs(runs: DecayRuns) -> Iterator[tuple[Cell, ...]]:
    pairs: tuple[tuple[str, DecayRun], ...] = (
        (tr("right"), runs.meant),
        (tr("mistaken"), runs.with_mistake),
    )
    for name, run in pairs:
        for step, rate in enumerate(run.rates.tolist(), start=1):
            yield name, tr("learning rate"), step / runs.steps_per_epoch, rate
        for epoch, loss in enumerate(run.losses.tolist(), start=1):
            yield name, tr("loss"), epoch, loss
