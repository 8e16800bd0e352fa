"""Which batch is shown: that of the past step in sight, or of the newest step of a run at rest."""

from PySide6.QtCore import QObject, Signal, Slot

from mnistgui.notation import thousands
from mnistgui.training.batches import BatchOfStep
from mnistgui.ui.panels.batch.finder import StepFinder, StepOutcome, wish_for
from mnistgui.ui.runs.run import Run, Status
from mnistgui.ui.state.past import Moment
from mnistgui.ui.state.session import Session
from mnistgui.ui.strings import tr


class FollowedBatch(QObject):
    """Follows the step that is inspected.

    A past step brings its batch along, from the same replay; the newest one is looked for.

    Parameters
    ----------
    session : Session
        Whose step is followed.
    finder : StepFinder
        Looks for the batch of the newest step.
    parent : QObject
        The Qt parent.
    """

    changed = Signal()  # another batch is there, or other words in its place

    def __init__(self, session: Session, finder: StepFinder, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._finder = session, finder
        self._wanted: tuple[Run, int] | None = None  # which batch is shown or being found
        self._fault = self._told = ""
        self._looks = False  # with the finder, for that of the newest step
        self.batch: BatchOfStep | None = None
        self.run: Run | None = None  # whose batch that is
        finder.ended.connect(self._take)

    @property
    def step(self) -> int | None:
        """The step whose batch is shown or being found."""
        return None if self._wanted is None else self._wanted[1]

    @property
    def hint(self) -> str:
        """Why there is no batch to be seen."""
        inspected = self._session.inspected
        run, past = inspected.run, self._session.past
        if self._fault:
            return self._fault
        if self._wanted is not None and (self._wanted[1] or past.replay is not None):
            return tr("Finding the batch of step {0} ...").format(thousands(self._wanted[1]))
        if run is not None and past.moment is None and run.status is Status.RUNNING:
            return tr("Pause, or choose a step in the time line: its batch is shown here.")
        if run is not None and inspected.step:
            return tr("Open the digits of this run: the batch of its step is shown here.")
        if run is not None and len(run.history.steps):
            return tr("Step 0 has learnt from no digits yet; each later step has a batch.")
        return tr("Train a network: the digits that a step learnt from are shown here.")

    def follow(self) -> None:
        """Show the batch of the step that is inspected as soon as it is there."""
        moment = self._session.past.moment
        if moment is not None:
            self._follow_moment(moment)
        elif not self._finder.searching:
            self._follow_newest()

    def rest(self) -> None:
        """Look for no batch, since nobody sees it."""
        if not self._finder.searching:
            self._finder.rest()
        self._wanted = None

    def _follow_moment(self, moment: Moment) -> None:
        replay = self._session.past.replay
        if self._looks and not self._finder.searching:
            self._finder.rest()
            self._looks = False
        self._wanted = (moment.run, moment.step if replay is None else replay.step)
        if replay is None or moment.batch is not None:
            self._show(moment.run, moment.batch, moment.batch_fault)
        elif self.run is not moment.run:
            self._show(moment.run, None)  # until it is found, the batch before it stays
        elif self.batch is None:
            self._tell()

    def _follow_newest(self) -> None:
        inspected, dataset = self._session.inspected, self._session.inspected_digits
        run = inspected.run
        runs_on = run is not None and run.status is Status.RUNNING
        if run is None or dataset is None or not inspected.step or runs_on:
            self._finder.give_up()
            self._wanted = None
            self._show(run, None)
        elif self._wanted != (run, inspected.step) and self._session.past.replay is None:
            self._wanted, self._fault = (run, inspected.step), ""
            self._looks = True
            beside = self._session.training.alive is not None
            self._finder.find(wish_for(run, dataset, inspected.step, beside=beside))
            self._tell()

    def _show(self, run: Run | None, batch: BatchOfStep | None, fault: str = "") -> None:
        same = batch is self.batch
        self.run, self.batch, self._fault = run, batch, fault
        if not same or self.hint != self._told:
            self._tell()

    def _tell(self) -> None:
        self._told = self.hint
        self.changed.emit()

    @Slot(object)
    def _take(self, outcome: StepOutcome) -> None:
        if outcome.wish.condition is None and self._session.past.moment is None:
            self._show(outcome.wish.run, outcome.batch, outcome.fault)
