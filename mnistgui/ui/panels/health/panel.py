"""The Health panel: what is measured of every layer, over time, and what is wrong with it."""

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mnistgui.data.dataset import Dataset
from mnistgui.inspection.evidence import Curves
from mnistgui.training.state import TrainerState
from mnistgui.ui.panel_kit.context import PanelContext
from mnistgui.ui.panel_kit.panel import Panel
from mnistgui.ui.panels.health.measuring import (
    HealthMeasurer,
    HealthQuestion,
    MeasuredHealth,
    step_of,
)
from mnistgui.ui.panels.health.remedy_buttons import RemedyButtons
from mnistgui.ui.panels.health.rule_table import RuleTable
from mnistgui.ui.panels.health.words import finding_of, rule_words, summary
from mnistgui.ui.runs.run import Run
from mnistgui.ui.strings import tr
from mnistgui.ui.training.redraw_intervals import EXPLANATIONS
from mnistgui.ui.training.throttled_latest_wins import ThrottledLatestWins
from mnistgui.ui.widgets.basic import SegmentedControl
from mnistgui.ui.widgets.elided_label import ElidedLabel
from mnistgui.ui.widgets.few_lines import FewLines
from mnistgui.ui.widgets.lazy_widget import LazyWidget
from mnistgui.ui.widgets.one_page import OnePage
from mnistgui.ui.widgets.theme import Theme

if TYPE_CHECKING:
    from mnistgui.ui.panels.health.histograms import LayerHistograms
    from mnistgui.ui.panels.health.series_plot import SeriesPlot

_WORDS_LINES = 4


class _Asked(NamedTuple):
    """What was asked for last: another question is put only when something of it is another."""

    run: Run
    state: TrainerState
    dataset: Dataset | None
    ended: str | None


