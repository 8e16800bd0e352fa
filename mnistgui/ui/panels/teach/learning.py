"""Fine-tunes a network on a person's digits in another thread, with progress, Cancel and Undo."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from mnistgui.data.dataset import Dataset
from mnistgui.drawing.personalize import Personalized, personalized
from mnistgui.drawing.picture_frame import reads_digits
from mnistgui.ink.jsonl import Drawing
from mnistgui.nn.network import Network
from mnistgui.ui.background.job import JobProgress, Report
from mnistgui.ui.background.job_runner import JobRunner
from mnistgui.ui.panels.teach.meter import ChangeMeter
from mnistgui.ui.state.session import Session, Source
from mnistgui.ui.state.undo import DoneCommand, UndoHistory
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import label, row
from mnistgui.ui.widgets.job_line import JobLine
from mnistgui.ui.widgets.theme import Theme

_HAND_SPAN, _TEST_SPAN = 50.0, 1.0
_LINES = 3  # of words, for which there is always room


@dataclass(frozen=True, eq=False)
class InspectedBefore:
    """The network that was inspected before it was fine-tuned.

    Parameters
    ----------
    source : Source
    loaded : Network or None
    name : str
        Of the loaded network.
    temperature : float or None
        Of the loaded network; a run keeps its own.
    """

    source: Source
    loaded: Network | None
    name: str
    temperature: float | None


class Learning(QWidget):
    """Fine-tunes the inspected network on the taught digits."""

    asked = Signal()

    def __init__(
        self, session: Session, history: UndoHistory, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._history = history
        self._learnt: list[DoneCommand] = []  # what Undo takes back, the newest last
        self.jobs = JobRunner(self)
        self.start = QPushButton(tr("Learn my digits"))
        self.undo = QPushButton(tr("Undo"))
        self.hand = ChangeMeter("hand_meter", _HAND_SPAN)
        self.test = ChangeMeter("forgetting_meter", _TEST_SPAN)
        self.words = label("", "muted", "learning_words")
        self._progress = JobLine(self.jobs, "learning")
        self._lay_out()
        self._forget_result()
        self.start.clicked.connect(self.asked)
        self.undo.clicked.connect(self._undo)
        history.changed.connect(self._show_undo)
        self.jobs.progressed.connect(self._refresh)
        self.jobs.failed.connect(self.words.setText)

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self.hand.set_theme(theme)
        self.test.set_theme(theme)

    def learn(self, drawings: Sequence[Drawing]) -> None:
        """Start to fine-tune.

        Parameters
        ----------
        drawings : sequence of Drawing
            Each with a label.
        """
        network, dataset = self._session.inspected.network, self._session.readable_digits
        knows = network is not None and reads_digits(network)
        if network is None or dataset is None or not drawings or not knows:
            self.words.setText(_what_lacks(network, dataset))
            return
        self._forget_result()
        work = partial(_learn, network, tuple(drawings), dataset)
        done = partial(self._use_learnt, self._looked_at(), dataset.name)
        self.jobs.start(tr("Learning"), work, done)

    def shut_down(self) -> None:
        """End the thread that learns and wait for it."""
        self.jobs.shut_down()

    def _looked_at(self) -> InspectedBefore:
        session = self._session
        return InspectedBefore(
            session.source, session.loaded, session.loaded_name, session.loaded_temperature
        )

    def _use_learnt(self, before: InspectedBefore, dataset: str, learnt: Personalized) -> None:
        again = partial(self._use, learnt.network)
        again()
        command = self._history.push(
            tr("Learn my digits"), partial(self._restore_before, before), again
        )
        if command is not None:
            self._learnt.append(command)
        self.hand.set_change(_held_back(learnt.held_back), learnt.hand)
        title = tr("Forgetting: test digits of {0}").format(dataset)
        self.test.set_change(title, learnt.test)
        self.words.setText(_outcome(learnt))

    def _use(self, network: Network) -> None:
        self._session.set_loaded(network, tr("Knows my hand"))
        self._session.set_source(Source.LOADED)

    @Slot()
    def _undo(self) -> None:
        if self._done:
            self._history.undo_command(self._done[-1])

    def _restore_before(self, before: InspectedBefore) -> None:
        if before.loaded is not None:
            self._session.set_loaded(before.loaded, before.name, before.temperature)
        self._session.set_source(before.source)
        self._forget_result()
        self.words.setText(tr("The network from before reads the canvas again."))
        self._refresh(None)

    def _forget_result(self) -> None:
        self.hand.set_change(tr("Your digits held back"), None)
        self.test.set_change(tr("Forgetting: test digits"), None)
        self.words.setText("")

    @Slot(object)
    def _refresh(self, progress: JobProgress | None) -> None:
        self.start.setEnabled(progress is None)
        self._show_undo()

    @Slot()
    def _show_undo(self) -> None:
        """Offer to undo the fine-tuning, unless the Edit menu has done so."""
        self._learnt = [one for one in self._learnt if self._history.holds(one)]
        self.undo.setEnabled(not self.jobs.busy and bool(self._done))

    @property
    def _done(self) -> list[DoneCommand]:
        return [one for one in self._learnt if self._history.is_done(one)]

    def _lay_out(self) -> None:
        self.start.setObjectName("learn_my_digits")
        self.start.setProperty("primary", True)  # noqa: FBT003 - Qt's signature
        self.start.setToolTip(tr("Fine-tunes the network looked at; it rehearses other digits"))
        self.undo.setObjectName("learning_undo")
        self.undo.setToolTip(tr("Go back to the network from before"))
        self.undo.setEnabled(False)
        self.words.setWordWrap(True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.words.setMinimumHeight(_LINES * self.words.fontMetrics().height())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row(self.start, self.undo, None))
        layout.addWidget(self._progress)
        layout.addWidget(self.words)  # beside what was pressed, in sight in a low window
        layout.addWidget(self.hand)
        layout.addWidget(self.test)
        layout.addStretch(1)


def _what_lacks(network: Network | None, dataset: Dataset | None) -> str:
    """Return the first thing to do before anything can be learnt."""
    if network is None:
        return tr("There is no network yet that could learn: train one, or open one.")
    if not reads_digits(network):
        return tr(
            "Only networks that read the ten digits in 28 x 28 pixels are taught by drawings."
        )
    if dataset is None:
        return tr(
            "Open a data set first: its digits are rehearsed, so that they are not forgotten."
        )
    return tr("You have taught no digit yet: draw one, and say above which it was.")


def _outcome(learnt: Personalized) -> str:
    """Return what a person may do next: keep the network, or undo if it reads worse."""
    hand = learnt.hand
    if hand is None or hand.after >= hand.before:
        words = tr("Learnt {0} digits; it reads the canvas now. Keep it: File, Export network.")
        return words.format(learnt.taught)
    before, after = (round(part * learnt.held_back) for part in (hand.before, hand.after))
    words = tr("It may read you worse now: of {0} digits held back it read {1} before, {2} after.")
    return f"{words.format(learnt.held_back, before, after)} {tr('Undo, or teach more.')}"


def _held_back(count: int) -> str:
    """Return on which digits the change was measured, or what it takes to measure one."""
    if not count:
        return tr("Your digits: teach more of each")
    return tr("Your digits: {0} held back").format(count)


def _learn(
    network: Network, drawings: tuple[Drawing, ...], dataset: Dataset, report: Report
) -> Personalized:
    """Any thread: Fine-tune a network."""
    return personalized(network, drawings, dataset, watch=report)
