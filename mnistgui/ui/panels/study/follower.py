"""Reads and tells a study in another thread, and starts its workers."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from mnistgui.errors import UserError
from mnistgui.files.run import SavedRun
from mnistgui.sweeps.crew import Crew
from mnistgui.sweeps.new_study import create_study
from mnistgui.sweeps.place import StudyPlace
from mnistgui.sweeps.plan import StudyPlan
from mnistgui.sweeps.result_reader import ResultReader
from mnistgui.sweeps.results import StudyResults
from mnistgui.sweeps.study import GO_ON, Study, open_study
from mnistgui.ui.background.latest_wins import LatestWins

_READ_MS = 1000


@dataclass(eq=False)
class OpenedStudy:
    """A study that the window has open; its connections are used in one thread at a time.

    Parameters
    ----------
    place : StudyPlace
    study : Study
    """

    place: StudyPlace
    study: Study
    reader: ResultReader = field(init=False)

    def __post_init__(self) -> None:
        self.reader = ResultReader(self.study)


@dataclass(frozen=True, eq=False)
class _News:
    """What a request has come to."""

    opened: OpenedStudy | None = None
    results: StudyResults | None = None
    workers: int = 0
    trouble: str | None = None
    fault: str = ""
    run: SavedRun | None = None
    cell: int = 0


class StudyFollower(QObject):
    """Follows one study.

    Parameters
    ----------
    parent : QObject
        The Qt parent.

    Attributes
    ----------
    crew : Crew or None
        The workers that this window has started; touched by the thread of requests alone.
    """

    changed = Signal(object, int)  # StudyResults, and workers of this window
    failed = Signal(str)
    run_loaded = Signal(object, int)  # SavedRun of a cell, and the cell's number

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.crew: Crew | None = None
        self._opened: OpenedStudy | None = None
        self._told = ""
        self._waiting: list[Callable[[], _News]] = []
        self._busy = False
        self._requests = LatestWins(self, cooldown_factor=0.0, min_cooldown_ms=0)
        self._requests.answered.connect(self._take)
        self._clock = QTimer(self, interval=_READ_MS)
        self._clock.timeout.connect(self._read)

    @property
    def place(self) -> StudyPlace | None:
        """Where the study is; None before one is open."""
        return None if self._opened is None else self._opened.place

    def make(self, place: StudyPlace, plan: StudyPlan, workers: int, data: Path | None) -> None:
        """Make a study, follow it, and start its workers."""
        self._let_go()
        self.crew = Crew(place, data)
        self._ask(partial(_make, place, plan, self.crew, workers))

    def open(self, place: StudyPlace) -> None:
        """Follow a study that is there."""
        self._let_go()
        self._ask(partial(_open, place))

    def _let_go(self) -> None:
        """Leave the workers of another study to themselves."""
        if self.crew is not None:
            self.crew.let_go()
            self.crew = None

    def start_workers(self, number: int, data: Path | None) -> None:
        """Have workers go on, and start so many."""
        opened = self._opened
        self._clock.start()
        if opened is not None:
            if self.crew is None:
                self.crew = Crew(opened.place, data)
            self._ask(partial(_start, opened, self.crew, number))

    def tell(self, command: str) -> None:
        """Tell all workers of the study what to do."""
        if self._opened is not None:
            self._ask(partial(_tell, self._opened, self.crew, command))

    def load(self, cell: int, name: str) -> None:
        """Load the run of a cell."""
        if self._opened is not None:
            self._ask(partial(_load, self._opened, cell, name))

    def set_watched(self, *, watched: bool) -> None:
        """Read only while somebody looks."""
        if watched and self._opened is not None:
            self._read()
            self._clock.start()
        else:
            self._clock.stop()

    def close(self) -> None:
        """Follow the study no more; its workers are left to themselves."""
        self._clock.stop()
        self._let_go()
        if self._opened is not None:
            self._opened.study.close()
            self._opened = None

    def shut_down(self, *, workers_go_on: bool) -> None:
        """Wait for the thread; workers go on, or keep a checkpoint and end."""
        self._clock.stop()
        self._waiting.clear()
        self._requests.shut_down()
        if self.crew is not None:
            if not workers_go_on:
                self.crew.stop()
            self.crew.let_go()
        if self._opened is not None:
            self._opened.study.close()

    @Slot()
    def _read(self) -> None:
        if self._opened is not None and not self._busy:
            self._ask(partial(_read, self._opened, self.crew))

    def _ask(self, request: Callable[[], _News]) -> None:
        """Carry out requests one after the other: none of them may be left out."""
        self._waiting.append(request)
        if not self._busy:
            self._next()

    def _next(self) -> None:
        self._busy = bool(self._waiting)
        if self._waiting:
            self._requests.submit(partial(_in_a_sentence, self._waiting.pop(0)))

    @Slot(object)
    def _take(self, news: _News) -> None:
        if news.opened is not None:
            if self._opened is not None:
                self._opened.study.close()
            self._opened = news.opened
            self._clock.start()
        if news.results is not None:
            if news.results.ended == len(news.results.cells) and not news.workers:
                self._clock.stop()  # it changes no more, unless somebody asks
            self.changed.emit(news.results, news.workers)
        if news.run is not None:
            self.run_loaded.emit(news.run, news.cell)
        fault = news.fault or news.trouble or ""
        if fault != self._told or news.fault:
            self._told = fault
            self.failed.emit(fault)
        self._next()


def _in_a_sentence(request: Callable[[], _News]) -> _News:
    """Any thread: Carry out a request; what a person or the machine did wrong is a sentence."""
    try:
        return request()
    except UserError as error:
        return _News(fault=str(error))


def _worked_out(results: StudyResults) -> StudyResults:
    """Any thread: Have everything computed that the window would have to wait for."""
    _ = results.counts, results.best, [one.mean for one in results.settings]
    return results


def _read(opened: OpenedStudy, crew: Crew | None) -> _News:
    """Any thread: Read the study as it is now."""
    results = _worked_out(opened.reader.read())
    if crew is None:
        return _News(results=results)
    return _News(results=results, workers=crew.running, trouble=crew.trouble)


def _make(place: StudyPlace, plan: StudyPlan, crew: Crew, workers: int) -> _News:
    """Any thread: Make a study and start its workers."""
    opened = OpenedStudy(place, create_study(place, plan))
    crew.start(workers)
    return _News(opened, _worked_out(opened.reader.read()), crew.running)


def _open(place: StudyPlace) -> _News:
    """Any thread: Open a study."""
    opened = OpenedStudy(place, open_study(place))
    return _News(opened, _worked_out(opened.reader.read()))


def _start(opened: OpenedStudy, crew: Crew, number: int) -> _News:
    """Any thread: Start workers, which takes longer than a frame of the window."""
    opened.study.tell_workers(GO_ON)
    crew.start(max(0, number - crew.running))
    return _read(opened, crew)


def _tell(opened: OpenedStudy, crew: Crew | None, command: str) -> _News:
    """Any thread: Tell the workers what to do."""
    opened.study.tell_workers(command)
    return _read(opened, crew)


def _load(opened: OpenedStudy, cell: int, name: str) -> _News:
    """Any thread: Load the run of a cell."""
    return _News(run=opened.study.runs.load(name), cell=cell)
