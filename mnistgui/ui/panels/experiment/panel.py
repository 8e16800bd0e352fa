"""The Experiment panel: reported figures of a preset, those measured here, and why they differ."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from mnistgui.files.tables import Table
from mnistgui.training.comparison import by_epoch, rows
from mnistgui.training.figures import preset_figures
from mnistgui.training.presets import FORMS, Preset
from mnistgui.training.run_comparison import compare_runs
from mnistgui.ui.panel_kit.context import PanelContext
from mnistgui.ui.panel_kit.panel import Panel
from mnistgui.ui.panels.experiment.figure_table import FigureTable
from mnistgui.ui.panels.experiment.run_table import ExperimentRunTable
from mnistgui.ui.panels.experiment.view_buttons import ViewButtons
from mnistgui.ui.runs.plan_words import best_so_far, how_far
from mnistgui.ui.runs.run_ending import ending_words
from mnistgui.ui.state.pretrained import Pretrained
from mnistgui.ui.strings import tr
from mnistgui.ui.training.redraw_intervals import TEXTS
from mnistgui.ui.widgets.basic import SegmentedControl, label, row

_TABLES = ("figures", "runs")  # of a view, in the order of the buttons
_NO_RUNS = Table((), ())
_SPACING_PIXELS = 14
_ROWS_ABOVE_WORDS = 4  # of figures that a low panel shows at least
_LEAST_SHARE_OF_WORDS = 1 / 3  # of the width; where the table leaves less, they stand below it


@dataclass(frozen=True)
class PresetOutcome:
    """The outcome of a preset so far.

    Parameters
    ----------
    state : str
        How far it is.
    best : str
        Which of several runs is best.
    figures : mapping
        Its figures, by form.
    runs : Table
        The results of its runs.
    """

    state: str = ""
    best: str = ""
    figures: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    runs: Table = _NO_RUNS


class ExperimentPanel(Panel):
    """Shows the preset that was chosen last; its figures come while its runs train."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__()
        session, redraws = context.session, context.redraws
        self._session = session
        self._redraws = redraws
        self._preset: Preset | None = None
        self._outcomes: dict[str, PresetOutcome] = {}  # by preset, of this visit
        self.pretrained = Pretrained(session, self)
        self.open_weights = QPushButton(tr("Weights from a file..."))
        self.table = FigureTable()
        self.run_table = ExperimentRunTable()
        self.views = ViewButtons()
        self.view = SegmentedControl("experiment_view", tr("Table"), (tr("Figures"), tr("Runs")))
        self._tables = QStackedLayout()
        self._words = QScrollArea()
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.title = label("", "heading", "experiment_title")
        self.state = label("", "muted", "experiment_state")
        self.best = label("", "", "experiment_best")
        self.why = label("", "muted", "experiment_why")
        self._lay_out()
        context.draft.preset_chosen.connect(self._choose)
        context.figures.measured.connect(self._record_figures)
        session.planner.plan_changed.connect(self._show_started)
        session.runs.advanced.connect(self._request_redraw)
        session.dataset_changed.connect(self._drop_outcomes)
        self.pretrained.changed.connect(self._request_redraw)
        self.view.chosen.connect(self._show_table)
        self.views.chosen.connect(context.requests.show_view)
        self.open_weights.clicked.connect(context.requests.open_network)
        self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the table of figures the whole width where it would be scrolled otherwise."""
        super().resizeEvent(event)
        self._choose_direction()

    def _choose_direction(self) -> None:
        room = self._both.geometry().width()
        words = room * _LEAST_SHARE_OF_WORDS
        beside = self.table.whole_width + _SPACING_PIXELS + words <= room
        ways = QBoxLayout.Direction
        self._both.setDirection(ways.LeftToRight if beside else ways.TopToBottom)
        self.table.setMinimumHeight(0 if beside else self.table.height_of(_ROWS_ABOVE_WORDS))

    def show_view(self, show: Mapping[str, str | bool]) -> None:
        """Choose the table of figures or that of runs."""
        self.view.choose(_TABLES.index(str(show["table"])))

    @Slot(int)
    def _show_table(self, place: int) -> None:
        """Show a table; that of runs takes the room of the words, since it has many columns."""
        self._tables.setCurrentIndex(place)
        self._words.setVisible(_TABLES[place] == "figures")

    @Slot(object)
    def _choose(self, preset: Preset | None) -> None:
        if preset is None:
            return
        if preset != self._preset:
            self.view.choose(_TABLES.index("figures"))  # what was reported, as long as none has run
        self._preset = preset
        if preset.kind == "pretrained":
            self.pretrained.read_inspected()
        else:
            self.pretrained.stop()
        self._request_redraw()

    @Slot(object, object)
    def _record_figures(self, preset: Preset, figures: dict[str, Any]) -> None:
        """Show the figures of a preset that trains nothing."""
        self._outcomes[preset.name] = PresetOutcome(figures=dict.fromkeys(FORMS, figures))
        self._request_redraw()

    @Slot()
    def _show_started(self) -> None:
        """Show the preset that was started, though another one may have been chosen meanwhile."""
        self._store_outcome()
        plan = self._session.planner.under_way
        if plan is not None and plan.preset is not None and plan.preset != self._preset:
            self._choose(plan.preset)
        self._request_redraw()

    @Slot()
    def _drop_outcomes(self) -> None:
        """Drop all outcomes, since other digits give other figures."""
        self._outcomes.clear()
        self._request_redraw()

    @Slot()
    def _request_redraw(self) -> None:
        self._redraws.request(self._draw, TEXTS)

    def _draw(self) -> None:
        preset = self._preset
        self.open_weights.setVisible(preset is not None and preset.kind == "pretrained")
        self.views.set_views(preset.views if preset is not None else ())
        if preset is None:
            self.title.setText(tr("No experiment yet"))
            self.state.setText(
                tr("Choose a preset above the settings: what was reported of it stands here then.")
            )
            return
        self._store_outcome()
        outcome = self._outcomes.get(preset.name) or PresetOutcome(
            how_far(preset, None, under_way=False)
        )
        self.title.setText(tr(preset.title))
        self.state.setText(outcome.state)
        self.state.setVisible(bool(outcome.state))
        self.best.setText(outcome.best)
        self.best.setVisible(bool(outcome.best))
        self.why.setText(" ".join([tr(preset.why), *preset.spread_words()]).strip())
        as_written, put_right = (outcome.figures.get(form, {}) for form in FORMS)
        dataset = self._session.dataset
        self.table.set_digits(dataset.name if dataset and (as_written or put_right) else "")
        self.run_table.set_table(outcome.runs)
        self.table.set_rows(tuple(by_epoch(rows(preset.reported, as_written, put_right))))
        self._choose_direction()

    def _store_outcome(self) -> None:
        """Store the outcome, so that it can be shown when something else is trained."""
        planner = self._session.planner
        plan = planner.plan
        if plan is not None and plan.preset and plan.dataset is self._session.dataset:
            state = how_far(plan.preset, plan, under_way=plan is planner.under_way)
            forms = preset_figures(plan.preset, plan.trained)
            endings = [ending_words(run) for _, run in plan.measured]
            runs = Table(*compare_runs(plan.trained, endings)) if endings else _NO_RUNS
            self._outcomes[plan.preset.name] = PresetOutcome(state, best_so_far(plan), forms, runs)
        if self._preset is not None and self._preset.kind == "pretrained":
            accuracy = self.pretrained.accuracy
            figures = {} if accuracy is None else {"test_accuracy": 100 * accuracy}
            forms = dict.fromkeys(FORMS, figures)
            self._outcomes[self._preset.name] = PresetOutcome(
                self.pretrained.read_by, figures=forms
            )

    def _lay_out(self) -> None:
        self.open_weights.setObjectName("experiment_weights")
        said = QWidget()
        words = QVBoxLayout(said)
        words.setContentsMargins(0, 0, 6, 0)
        for text in (self.title, self.state, self.best, self.why):
            text.setWordWrap(True)
        words.addWidget(self.title)
        words.addLayout(row(self.open_weights, None))  # above words that come by themselves
        for text in (self.state, self.best, self.why):
            words.addWidget(text)
        words.addStretch(1)
        scroll = self._words
        scroll.setObjectName("experiment_words")
        scroll.setAccessibleName(tr("About the experiment"))
        scroll.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # to be read by the arrow keys
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(said)
        for table in (self.table, self.run_table):
            self._tables.addWidget(table)
        self._both.setSpacing(_SPACING_PIXELS)
        self._both.addLayout(self._tables, 2)
        self._both.addWidget(scroll, 1)
        top = row()
        top.addWidget(self.view, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.views, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.addLayout(top)
        layout.addLayout(self._both, 1)
