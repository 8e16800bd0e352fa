"""Nothing is lost: runs are autosaved until the person has saved them or thrown them away."""

import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Slot

from mnistgui.errors import UserError
from mnistgui.files.claims import Claim
from mnistgui.files.recovery import claim_place
from mnistgui.ui.background.latest_wins import LatestWins
from mnistgui.ui.runs import run_files
from mnistgui.ui.runs.run import Checkpoint, Run
from mnistgui.ui.state.session import Session
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.banner import Banner
from mnistgui.ui.widgets.messages import Topic

EVERY_MS = 15_000
_LEAST_SECONDS = 5.0
# Unsaved runs kept of one visit, beside those recovered from earlier ones: each holds a lock open.
_MOST = 200


@dataclass(frozen=True, eq=False)
class _Moment:
    """What is to be written of a run, and where."""

    run: Run
    checkpoint: Checkpoint
    path: Path


@dataclass(frozen=True)
class _Written:
    """Which moments are on the disk, and what went wrong with another; empty for nothing."""

    moments: tuple[_Moment, ...]
    trouble: str


class Safekeeping(QObject):
    """Autosaves the run that is alive.

    Parameters
    ----------
    session : Session
        Whose runs are kept.
    banner : Banner
        Says when saving fails.
    folder : Path
        The recovery folder.
    parent : QObject
        Keeps it.
    """

    def __init__(self, session: Session, banner: Banner, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._banner = banner
        self._folder = folder
        self._claims: dict[int, Claim] = {}
        self._recovered: set[int] = set()
        self._seen: dict[int, Checkpoint] = {}
        self._unwritten: dict[int, _Moment] = {}  # the newest of each run
        self._given_up: list[Claim] = []  # as soon as nothing is being written there
        self._told_of_most = False
        self._epochs = 0
        self._asked = 0.0
        self._trouble = ""
        self._writer = LatestWins(self)
        self._writer.answered.connect(self._written)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(session.training.request_checkpoint)
        session.training.changed.connect(self._watch)
        session.runs.advanced.connect(self._advanced)
        session.runs.restyled.connect(self._advanced)  # a run of another name is another moment
        session.runs.run_added.connect(self._let_go)
        session.runs.run_forgotten.connect(self._let_go)
        session.runs.saved.connect(self._saved)

    def adopt(self, run: Run, claim: Claim) -> None:
        """Keep a run that an earlier visit left.

        Parameters
        ----------
        run : Run
            As it is in the claim's file.
        claim : Claim
            Its place.
        """
        self._claims[run.number] = claim
        self._recovered.add(run.number)
        if run.checkpoint is not None:
            self._seen[run.number] = run.checkpoint

    def shut_down(self) -> None:
        """Write what is waiting; keep what the person has not saved."""
        self._timer.stop()
        self._writer.shut_down()
        self._release_given_up()
        for number, claim in self._claims.items():
            run = self._session.runs.held(number)
            self._write_last(run, claim)
            claim.release(keep=run is not None and run.saved_checkpoint is not run.checkpoint)
        self._claims.clear()

    @Slot()
    def _watch(self) -> None:
        alive = self._session.training.alive
        if alive is None:
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()

    @Slot(int)
    def _advanced(self, number: int) -> None:
        run = self._session.runs.held(number)
        if run is None:
            return
        self._ask_at_epochs_end(len(run.history.epochs))
        if run.checkpoint is not None and run.checkpoint is not self._seen.get(number):
            self._seen[number] = run.checkpoint
            if run.checkpoint is not run.saved_checkpoint:
                self._save(run, run.checkpoint)

    def _ask_at_epochs_end(self, epochs: int) -> None:
        """Autosave at an epoch's end, unless the last save has only just been."""
        now = time.monotonic()
        if epochs != self._epochs and now - self._asked >= _LEAST_SECONDS:
            self._epochs, self._asked = epochs, now
            self._session.training.request_checkpoint()

    def _save(self, run: Run, checkpoint: Checkpoint) -> None:
        if not len(checkpoint.history["steps"]["step"]):
            return
        try:
            claim = self._claims.get(run.number) or claim_place(self._folder)
        except UserError as error:
            self._say(str(error))
            return
        self._claims[run.number] = claim
        self._unwritten[run.number] = _Moment(run, checkpoint, claim.path)
        # Of all runs: a question takes the place of one that still waits for its turn.
        self._writer.submit(partial(_write, tuple(self._unwritten.values())))

    def _write_last(self, run: Run | None, claim: Claim) -> None:
        """The newest moment may still have been waiting for its turn."""
        if run is None or run.checkpoint is None or run.saved_checkpoint is run.checkpoint:
            return
        if run.number in self._unwritten or run.checkpoint is not self._seen.get(run.number):
            self._say(_write((_Moment(run, run.checkpoint, claim.path),)).trouble)

    @Slot(object)
    def _written(self, answer: _Written) -> None:
        for moment in answer.moments:
            if self._unwritten.get(moment.run.number) is moment:
                del self._unwritten[moment.run.number]
        self._release_given_up()
        self._say(answer.trouble)

    def _say(self, trouble: str) -> None:
        """Say that saving fails, once for each reason; training goes on."""
        if trouble and trouble != self._trouble:
            words = tr("Autosave: {0}").format(trouble)
            self._banner.complain(words, behind=True, topic=Topic.AUTOSAVE)
        elif not trouble:
            self._banner.settle(Topic.AUTOSAVE)
        self._trouble = trouble

    @Slot(int)
    def _saved(self, number: int) -> None:
        """What the person has in a file need not be offered after a crash."""
        run = self._session.runs.held(number)
        if run is not None and run.is_saved:
            self._give_up(number)

    @Slot()
    def _let_go(self) -> None:
        """A run that the person removed need not be offered again, once Undo is not, either."""
        held = self._session.runs.held
        for number in [n for n in self._claims if held(n) is None]:
            self._give_up(number)
        for number in [n for n in self._claims if n not in self._recovered][:-_MOST]:
            self._give_up(number)
            self._tell_of_most()
        self._seen = {n: checkpoint for n, checkpoint in self._seen.items() if held(n) is not None}

    def _give_up(self, number: int) -> None:
        claim = self._claims.pop(number, None)
        if claim is None:
            return
        if self._unwritten.pop(number, None) is None:
            claim.release(keep=False)
            return
        # It may be being written just now; released at once, the file would come back.
        self._given_up.append(claim)
        self._writer.submit(partial(_write, tuple(self._unwritten.values())))

    def _release_given_up(self) -> None:
        for claim in self._given_up:
            claim.release(keep=False)
        self._given_up.clear()

    def _tell_of_most(self) -> None:
        if not self._told_of_most:
            words = tr(
                "Of the runs that are not saved, the {0} newest are checkpoint for the next start; "
                "save those that matter."
            )
            self._banner.tell(words.format(_MOST), behind=True)
        self._told_of_most = True


def _write(moments: tuple[_Moment, ...]) -> _Written:
    """Save each moment that can be saved."""
    written, trouble = [], ""
    for moment in moments:
        try:
            run_files.save(moment.run, moment.checkpoint, moment.path)
        except UserError as error:
            trouble = str(error)
        else:
            written.append(moment)
    return _Written(tuple(written), trouble)
