"""The controls that search the steps of a run, and what the search has come to."""

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from mnistgui.notation import thousands
from mnistgui.training.preset_views import View
from mnistgui.training.watch.condition import Found
from mnistgui.ui.panel_kit.context import PanelContext
from mnistgui.ui.panels.batch.conditions import ConditionChoice
from mnistgui.ui.panels.batch.finder import StepFinder, StepOutcome, wish_for
from mnistgui.ui.runs.run import Run
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import explain, row

_PROGRESS_MS = 200


class StepSearch(QWidget):
    """Searches the past of the selected run, or watches the run that trains, for a condition.

    Parameters
    ----------
    context : PanelContext
    finder : StepFinder
        Carries the search out.

    Attributes
    ----------
    words : str
        What the newest search has come to; empty where there is nothing to say.
    digits_button : QPushButton
        Shows the digits that were found; the panel lays it out beside the words.
    """

    said = Signal(str)  # the words, whenever they change

    def __init__(self, context: PanelContext, finder: StepFinder) -> None:
        super().__init__()
        self._session, self._requests = context.session, context.requests
        self._training = context.session.training
        self._finder = finder
        self._progress = QTimer(self, interval=_PROGRESS_MS)
        self.choice = ConditionChoice(context.drawing)
        self.search_button = QPushButton(tr("Find"))
        self.stop_button = QPushButton(tr("Stop there"))
        self.digits_button = QPushButton(tr("See digits"))
        self.words = ""
        self._words_step: int | None = None  # with another step, the words are past
        self._found_digits: tuple[int, ...] = ()
        self._lay_out()
        self._connect()

    @property
    def under_way(self) -> bool:
        """Whether a search goes on."""
        return self._finder.searching

    def forget_other_step(self, step: int) -> None:
        """Say no more what a search came to where another step is shown now."""
        if self._words_step not in (None, step):
            self._words_step, self._found_digits = None, ()
            self._say("")
            self._show_buttons()

    @Slot()
    def _search(self) -> None:
        """Search the past of the selected run after the step that is shown, or give that up."""
        if self.under_way:
            self._finder.give_up()
            self._end_search(tr("The search was given up"))
            return
        run, condition = self._session.runs.current, self.choice.condition
        dataset = (run.dataset if run else None) or self._session.readable_digits
        if run is None or dataset is None or condition is None:
            self._say(self._why_not(run))
            return
        last, beside = len(run.history.steps), self._training.alive is not None
        wish = wish_for(run, dataset, last, beside=beside, condition=condition)
        moment = self._session.past.moment
        wish.first = moment.step if moment is not None and moment.run is run else 0
        self._found_digits, self._words_step = (), None
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

    def end(self, outcome: StepOutcome) -> None:
        """Say what a search has come to, and show the step that was found."""
        if outcome.fault:
            self._end_search(outcome.fault)
        elif outcome.found is None:
            later = outcome.wish.first > 0
            self._end_search(tr("No later step shows it") if later else tr("No step shows it"))
        else:
            self._end_search("")
            self._show_found(outcome.found)
            self._words_step = outcome.found.step
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
        self._words_step = self._session.inspected.step
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
        self.search_button.setText(tr("Cancel") if self.under_way else tr("Find"))
        self.stop_button.setEnabled(self._training.alive is not None)
        self.stop_button.setChecked(self._training.watches)
        self.digits_button.setEnabled(bool(self._found_digits))

    def _say(self, words: str) -> None:
        self.words = words
        self.said.emit(words)

    def _connect(self) -> None:
        self.search_button.clicked.connect(self._search)
        self.stop_button.clicked.connect(self._watch)
        self.digits_button.clicked.connect(self._show_digits)
        self._progress.timeout.connect(self._show_progress)
        self._session.inspected_changed.connect(self._show_buttons)
        self._training.changed.connect(self._show_buttons)
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
        layout = row(self.choice, self.search_button, self.stop_button)
        layout.setContentsMargins(0, 0, 0, 0)
        self.setLayout(layout)


def _view_of(indices: str) -> View:
    """Return the view of Mistakes that shows test digits by their indices."""
    show = {"digits": "by index", "indices": indices}
    return View("found", tr("Digits that show it"), "mistakes", show)
