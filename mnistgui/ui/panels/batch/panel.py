"""The Batch panel: the digits that a step learnt from, and the search for a step."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QPushButton, QVBoxLayout

from mnistgui.files.tables import Table
from mnistgui.notation import thousands
from mnistgui.training.model import make_head
from mnistgui.training.preset_views import View
from mnistgui.training.watch.condition import Found
from mnistgui.ui.panel_kit.context import PanelContext
from mnistgui.ui.panel_kit.panel import Panel
from mnistgui.ui.panels.batch.conditions import ConditionChoice
from mnistgui.ui.panels.batch.finder import StepFinder, StepOutcome, wish_for
from mnistgui.ui.panels.batch.words import batch_table, caption, in_short, in_words, movements
from mnistgui.ui.runs.run import Run, Status
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets import pictures
from mnistgui.ui.widgets.basic import explain, row
from mnistgui.ui.widgets.elided_label import ElidedLabel
from mnistgui.ui.widgets.few_lines import FewLines
from mnistgui.ui.widgets.figures.menu import add_figure
from mnistgui.ui.widgets.pager import Pager
from mnistgui.ui.widgets.theme import LIGHT, Theme
from mnistgui.ui.widgets.tile_grid import TileGrid, Tiles

if TYPE_CHECKING:
    from mnistgui.training.batches import BatchOfStep

_LEAST_SIDE_PIXELS = 26
_PROGRESS_MS = 200
_WIDEST_CAPTION = "8: 0.00888"
_WORDS_LINES = 2  # as high as the buttons beside them


class BatchPanel(Panel):
    """Shows the batch of the step that is inspected, and finds steps at which something happens."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__()
        self._session, self._requests = context.session, context.requests
        self._training = context.session.training
        self._theme = LIGHT
        self._watched = True
        self._batch: BatchOfStep | None = None
        self._names: tuple[str, ...] = ()
        self._shown: tuple[Run, int] | None = None
        self._finder = StepFinder(self)
        self._progress = QTimer(self, interval=_PROGRESS_MS)
        self.choice = ConditionChoice(context.drawing)
        self.search_button = QPushButton(tr("Find"))
        self.stop_button = QPushButton(tr("Stop there"))
        self.words = FewLines("batch_words", _WORDS_LINES)
        self._said = ""  # of a search
        self._said_step: int | None = None  # with another step, what a search came to is past
        self.digits_button = QPushButton(tr("See digits"))
        self._found_digits: tuple[int, ...] = ()
        self.summary = FewLines("batch_summary", _WORDS_LINES, "muted")
        self.moved = ElidedLabel("batch_moved", "muted")
        self._pager = Pager("batch_pager", tr("digits"), usual=100)
        self.grid = TileGrid("", words_beside=True)
        self._lay_out()
        self._connect()
        self._follow()

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._theme = theme
        self.grid.set_theme(theme)
        self._pager.set_theme(theme)
        self._draw()

    def shut_down(self) -> None:
        """Wait until the thread that searches has ended."""
        self._finder.shut_down()

    @Slot(bool)
    def set_watched(self, watched: bool) -> None:
        """Work only while the panel can be seen, and catch up then."""
        self._watched = watched
        if watched:
            self._follow()
        elif self._finder.wish is None or self._finder.wish.condition is None:
            self._finder.rest()
            self._shown = None

    @Slot()
    def _follow(self) -> None:
        """Look for the batch of the step that is inspected, unless a search is under way."""
        searching = self._finder.wish is not None and self._finder.wish.condition is not None
        self._show_buttons()
        if not self._watched or searching:
            return
        inspected = self._session.inspected
        run, dataset = inspected.run, self._session.inspected_digits
        runs_on = run is not None and run.status is Status.RUNNING
        runs_on = runs_on and self._session.past.moment is None
        if run is None or dataset is None or not inspected.step or runs_on:
            self._finder.give_up()
            nothing_shown = self._shown is None and self._batch is None
            self._shown, self._batch = None, None
            if not nothing_shown or self.grid.hint != self._hint():
                self._draw()
        elif self._shown != (run, inspected.step) and self._session.past.replay is None:
            self._shown = (run, inspected.step)
            if self._said_step not in (None, inspected.step):
                self._forget_search()
            beside = self._training.alive is not None
            self._finder.find(wish_for(run, dataset, inspected.step, beside=beside))
            self.grid.set_hint(self._hint())

    def _forget_search(self) -> None:
        """Say no more what a search came to: another step is shown."""
        self._said_step, self._found_digits = None, ()
        self._say("")
        self._show_buttons()

    @Slot()
    def _search(self) -> None:
        """Search the past of the selected run after the step that is shown, or give that up."""
        if self._finder.wish is not None and self._finder.wish.condition is not None:
            self._finder.give_up()
            self._end_search(tr("The search was given up"))
            return
        run, condition = self._session.runs.current, self.choice.condition
        dataset = (run.dataset if run else None) or self._session.dataset
        if run is None or dataset is None or condition is None:
            self._say(self._why_not(run))
            return
        last, beside = len(run.history.steps), self._training.alive is not None
        wish = wish_for(run, dataset, last, beside=beside, condition=condition)
        moment = self._session.past.moment
        wish.first = moment.step if moment is not None and moment.run is run else 0
        self._found_digits, self._said_step = (), None
        self._finder.find(wish)
        self._progress.start()
        self._show_buttons()

    def _why_not(self, run: Run | None) -> str:
        if run is None:
            return tr("Train a network first: its steps are searched")
        if self.choice.condition is None:
            return tr("Draw a digit first: its answer is watched")
        return tr("The digits of this run are not open")

    @Slot()
    def _watch(self) -> None:
        """Have the run that trains pause where the condition holds, or no longer."""
        condition = self.choice.condition
        self._training.watch(None if self._training.watches else condition)
        if condition is None:
            self._say(self._why_not(self._training.alive))

    @Slot(object)
    def _take(self, outcome: StepOutcome) -> None:
        if outcome.fault and outcome.wish.condition is None:
            self.grid.set_hint(outcome.fault)  # which has room for all of it
        elif outcome.fault:
            self._end_search(outcome.fault)
        elif outcome.wish.condition is None:
            self._batch = outcome.batch
            self._names = make_head(outcome.wish.run.config).class_names
            self._draw()
        elif outcome.found is None:
            later = outcome.wish.first > 0
            self._end_search(tr("No later step shows it") if later else tr("No step shows it"))
        else:
            self._end_search("")
            self._show_found(outcome.found)
            self._said_step = outcome.found.step
            self._session.show_step(outcome.found.step)

    @Slot(object)
    def _show_found(self, found: Found | str) -> None:
        """Say what was found, and which digits show it; or why nothing can be watched."""
        if isinstance(found, str):
            self._say(found)
            return
        words = tr("Step {0}: {1}").format(thousands(found.step), found.sentence)
        if len(found.digits):
            listed = ", ".join(map(str, found.digits[:8].tolist()))
            words = tr("{0} (test digits {1})").format(words, listed)
        self._say(words)
        self._found_digits = tuple(found.digits.tolist())
        self._show_buttons()

    @Slot()
    def _show_digits(self) -> None:
        """Show the test digits of what was found in Mistakes."""
        indices = ", ".join(map(str, self._found_digits))
        self._requests.show_view(_view_of(indices))

    def _end_search(self, words: str) -> None:
        self._progress.stop()
        self._said_step = self._session.inspected.step
        self._show_buttons()
        self._say(words)

    @Slot()
    def _show_progress(self) -> None:
        wish = self._finder.wish
        if wish is not None:
            words = tr("Searching: step {0} of {1}")
            self._say(words.format(thousands(wish.reached), thousands(wish.last)))

    @Slot()
    def _show_buttons(self) -> None:
        searching = self._finder.wish is not None and self._finder.wish.condition is not None
        self.search_button.setText(tr("Cancel") if searching else tr("Find"))
        self.stop_button.setEnabled(self._training.alive is not None)
        self.stop_button.setChecked(self._training.watches)
        self.digits_button.setEnabled(bool(self._found_digits))

    @Slot()
    def _draw(self) -> None:
        batch = self._batch
        self.grid.set_hint(self._hint())
        self._say(self._said)
        if batch is None:
            self._pager.set_range(0, 1)
            self.grid.set_tiles(Tiles(QImage()))
            return
        room = self.grid.room_for(_LEAST_SIDE_PIXELS, _WIDEST_CAPTION)
        self._pager.set_range(len(batch.rows), room)
        places = batch.by_loss()[self._pager.rows].tolist()
        strip = pictures.strip(batch.images[places], pictures.ink_colours(self._theme))
        captions = tuple(caption(batch, place) for place in places)
        tips = tuple(in_words(batch, place, self._names) for place in places)
        good, bad = self._theme.good, self._theme.bad
        colours = tuple(good if batch.right[place] else bad for place in places)
        self.grid.set_tiles(Tiles(strip, captions, tips, colours))

    def _say(self, words: str) -> None:
        """Say what a search has come to, in the place of the summary, which goes below."""
        short = in_short(self._batch) if self._batch else ""
        moved = movements(self._batch) if self._batch else ""
        self._said = words
        self.words.show_text(words)
        self.summary.show_text(short)
        self.words.setVisible(bool(words))
        self.summary.setVisible(not words)
        self.moved.setText(f"{short}. {moved}" if words and short else moved)

    def _hint(self) -> str:
        """Why there is no batch to be seen."""
        run = self._session.inspected.run
        if self._shown is not None:
            return tr("Finding the batch of step {0} ...").format(thousands(self._shown[1]))
        if run is not None and run.status is Status.RUNNING:
            return tr("Pause, or choose a step in the time line: its batch is shown here.")
        if run is not None and self._session.inspected.step:
            return tr("Open the digits of this run: the batch of its step is shown here.")
        return tr("Train a network: the digits that a step learnt from are shown here.")

    def _table(self) -> Table:
        return batch_table(self._batch, self._names)

    def _title(self) -> str:
        return in_short(self._batch) if self._batch else tr("Batch")

    def _connect(self) -> None:
        self.search_button.clicked.connect(self._search)
        self.stop_button.clicked.connect(self._watch)
        self.digits_button.clicked.connect(self._show_digits)
        self._finder.ended.connect(self._take)
        self._progress.timeout.connect(self._show_progress)
        self._pager.turned.connect(self._draw)
        self.grid.resized.connect(self._draw)
        self._session.inspected_changed.connect(self._follow)
        self._session.past.moved.connect(self._follow)
        self._session.dataset_changed.connect(self._follow)
        self._training.changed.connect(self._follow)
        self._training.watch_ended.connect(self._show_found)

    def _lay_out(self) -> None:
        self.search_button.setObjectName("condition_find")
        self.search_button.setText(tr("Cancel"))  # the longer of its words: it never grows
        self.search_button.setMinimumWidth(self.search_button.sizeHint().width())
        self._show_buttons()
        explain(
            self.search_button,
            tr("Search the steps after the one that is shown, and show the first"),
        )
        self.stop_button.setObjectName("condition_stop")
        self.stop_button.setCheckable(True)
        explain(
            self.stop_button, tr("Pause the run that trains at the first step where this holds")
        )
        self.digits_button.setObjectName("condition_digits")
        explain(self.digits_button, tr("Show the test digits that showed it in Mistakes"))
        self.grid.setObjectName("batch_grid")
        self.grid.setAccessibleName(tr("Digits of the batch, that of the largest loss first"))
        add_figure(self.grid, "batch", self._table, title=self._title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(4)
        layout.addLayout(row(self.choice, self.search_button, self.stop_button))
        told = row(self.words, self.summary, self.digits_button, self._pager)
        for words in (self.words, self.summary):
            told.setStretchFactor(words, 1)  # the button needs no more room than its text
        layout.addLayout(told)
        layout.addWidget(self.grid, 1)
        layout.addWidget(self.moved)


def _view_of(indices: str) -> View:
    """Return the view of Mistakes that shows test digits by their indices."""
    show = {"digits": "by index", "indices": indices}
    return View("found", tr("Digits that show it"), "mistakes", show)