class HealthPanel(Panel):
    """Measures the checkpoints of the inspected run in another thread while it is in sight."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__()
        self._session = context.session
        self._redraws = context.redraws
        self._watched = False
        self._person_chose = False  # a rule; else the first finding is shown
        self._measured: MeasuredHealth | None = None
        self._asked: _Asked | None = None
        self._measurer = HealthMeasurer()
        self._worker = ThrottledLatestWins(context.session.training, self)
        self.summary = ElidedLabel("health_summary", "heading")
        views = (tr("Measures"), tr("Over steps"), tr("Histograms"))
        self.view = SegmentedControl("health_view", tr("What is shown"), views)
        self.rules = RuleTable()
        self.words = FewLines("health_words", _WORDS_LINES)
        self.buttons = RemedyButtons(context.draft, context.session.training)
        self._series = LazyWidget(_make_series)
        self._histograms = LazyWidget(_make_histograms)
        self._stack = OnePage()
        self._lay_out()
        self.view.chosen.connect(self._turn_to)
        self.rules.chosen.connect(self._on_chosen)
        self._worker.answered.connect(self._receive)
        context.session.inspected_changed.connect(self._request)
        context.session.dataset_changed.connect(self._request)
        context.session.training.changed.connect(self._request)
        self._draw()

    @property
    def measured(self) -> MeasuredHealth | None:
        """What is shown; None before the first measures."""
        return self._measured

    @property
    def series(self) -> "SeriesPlot":
        """The plot of the chosen measure over the steps."""
        return self._series.get()

    @property
    def histograms(self) -> "LayerHistograms":
        """The histograms of the chosen layer."""
        return self._histograms.get()

    @property
    def first_focus(self) -> QWidget:
        """The table of the rules."""
        return self.rules

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self.rules.set_theme(theme)
        self._series.set_theme(theme)
        self._histograms.set_theme(theme)

    def _catch_up(self) -> None:
        self._request()

    def shut_down(self) -> None:
        """Wait until the thread that measures has ended."""
        self._worker.shut_down()

    @Slot()
    def _request(self) -> None:
        """Have the checkpoint of the inspected step measured, unless it has been."""
        run = self._session.inspected.run
        state = None if run is None else self._checkpoint(run)
        if run is None or state is None:
            self._worker.cancel()
            self._asked = self._measured = None
            self._redraws.request(self._draw, EXPLANATIONS)
        elif self._watched:
            asked = _Asked(run, state, run.dataset or self._session.readable_digits, run.ended)
            if asked != self._asked:
                self._asked = asked
                self._submit(asked)

    def _checkpoint(self, run: Run) -> TrainerState | None:
        """Return the state at the inspected step, or the last one that was kept before it."""
        moment = self._session.past.moment
        if moment is not None and moment.run is run:
            return moment.state
        return run.checkpoints.before(self._session.inspected.step)

    def _submit(self, asked: "_Asked") -> None:
        run = asked.run
        question = HealthQuestion(
            run,
            run.last_config,
            asked.dataset,
            Curves.from_history(run.history, asked.ended),
            asked.state,
            [step for step in run.checkpoints.steps if step < step_of(asked.state)],
        )
        self._worker.submit(partial(self._measurer.answer, question))

    @Slot(object)
    def _receive(self, measured: MeasuredHealth) -> None:
        run, shown = measured.question.run, self._measured
        if run is not self._session.inspected.run:
            return
        if shown is not None and shown.question.run is not run:
            self._person_chose = False
        self._measured = measured
        self._redraws.request(self._draw, EXPLANATIONS)
        if measured.missing and self._watched and self._asked is not None:
            self._submit(self._asked)

    @Slot()
    def _draw(self) -> None:
        measured = self._measured
        if measured is None:
            words = tr("Train a network: what is measured of each of its layers is shown here.")
            self.summary.setText(self._session.hint(words))
            self.rules.show_values({}, 0)
        else:
            self.summary.setText(summary(measured))
            values = measured.values[measured.step]
            found = [finding.rule.name for finding in measured.findings]
            self.rules.show_values(values, measured.evidence.layer_count, frozenset(found))
            if found and not self._person_chose:
                self.rules.choose(found[0])
        self._draw_chosen()

    @Slot()
    def _on_chosen(self) -> None:
        self._person_chose = True
        self._draw_chosen()

    @Slot(int)
    def _turn_to(self, page: int) -> None:
        self._stack.setCurrentIndex(page)
        self._draw_chosen()

    @Slot()
    def _draw_chosen(self) -> None:
        """Show all that belongs to the chosen rule and layer."""
        measured, rule, layer = self._measured, self.rules.rule, self.rules.layer
        if measured is None:
            self.words.show_text(
                f"{tr(rule.measured)} {tr('Source: {0}.').format(tr(rule.source))}"
            )
            self.buttons.show_finding(None, None)
            if self._histograms.made is not None:
                self.histograms.show_layer(None)
            if self._series.made is not None:
                self.series.show_series(rule, {}, layer)
            return
        self.words.show_text(rule_words(measured, rule))
        self.buttons.show_finding(finding_of(measured, rule), measured.question.run)
        if self._stack.currentWidget() is self._series:
            self.series.show_series(rule, measured.values, layer)
        elif self._stack.currentWidget() is self._histograms:
            arrays = measured.evidence.last.arrays if measured.evidence.last else ()
            self.histograms.show_layer(arrays[max(layer, 1) - 1] if arrays else None)

    def _lay_out(self) -> None:
        self.rules.setMinimumHeight(120)
        for page in (self.rules, self._series, self._histograms):
            self._stack.addWidget(page)
        top = QHBoxLayout()
        top.addWidget(self.summary, 1)
        top.addWidget(self.view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.addLayout(top)
        layout.addLayout(self._stack, 1)
        layout.addWidget(self.words)
        layout.addWidget(self.buttons)


def _make_series() -> "SeriesPlot":
    from mnistgui.ui.panels.health.series_plot import SeriesPlot  # noqa: PLC0415 - slow to load

    return SeriesPlot()


def _make_histograms() -> "LayerHistograms":
    from mnistgui.ui.panels.health.histograms import (  # noqa: PLC0415 - slow to load
        LayerHistograms,
    )

    return LayerHistograms()
