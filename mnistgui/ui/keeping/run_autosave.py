"""Autosaves runs until the person has saved or removed them, so that a crash loses nothing."""

import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Slot

from mnistgui.errors import UserError
from mnistgui.files.file_locks import LockedFile
from mnistgui.files.recovery import lock_new_recovery
from mnistgui.ui.background.latest_wins import LatestWins
from mnistgui.ui.runs import run_files
from mnistgui.ui.runs.run import Checkpoint, Run
from mnistgui.ui.state.session import Session
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.banner import Banner
from mnistgui.ui.widgets.messages import Topic

INTERVAL_MS = 15_000
_SHORTEST_INTERVAL_SECONDS = 5.0
# Of one visit, without those recovered from earlier ones: each holds a lock open.
_MOST_UNSAVED_RUNS = 200


@dataclass(frozen=True, eq=False)
class _Target:
    """A checkpoint that is to be written, and where."""

    run: Run
    checkpoint: Checkpoint
    path: Path


@dataclass(frozen=True)
class _Result:
    """Which checkpoints were written, and why another was not; empty if all were."""

    targets: tuple[_Target, ...]
    trouble: str


class RunAutosave(QObject):
    """Autosaves the run that is alive.

    Parameters
    ----------
    session : Session
        Whose runs are autosaved.
    banner : Banner
        Says when saving fails.
    folder : Path
        The recovery folder.
    parent : QObject
        The Qt parent.
    """

    def __init__(self, session: Session, banner: Banner, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._banner = banner
        self._folder = folder
        self._locked_files: dict[int, LockedFile] = {}
        self._recovered: set[int] = set()
        self._newest: dict[int, Checkpoint] = {}
        self._unwritten: dict[int, _Target] = {}  # the newest of each run
        self._given_up: list[LockedFile] = []  # released as soon as nothing is being written there
        self._limit_announced = False
        self._epochs = 0
        self._requested_at = 0.0
        self._trouble = ""
        self._writer = LatestWins(self)
        self._writer.answered.connect(self._record_result)
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(session.training.request_checkpoint)
        session.training.changed.connect(self._watch)
        session.runs.advanced.connect(self._advanced)
        session.runs.restyled.connect(self._advanced)  # its file holds the name, too
        session.runs.marked.connect(self._advanced)
        session.runs.run_added.connect(self._give_up_forgotten)
        session.runs.run_forgotten.connect(self._give_up_forgotten)
        session.runs.saved.connect(self._forget_saved)

    def adopt(self, run: Run, locked: LockedFile) -> None:
        """Take over the autosave file of a run that an earlier visit left.

        Parameters
        ----------
        run : Run
            As the locked file holds it.
        locked : LockedFile
        """
        self._locked_files[run.number] = locked
        self._recovered.add(run.number)
        if run.checkpoint is not None:
            self._newest[run.number] = run.checkpoint

    def shut_down(self) -> None:
        """Write what is pending; delete the autosave files of runs that the person has saved."""
        self._timer.stop()
        self._writer.shut_down()
        self._release_given_up()
        for number, locked in self._locked_files.items():
            run = self._session.runs.get_held(number)
            self._write_last(run, locked)
            locked.release(keep=run is not None and run.saved_checkpoint is not run.checkpoint)
        self._locked_files.clear()

    @Slot()
    def _watch(self) -> None:
        alive = self._session.training.alive
        if alive is None:
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()

    @Slot(int)
    def _advanced(self, number: int) -> None:
        run = self._session.runs.get_held(number)
        if run is None:
            return
        self._request_at_epochs_end(len(run.history.epochs))
        if run.checkpoint is not None and run.checkpoint is not self._newest.get(number):
            self._newest[number] = run.checkpoint
            if run.checkpoint is not run.saved_checkpoint:
                self._save(run, run.checkpoint)

    def _request_at_epochs_end(self, epochs: int) -> None:
        """Autosave at an epoch's end, unless the last save has only just been."""
        now = time.monotonic()
        if epochs != self._epochs and now - self._requested_at >= _SHORTEST_INTERVAL_SECONDS:
            self._epochs, self._requested_at = epochs, now
            self._session.training.request_checkpoint()

    def _save(self, run: Run, checkpoint: Checkpoint) -> None:
        if not len(checkpoint.history["steps"]["step"]):
            return
        try:
            locked = self._locked_files.get(run.number) or lock_new_recovery(self._folder)
        except UserError as error:
            self._show_trouble(str(error))
            return
        self._locked_files[run.number] = locked
        self._unwritten[run.number] = _Target(run, checkpoint, locked.path)
        # Of all runs, since a request replaces one that is still pending.
        self._writer.submit(partial(_write, tuple(self._unwritten.values())))

    def _write_last(self, run: Run | None, locked: LockedFile) -> None:
        """Write the newest checkpoint of a run, unless it has been written."""
        if run is None or run.checkpoint is None or run.saved_checkpoint is run.checkpoint:
            return
        if run.number in self._unwritten or run.checkpoint is not self._newest.get(run.number):
            self._show_trouble(_write((_Target(run, run.checkpoint, locked.path),)).trouble)

    @Slot(object)
    def _record_result(self, answer: _Result) -> None:
        for target in answer.targets:
            if self._unwritten.get(target.run.number) is target:
                del self._unwritten[target.run.number]
        self._release_given_up()
        self._show_trouble(answer.trouble)

    def _show_trouble(self, trouble: str) -> None:
        """Show a banner when saving fails, once for each reason; training goes on."""
        if trouble and trouble != self._trouble:
            words = tr("Autosave: {0}").format(trouble)
            self._banner.show_fault(words, behind=True, topic=Topic.AUTOSAVE)
        elif not trouble:
            self._banner.withdraw_topics(Topic.AUTOSAVE)
        self._trouble = trouble

    @Slot(int)
    def _forget_saved(self, number: int) -> None:
        """Give up the autosave file of a run that the person has saved."""
        run = self._session.runs.get_held(number)
        if run is not None and run.is_saved:
            self._give_up(number)

    @Slot()
    def _give_up_forgotten(self) -> None:
        """Give up the autosave files of runs that Undo cannot bring back, and of the oldest."""
        held = self._session.runs.get_held
        for number in [n for n in self._locked_files if held(n) is None]:
            self._give_up(number)
        for number in [n for n in self._locked_files if n not in self._recovered][
            :-_MOST_UNSAVED_RUNS
        ]:
            self._give_up(number)
            self._announce_limit()
        self._newest = {
            n: checkpoint for n, checkpoint in self._newest.items() if held(n) is not None
        }

    def _give_up(self, number: int) -> None:
        locked = self._locked_files.pop(number, None)
        if locked is None:
            return
        if self._unwritten.pop(number, None) is None:
            locked.release(keep=False)
            return
        # It may be being written just now; released at once, the file would come back.
        self._given_up.append(locked)
        self._writer.submit(partial(_write, tuple(self._unwritten.values())))

    def _release_given_up(self) -> None:
        for locked in self._given_up:
            locked.release(keep=False)
        self._given_up.clear()

    def _announce_limit(self) -> None:
        if not self._limit_announced:
            words = tr(
                "Of the runs that are not saved, the {0} newest are kept for the next start; "
                "save those that matter."
            )
            self._banner.show_notice(words.format(_MOST_UNSAVED_RUNS), behind=True)
        self._limit_announced = True


def _write(targets: tuple[_Target, ...]) -> _Result:
    """Any thread: Write each checkpoint that can be written."""
    written, trouble = [], ""
    for target in targets:
        try:
            run_files.save(target.run, target.checkpoint, target.path)
        except UserError as error:
            trouble = str(error)
        else:
            written.append(target)
    return _Result(tuple(written), trouble)
