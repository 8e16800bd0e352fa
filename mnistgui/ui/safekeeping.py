"""Nothing is lost: runs are autosaved while they train, and what was left over is offered."""

import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject, QTimer, Slot

from mnistgui.errors import UserError
from mnistgui.files.claims import Claim
from mnistgui.files.recovery import Pending, claim_place, pending_recoveries
from mnistgui.files.run import Run as RunOnDisk
from mnistgui.ui import run_files
from mnistgui.ui.background import JobRunner
from mnistgui.ui.banner import Banner
from mnistgui.ui.job import Report
from mnistgui.ui.latest import Latest
from mnistgui.ui.runs import Kept, Run
from mnistgui.ui.session import Session, Source
from mnistgui.ui.strings import tr

EVERY_MS = 15_000
_LEAST_SECONDS = 2.0
_MOST = 10  # runs kept of one visit, beside those recovered from earlier ones

# What can be gone on with, and a sentence for each file that cannot.
_Recovered = tuple[list[tuple[Claim, RunOnDisk]], list[str]]


@dataclass(frozen=True, eq=False)
class _Moment:
    """What is to be written of a run, and where."""

    run: Run
    kept: Kept
    path: Path


@dataclass(frozen=True)
class _Written:
    """Which moments are on the disk, and what went wrong with another; empty for nothing."""

    moments: tuple[_Moment, ...]
    trouble: str


