"""The Unit lab panel: units are muted, scaled and shifted, weights pruned and set."""

from functools import partial

import numpy as np
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QListWidget, QPushButton, QVBoxLayout, QWidget

from mnistgui.files.tables import Table
from mnistgui.inspection.unit_edits import WeightEdit
from mnistgui.per_cent import per_cent
from mnistgui.training.branch_point import FROM_THE_START
from mnistgui.training.presets import PresetRun
from mnistgui.training.state import TrainerState, parameter_arrays
from mnistgui.ui.drawing.bars import DIGITS, ProbabilityBars
from mnistgui.ui.panel_kit.context import PanelContext
from mnistgui.ui.panel_kit.panel import Panel
from mnistgui.ui.panels.unit_lab.confusion_change import ConfusionChange
from mnistgui.ui.panels.unit_lab.controls import EditControls
from mnistgui.ui.panels.unit_lab.edits import UnitEdits
from mnistgui.ui.panels.unit_lab.pruning import PruningView
from mnistgui.ui.panels.unit_lab.reading import LabAnswer, LabQuestion, LabReader, accuracy_of
from mnistgui.ui.panels.unit_lab.swap import SwapControl
from mnistgui.ui.state.digits_note import digits_note
from mnistgui.ui.state.shared_readings import ReadingClient
from mnistgui.ui.state.split_reading import SplitReading
from mnistgui.ui.strings import tr
from mnistgui.ui.training.orders import Order
from mnistgui.ui.training.redraw_intervals import EXPLANATIONS
from mnistgui.ui.training.throttled_latest_wins import ThrottledLatestWins
from mnistgui.ui.widgets.basic import SegmentedControl, explain, row
from mnistgui.ui.widgets.elided_label import ElidedLabel
from mnistgui.ui.widgets.figures.menu import add_figure
from mnistgui.ui.widgets.one_page import OnePage
from mnistgui.ui.widgets.theme import Theme
from mnistgui.ui.widgets.two_parts import TwoParts


