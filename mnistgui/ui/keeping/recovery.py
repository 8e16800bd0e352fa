"""Offers the runs that an earlier visit left unsaved, and adds them to the list."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from mnistgui.errors import UserError
from mnistgui.files.file_locks import LockedFile
from mnistgui.files.recovery import Pending, pending_recoveries
from mnistgui.files.run import SavedRun
from mnistgui.ui.background.job import Report
from mnistgui.ui.background.job_runner import JobRunner
from mnistgui.ui.keeping.going_on import offer_to_go_on
from mnistgui.ui.keeping.run_autosave import RunAutosave
from mnistgui.ui.runs import run_files
from mnistgui.ui.state.session import Session, Source
from mnistgui.ui.state.undo import UndoHistory
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.banner import Banner

# What can be gone on with, and a sentence for each file that cannot.
_Recovered = tuple[list[tuple[LockedFile, SavedRun]], list[str]]


class Recovery(QObject):
    """Asks once, at the start, what to do with the autosaved runs of earlier visits.

    Parameters
    ----------
    session : Session
        Gets the runs.
    jobs : JobRunner
        Loads them.
    banner : Banner
        Offers them.
    history : UndoHistory
        Takes back that they were discarded.
    keeping : RunAutosave
        Keeps them on.
    folder : Path
        The recovery folder.
    """

    def __init__(
        self,
        session: Session,
        jobs: JobRunner,
        banner: Banner,
        history: UndoHistory,
        keeping: RunAutosave,
        folder: Path,
    ) -> None:
        super().__init__(keeping)
        self._session = session
        self._jobs = jobs
        self._banner = banner
        self._history = history
        self._discarded: list[LockedFile] = []  # until the window is closed the files stay
        self._keeping = keeping
        self._folder = folder

    def offer_left_runs(self) -> None:
        """Offer the autosaved runs that earlier visits have left."""
        title = tr("Looking for unsaved runs")
        self._jobs.start(title, partial(_left_over, self._folder), self._offer)

    def _offer(self, left: list[Pending]) -> None:
        self._show_offer(left)

    def _show_offer(self, left: list[Pending]) -> None:
        if left:
            self._banner.show_notice(
                _offer_of(left),
                (tr("Open them"), partial(self._recover, left)),
                (tr("Discard"), partial(self._discard, left)),
            )

    def _recover(self, left: list[Pending]) -> None:
        self._jobs.start(tr("Opening unsaved runs"), partial(_load, left), self._add_recovered)

    def _add_recovered(self, found: _Recovered) -> None:
        recovered, damaged = found
        for locked, loaded in reversed(recovered):
            run = run_files.add_loaded(self._session.runs, loaded, loaded.label)
            self._keeping.adopt(run, locked)
            self._session.set_source(Source.TRAINED)
        self._offer_to_go_on()
        if damaged:
            self._banner.show_fault("; ".join(damaged))

    def _offer_to_go_on(self) -> None:
        run = self._session.runs.current
        if run is not None and run.resumable:
            offer_to_go_on(self._session, self._banner, run, tr("Run {0} was broken off."))

    def _discard(self, left: list[Pending]) -> None:
        """Delete the files when the window is closed, unless that is undone before."""
        self._lock_discarded(left)
        command = self._history.push(
            tr("Discard unsaved runs"),
            partial(self._restore, left),
            partial(self._lock_discarded, left),
        )
        if command is not None:
            undo = partial(self._history.undo_command, command)
            self._banner.show_notice(_words_on_discarded(left), (tr("Undo"), undo))

    def _lock_discarded(self, left: list[Pending]) -> None:
        """Lock the files against other windows, and offer them no more."""
        self._banner.withdraw(_offer_of(left))
        for pending in left:
            try:
                self._discarded.append(pending.lock())
            except UserError as error:
                self._banner.show_fault(str(error))

    def _restore(self, left: list[Pending]) -> None:
        """Offer the files again."""
        paths = [pending.path for pending in left]
        for locked in [locked for locked in self._discarded if locked.path in paths]:
            self._discarded.remove(locked)
            locked.release(keep=True)
        self._banner.withdraw(_words_on_discarded(left))
        self._show_offer(left)

    def shut_down(self) -> None:
        """Delete the files that were discarded."""
        for locked in self._discarded:
            locked.release(keep=False)
        self._discarded.clear()


def _offer_of(left: list[Pending]) -> str:
    return tr("Unsaved runs of an earlier visit: {0}.").format(len(left))


def _words_on_discarded(left: list[Pending]) -> str:
    words = tr("Unsaved runs discarded: {0}. Edit > Undo brings them back until the window closes.")
    return words.format(len(left))


def _left_over(folder: Path, _report: Report) -> list[Pending]:
    """Any thread: Find the autosaved files of earlier visits."""
    return pending_recoveries(folder)


def _load(left: list[Pending], report: Report) -> _Recovered:
    """Any thread: Load every file that can be loaded; a damaged one must not prevent the others."""
    recovered, damaged = [], []
    for place, pending in enumerate(left):
        report(place, len(left))
        try:
            recovered.append(_taken_over(pending))
        except UserError as error:
            damaged.append(str(error))
    return recovered, damaged


def _taken_over(pending: Pending) -> tuple[LockedFile, SavedRun]:
    locked = pending.lock()
    try:
        return locked, pending.load()
    except UserError:
        locked.release(keep=True)
        raise