class Safekeeping(QObject):
    """Autosaves the run that is alive and recovers what an earlier visit left.

    Parameters
    ----------
    session : Session
        Whose runs are kept.
    jobs : JobRunner
        Loads what was left.
    banner : Banner
        Offers what was left, and says when saving fails.
    folder : Path
        The recovery folder.
    parent : QObject
        Keeps it.
    """

    def __init__(
        self, session: Session, jobs: JobRunner, banner: Banner, folder: Path, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self._banner = banner
        self._folder = folder
        self._claims: dict[int, Claim] = {}
        self._recovered: set[int] = set()
        self._seen: dict[int, Kept] = {}
        self._unwritten: dict[int, _Moment] = {}  # the newest of each run
        self._epochs = 0
        self._asked = 0.0
        self._trouble = ""
        self._writer = Latest(self)
        self._writer.answered.connect(self._written)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(session.training.ask_state)
        session.training.changed.connect(self._watch)
        session.runs.advanced.connect(self._advanced)
        session.runs.listed.connect(self._let_go)

    def begin(self) -> None:
        """Offer what an earlier visit left."""
        title = tr("Looking for unsaved runs")
        self._jobs.start(title, partial(_left_over, self._folder), self._offer)

    def shut_down(self) -> None:
        """Write what is waiting; keep what the person has not saved."""
        self._timer.stop()
        self._writer.shut_down()
        for number, claim in self._claims.items():
            run = self._session.runs.get(number)
            self._write_last(run, claim)
            claim.release(keep=run is not None and run.saved is not run.kept)
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
        run = self._session.runs.get(number)
        if run is None:
            return
        self._ask_at_epochs_end(len(run.history.epochs))
        if run.kept is not None and run.kept is not self._seen.get(number):
            self._seen[number] = run.kept
            self._save(run, run.kept)

    def _ask_at_epochs_end(self, epochs: int) -> None:
        """Autosave at an epoch's end, unless the last save has only just been."""
        now = time.monotonic()
        if epochs != self._epochs and now - self._asked >= _LEAST_SECONDS:
            self._epochs, self._asked = epochs, now
            self._session.training.ask_state()

    def _save(self, run: Run, kept: Kept) -> None:
        if not len(kept.history["steps"]["step"]):
            return
        try:
            claim = self._claims.get(run.number) or claim_place(self._folder)
        except UserError as error:
            self._say(str(error))
            return
        self._claims[run.number] = claim
        self._unwritten[run.number] = _Moment(run, kept, claim.path)
        # Of all runs: a question takes the place of one that still waits for its turn.
        self._writer.ask(partial(_write, tuple(self._unwritten.values())))

    def _write_last(self, run: Run | None, claim: Claim) -> None:
        """The newest moment may still have been waiting for its turn."""
        if run is None or run.kept is None or run.saved is run.kept:
            return
        if run.number in self._unwritten or run.kept is not self._seen.get(run.number):
            self._say(_write((_Moment(run, run.kept, claim.path),)).trouble)

    @Slot(object)
    def _written(self, answer: _Written) -> None:
        for moment in answer.moments:
            if self._unwritten.get(moment.run.number) is moment:
                del self._unwritten[moment.run.number]
        self._say(answer.trouble)

    def _say(self, trouble: str) -> None:
        """Say that saving fails, once for each reason; training goes on."""
        if trouble and trouble != self._trouble:
            self._banner.complain(tr("Autosave: {0}").format(trouble), behind=True)
        self._trouble = trouble

    @Slot()
    def _let_go(self) -> None:
        """A run that the person removed need not be offered again."""
        gone = [number for number in self._claims if self._session.runs.get(number) is None]
        gone += [number for number in self._claims if number not in self._recovered][:-_MOST]
        for number in dict.fromkeys(gone):
            self._claims.pop(number).release(keep=False)
            self._unwritten.pop(number, None)
        self._seen = {n: kept for n, kept in self._seen.items() if n in self._claims}

    def _offer(self, result: object) -> None:
        left = cast("list[Pending]", result)
        if left:
            self._banner.tell(
                tr("Unsaved runs of an earlier visit: {0}.").format(len(left)),
                (tr("Open them"), partial(self._recover, left)),
                (tr("Discard"), partial(self._discard, left)),
            )

    def _recover(self, left: list[Pending]) -> None:
        self._jobs.start(tr("Opening unsaved runs"), partial(_load, left), self._take)

    def _take(self, result: object) -> None:
        recovered, damaged = cast("_Recovered", result)
        for claim, loaded in reversed(recovered):
            run = run_files.lay_beside(self._session.runs, loaded, "")
            self._claims[run.number] = claim
            self._recovered.add(run.number)
            if run.kept is not None:
                self._seen[run.number] = run.kept
            self._session.set_source(Source.TRAINED)
        self._offer_to_go_on()
        if damaged:
            self._banner.complain("; ".join(damaged))

    def _offer_to_go_on(self) -> None:
        run = self._session.runs.current
        if run is not None and run.can_go_on:
            words = tr("Run {0} was broken off. The Training menu also goes on with it.")
            go_on = partial(self._go_on, run.number)
            self._banner.tell(words.format(run.number), (tr("Go on"), go_on))

    def _go_on(self, number: int) -> None:
        self._session.runs.select(number)
        self._session.planner.go_on()

    def _discard(self, left: list[Pending]) -> None:
        for pending in left:
            try:
                pending.claim().release(keep=False)
            except UserError as error:
                self._banner.complain(str(error))


def _left_over(folder: Path, _report: Report) -> list[Pending]:
    return pending_recoveries(folder)


def _load(left: list[Pending], report: Report) -> _Recovered:
    """Load what can be loaded: one damaged file must not keep a person from the others."""
    recovered, damaged = [], []
    for place, pending in enumerate(left):
        report(place, len(left))
        try:
            recovered.append(_taken_over(pending))
        except UserError as error:
            damaged.append(str(error))
    return recovered, damaged


def _taken_over(pending: Pending) -> tuple[Claim, RunOnDisk]:
    claim = pending.claim()
    try:
        return claim, pending.load()
    except UserError:
        claim.release(keep=True)
        raise


def _write(moments: tuple[_Moment, ...]) -> _Written:
    """Save each moment that can be saved."""
    written, trouble = [], ""
    for moment in moments:
        try:
            run_files.write(moment.run, moment.kept, moment.path)
        except UserError as error:
            trouble = str(error)
        else:
            written.append(moment)
    return _Written(tuple(written), trouble)