class UnitLabPanel(Panel):
    """Edits a copy of the inspected network; the run itself stays as it is."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__()
        self._session = context.session
        self._draft = context.draft
        self._drawing = context.drawing
        self._redraws = context.redraws
        self._watched = False
        self._answer: LabAnswer | None = None
        self._reader = LabReader()
        self._reading_client = ReadingClient(context.session.readings, self)
        self._worker = ThrottledLatestWins(context.session.training, self)
        self.edits = UnitEdits(context.history, self)
        self.controls = EditControls(context.session.shown_unit)
        self.swap = SwapControl(context.session)
        self.words = ElidedLabel("lab_words", "heading")
        self.confusion = ConfusionChange()
        self.bars = ProbabilityBars(DIGITS)
        views = (tr("Confusion"), tr("Pruning"))
        self.view = SegmentedControl("lab_view", tr("What is shown"), views)
        self.pruning = PruningView()
        self._stack = OnePage()
        self.list = QListWidget()
        self.take_back = QPushButton(tr("Take back"))
        self.clear = QPushButton(tr("Take back all"))
        self.branch = QPushButton(tr("Branch"))
        self._lay_out()
        self._connect()
        self._draw()

    def _connect(self) -> None:
        session = self._session
        session.inspected_changed.connect(self._request)
        session.dataset_changed.connect(self._request)
        session.digit_facts.known.connect(self._draw)
        session.training.changed.connect(self._show_buttons)
        self._draft.lesson_changed.connect(self._show_buttons)
        self._drawing.looked.connect(self._show_bars)
        for controls in (self.controls, self.swap):
            controls.wanted.connect(self._edit)
        self.edits.changed.connect(self._request_now)
        self.take_back.clicked.connect(self.edits.take_back)
        self.clear.clicked.connect(self.edits.clear)
        self.branch.clicked.connect(self._branch)
        self._reading_client.answered.connect(self._compare)
        self._worker.answered.connect(self._receive)
        self.view.chosen.connect(self._stack.setCurrentIndex)

    @property
    def answer(self) -> LabAnswer | None:
        """What is shown; None before the first."""
        return self._answer

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        for part in (self.confusion, self.bars, self.pruning):
            part.set_theme(theme)

    def _catch_up(self) -> None:
        self._request_now()

    def _rest(self) -> None:
        self._reading_client.cancel()
        self._worker.cancel()
        self._reader = LabReader()

    def shut_down(self) -> None:
        """Wait until the thread that reads has ended."""
        self._worker.shut_down()
        self.pruning.shut_down()

    @Slot(object)
    def _edit(self, edit: WeightEdit) -> None:
        if self._session.inspected.network is not None:
            self.edits.add(edit)

    @Slot()
    def _request_now(self) -> None:
        """Ask at once, since a person has edited something."""
        self._list_edits()
        self._request()
        self._session.readings.end_cooldown()
        self._worker.end_cooldown()

    @Slot()
    def _request(self) -> None:
        inspected = self._session.inspected
        self.controls.set_network(inspected.network)
        dataset = self._session.inspected_digits
        if inspected.network is None:
            self._reading_client.cancel()
            self._worker.cancel()
            self._answer = None
            self._draw()
        elif self._watched and dataset is not None and len(dataset.test):
            self._reading_client.request(inspected.network, dataset.test)
        elif self._watched:
            self._submit(LabQuestion(inspected.network, self.edits.all))

    @Slot(object)
    def _compare(self, found: tuple[SplitReading]) -> None:
        """Read with the edited network, now that the readings before the edits are known."""
        (before,) = found
        if before.network is self._session.inspected.network:
            self._submit(LabQuestion(before.network, self.edits.all, before))

    def _submit(self, question: LabQuestion) -> None:
        self._worker.submit(partial(self._reader.answer, question))

    @Slot(object)
    def _receive(self, answer: LabAnswer) -> None:
        if self._session.inspected.network is None or answer.question.edits != self.edits.all:
            return
        self._answer = answer
        self._redraws.request(self._draw, EXPLANATIONS)

    @Slot()
    def _draw(self) -> None:
        answer = self._answer
        names: tuple[str, ...] = ()
        if answer is None:
            words = tr("Train a network: its units can be muted and changed here.")
            self.words.setText(self._session.hint(words))
        else:
            names = answer.question.network.head.class_names
            note = digits_note(self._session, self._session.inspected_digits)
            self.words.setText(" ".join(filter(None, [_words(answer), note])))
        before, after = (answer.before, answer.after) if answer else (None, None)
        self.confusion.show_change(before, after, names)
        edited, split = (answer.network, answer.question.split) if answer else (None, None)
        self.pruning.set_subject(edited, split)
        self._show_bars()
        self._show_buttons()

    @Slot()
    def _show_bars(self) -> None:
        """Show what the edited network reads in the drawing, and what the edits changed."""
        look, answer = self._drawing.look, self._answer
        if look is None or answer is None or answer.network is None:
            self.bars.set_probabilities(None)
            return
        image = look.reading.image[np.newaxis]
        self.bars.set_class_names(answer.network.head.class_names)
        after, before = (
            network.probabilities(image)[0].astype(np.float32)
            for network in (answer.network, answer.question.network)
        )
        self.bars.set_probabilities(after, before)

    def _list_edits(self) -> None:
        self.list.clear()
        self.list.addItems([tr(edit.in_words()) for edit in self.edits.all])
        self.list.scrollToBottom()
        self._show_buttons()

    @Slot()
    def _show_buttons(self) -> None:
        some = bool(self.edits.all)
        self.take_back.setEnabled(some)
        self.clear.setEnabled(some)
        self.branch.setEnabled(some and self._can_branch())

    def _can_branch(self) -> bool:
        inspected, answer = self._session.inspected, self._answer
        return (
            self._draft.lesson is None
            and inspected.config is not None
            and self._session.dataset is not None
            and answer is not None
            and answer.network is not None
            and answer.question.edits == self.edits.all
        )

    @Slot()
    def _branch(self) -> None:
        """Train a new run that begins with the edited weights."""
        inspected, answer, dataset = self._session.inspected, self._answer, self._session.dataset
        if not self._can_branch() or answer is None or dataset is None:
            return
        if answer.network is None or inspected.config is None:
            return
        run = inspected.run
        name = run.origin_text if run else self._session.loaded_name
        point = run.branch_point_at(inspected.step) if run else FROM_THE_START
        start = TrainerState(parameter_arrays(answer.network), {}, {})
        label = tr("edited in the unit lab")
        origin = tr("{0}, {1}").format(name, label), point
        branch = PresetRun(label, inspected.config)
        self._session.planner.start_alone(branch, dataset, Order.RUN, start, origin)

    def _edits_table(self) -> Table:
        rows = enumerate((tr(edit.in_words()) for edit in self.edits.all), start=1)
        return Table.from_rows((tr("place"), tr("edit")), rows)

    def _lay_out(self) -> None:
        self.list.setObjectName("lab_edits")
        self.list.setAccessibleName(tr("Edits, in their order"))
        self.list.setMinimumHeight(48)
        add_figure(self.list, "lab-edits", self._edits_table, of_words=True)
        for button, name in ((self.take_back, "lab_back"), (self.clear, "lab_clear")):
            button.setObjectName(name)
        self.branch.setObjectName("lab_branch")
        explain(self.branch, tr("Trains a new run that begins with the edited weights."))
        left, right = QWidget(), QWidget()
        inside = QVBoxLayout(left)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.controls)
        inside.addWidget(self.swap)
        inside.addWidget(self.list, 1)
        inside.addLayout(row(self.take_back, self.clear, self.branch, None))
        beside = QVBoxLayout(right)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self.view)
        first = QWidget()
        readings = QVBoxLayout(first)
        readings.setContentsMargins(0, 0, 0, 0)
        readings.addWidget(self.confusion, 3)
        readings.addWidget(self.bars, 2)
        self._stack.addWidget(first)
        self._stack.addWidget(self.pruning)
        beside.addLayout(self._stack, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.addWidget(self.words)
        layout.addWidget(TwoParts(left, right, (1, 1)), 1)


def _words(answer: LabAnswer) -> str:
    if answer.fault:
        return tr("The edits do not fit this network: {0}.").format(answer.fault)
    if answer.before is None or answer.after is None:
        return tr("Open digits: how the edited network reads them is shown here.")
    before, after = accuracy_of(answer.before), accuracy_of(answer.after)
    if not answer.question.edits:
        return tr("Test accuracy {0}").format(per_cent(before))
    return tr("Test accuracy {0}, before the edits {1}").format(per_cent(after), per_cent(before))
