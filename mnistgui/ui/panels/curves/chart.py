"""A chart of the curves panel: the heading, the legend and the plot of one quantity."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSettings, QSize, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mnistgui.files.tables import Table
from mnistgui.training.interventions import of_person
from mnistgui.ui.panels.curves.axis_button import AxisButton
from mnistgui.ui.panels.curves.curve_table import Axis, curve_table
from mnistgui.ui.panels.curves.legend import Legend
from mnistgui.ui.panels.curves.one_series import Series
from mnistgui.ui.panels.curves.scales import SCALES
from mnistgui.ui.panels.curves.series import CurveChoices, curves, key, unlike_losses
from mnistgui.ui.panels.curves.span import FixedSpan
from mnistgui.ui.panels.curves.values import hundredths, three_digits
from mnistgui.ui.runs.run import Run
from mnistgui.ui.runs.run_colours import colouring
from mnistgui.ui.runs.run_list import Runs
from mnistgui.ui.runs.run_names import distinguishing_names
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import explain, label, row
from mnistgui.ui.widgets.elided_label import ElidedLabel
from mnistgui.ui.widgets.figures.menu import add_figure
from mnistgui.ui.widgets.in_sight import is_in_sight
from mnistgui.ui.widgets.lazy_widget import LazyWidget
from mnistgui.ui.widgets.steady_limits import Limits
from mnistgui.ui.widgets.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from mnistgui.ui.panels.curves.plot import CurvePlot


_MARGINS_PIXELS = (4, 0, 2, 0)  # inside of what shows the focus
_SPACING_PIXELS = 2
_PLOT_PIXELS = QSize(160, 80)  # beside a legend of few lines; a longer one takes of it
_LOWEST_PLOT_PIXELS = 40
_FEW_LINES = 2  # of a legend
_WAYS = (
    "In the plot, the wheel zooms, dragging moves, with Shift it enlarges a region, and a double"
    " click shows all. Axis fixes the"
    " range of either axis; the menu of the right button copies and saves the picture and its data."
)


class Chart(QWidget):
    """Shows the curves of one quantity."""

    hovered = Signal(object)
    run_hovered = Signal(int)

    def __init__(self, quantity: str, title: str, unit: str, settings: QSettings) -> None:
        super().__init__()
        self.quantity = quantity
        self._notes: tuple[str, ...] = ()
        self._place = self._moment = ""
        self._reach: Limits | None = None
        self._axis = Axis()
        self._overdue: Callable[[], None] | None = None  # what is drawn when it comes into sight
        self._plot = LazyWidget(partial(self._make_plot, f"plot_{quantity}", title))
        self.legend = Legend(f"legend_{quantity}", unit, hundredths if unit else three_digits)
        self.legend.run_hovered.connect(self.run_hovered)
        self._key = ElidedLabel(f"key_{quantity}", "muted")
        heading = label(title, "heading")
        explain(heading, tr(_WAYS))  # here, as over the plot it would cover the curves
        self.head = row(heading, self._key, None, spacing=10)
        self._guest: QWidget | None = None  # what is in the head at times
        self.axis_button = AxisButton(quantity, title, self)
        self.head.addWidget(self.axis_button)
        self._lay_out()
        self.setObjectName(f"chart_{quantity}")
        self.setAccessibleName(title)
        stem = f"{quantity.replace('_', '-')}-curves"
        add_figure(self, stem, self._table, title=str)  # it has its own heading

        words = (tr("Fix vertical axis..."), tr("Vertical axis follows the curves"))
        self.fixed = FixedSpan(
            quantity, (*words, tr("{0}: vertical axis").format(title)), self, settings
        )
        self.fixed.changed.connect(self._use_span)
        self.fixed.asked.connect(self._ask_for_span)
        self.axis_button.offer(self.fixed)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*_MARGINS_PIXELS)
        layout.setSpacing(_SPACING_PIXELS)
        layout.addLayout(self.head)
        layout.addWidget(self.legend)
        layout.addWidget(self._plot, 1)
        self._plot.setMinimumSize(_PLOT_PIXELS.width(), _LOWEST_PLOT_PIXELS)

    def add_guest(self, guest: QWidget) -> None:
        """Put a widget into the head that is hidden at times; it moves no button."""
        self.head.insertWidget(self.head.count() - 1, guest)
        self._guest = guest

    def minimumSizeHint(self) -> QSize:
        """Return a size that no legend and no guest changes: in a low window that would scroll."""
        plot, legend = _PLOT_PIXELS.height(), self.legend.height_of(_FEW_LINES)
        size = super().minimumSizeHint()
        size.setHeight(self.head.minimumSize().height() + legend + plot + 2 * _SPACING_PIXELS)
        if self._guest is None or not self._guest.isHidden():
            return size
        beside = _MARGINS_PIXELS[0] + _MARGINS_PIXELS[2] + self.head.spacing()
        head = self.head.minimumSize().width() + self._guest.minimumSizeHint().width() + beside
        return size.expandedTo(QSize(head, 0))

    @Slot(object)
    def _use_span(self, span: Limits | None) -> None:
        if not self.empty:
            self.plot.set_span(span)
        self._say()

    @Slot()
    def _ask_for_span(self) -> None:
        self.fixed.ask(self.plot.span, self)

    def use_reach(self, reach: Limits | None) -> None:
        """Fix the horizontal axis from one place to another, or let it follow the curves."""
        self._reach = reach
        if not self.empty:
            self.plot.set_reach(reach)
        self._say()

    def _table(self) -> Table:
        self._catch_up()
        if self.empty:
            return Table((), ())
        heading = f"{self.accessibleName()}{self.legend.unit and f' ({self.legend.unit.strip()})'}"
        return curve_table(self.plot.series, self._axis, heading)

    def resizeEvent(self, _event: object) -> None:
        """Limit the legend, so that the curves get their room first."""
        self.legend.set_room(self.height() // 3)

    @property
    def plot(self) -> "CurvePlot":
        """The plot, which is made now if it was not made before."""
        return self._plot.get()

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._plot.set_theme(theme)
        self.legend.set_theme(theme)

    @property
    def empty(self) -> bool:
        """Whether no curves have been drawn yet."""
        return self._plot.made is None

    def event(self, event: QEvent) -> bool:
        """Draw first what was left out while nobody could see it."""
        if event.type() == QEvent.Type.Paint:
            self._catch_up()
        return super().event(event)

    def draw(self, runs: Runs, choices: CurveChoices, theme: Theme) -> None:
        """Draw the curves of all shown runs, and name them in the legend; out of sight, later."""
        self._overdue = partial(self._draw, runs, choices, theme)
        if self.empty or is_in_sight(self):
            self._catch_up()

    def _catch_up(self) -> None:
        draw, self._overdue = self._overdue, None
        if draw is not None:
            draw()

    def _draw(self, runs: Runs, choices: CurveChoices, theme: Theme) -> None:
        series = curves(runs, self.quantity, choices, theme)
        self._axis = _axis(runs.shown, choices)
        marked = self._marks(runs.shown, series)
        parts = key(runs.shown, self.quantity)
        self._notes = (unlike_losses(runs.shown, self.quantity), parts, marked)
        self._say()
        self.plot.set_series(series)
        self.legend.set_series(series, colouring(runs.shown, theme))

    def _marks(self, shown: tuple[Run, ...], series: tuple[Series, ...]) -> str:
        """What the diamonds on the curves stand for."""
        if not any(len(one.drops) for one in series):
            return ""
        changed = any(of_person(run.history.interventions) for run in shown)
        return tr("\u25c7 rate drops, changes") if changed else tr("\u25c7 rate drops")

    def _say(self) -> None:
        fixed = tr("axis fixed") if self.fixed.span or self._reach else ""
        notes = (self._moment, *self._notes, fixed)
        text = self._place or ", ".join(filter(None, notes))
        if self._key.text() != text:
            self._key.setText(text)

    def point_at(self, x: float | None, text: str) -> None:
        """Mark a place of the horizontal axis with the values there; None for the last values."""
        if not self.empty:
            self.plot.show_line(x, text)
        self.legend.set_place(x)
        self._place = text
        self._say()

    def mark_moment(self, x: float | None, text: str) -> None:
        """Mark the moment that all panels show, with the values of then; None for the newest."""
        if not self.empty:
            self.plot.mark_moment(x)
        self.legend.set_moment(x)
        self._moment = text
        self._say()

    def bring_out(self, run: int) -> None:
        """Draw the curves of a run above the others, and name it; 0 for none."""
        if not self.empty:
            self.plot.highlight(run)
        self.legend.point_at(run)

    def _make_plot(self, name: str, title: str) -> "CurvePlot":
        from mnistgui.ui.panels.curves.plot import CurvePlot  # noqa: PLC0415 - see LazyWidget

        plot = CurvePlot(name, title, SCALES[self.quantity])
        plot.setMinimumHeight(_LOWEST_PLOT_PIXELS)
        plot.hovered.connect(self.hovered)
        plot.run_hovered.connect(self.run_hovered)
        plot.set_span(self.fixed.span)
        plot.set_reach(self._reach)
        return plot


def _axis(shown: tuple[Run, ...], choices: CurveChoices) -> Axis:
    names = distinguishing_names(shown) if len(shown) > 1 else {}
    per_epoch = {names.get(run.number, ""): run.steps_per_epoch for run in shown}
    return Axis(choices.by_epoch, per_epoch)
