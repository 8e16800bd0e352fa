"""Builds an index of the training digits for the inspected network, in another thread.

While the network learns, the index is of a snapshot some seconds old: an index that is being built
is finished first, then the newest network has its turn; and none is built before something is
drawn. What belongs to other digits or to another run is dropped at once.
"""

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from mnistgui.data.dataset import Split
from mnistgui.drawing.neighbours import Index, build_index
from mnistgui.nn.network import Network
from mnistgui.ui.background.job import JobProgress, Report
from mnistgui.ui.background.job_runner import JobRunner
from mnistgui.ui.background.pauses import with_pauses
from mnistgui.ui.runs.run import Status
from mnistgui.ui.state.session import Session
from mnistgui.ui.strings import tr

_BETWEEN_MS = 30_000  # while a network trains; once it rests, the index follows at once


class IndexKeeper(QObject):
    """Builds an index whenever there is a newer network, as long as it is watched.

    Parameters
    ----------
    session : Session
        Owner of the network and the digits.
    parent : QObject
        Keeps it.
    """

    changed = Signal()
    progressed = Signal(object)  # how much of an index is built, from 0 to 1; None for none

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._watched = False
        self._wanted = False
        self._index: Index | None = None
        self._of: tuple[object, ...] = ()
        self._jobs = JobRunner(self)
        self._jobs.progressed.connect(self._tell)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._consider)
        session.inspected_changed.connect(self._consider)
        session.training.changed.connect(self._consider)
        session.dataset_changed.connect(self._consider)

    @property
    def index(self) -> Index | None:
        """The newest index; None before the first is there."""
        return self._index

    @property
    def busy(self) -> bool:
        """Whether an index is being built."""
        return self._jobs.busy

    def set_watched(self, *, watched: bool) -> None:
        """Work only while somebody can see it, and catch up then."""
        self._watched = watched
        if watched:
            self._consider()
        else:
            self._rest.stop()
            self._jobs.cancel()

    def set_wanted(self, *, wanted: bool) -> None:
        """Whether there is a drawing to compare."""
        if wanted != self._wanted:
            self._wanted = wanted
            self._consider()

    def shut_down(self) -> None:
        """Wait until the thread has ended."""
        self._watched = False
        self._rest.stop()
        self._jobs.shut_down()

    @Slot()
    def _consider(self) -> None:
        """Drop what belongs to something else; build where that is due."""
        network, dataset = self._session.inspected.network, self._session.dataset
        self._belong((dataset, self._owner()))
        if not self._watched or network is None or dataset is None:
            return
        training = self._session.training.status is Status.RUNNING
        indexed = self._index is not None and self._index.network is network
        due = (self._wanted and not self._rest.isActive()) or not training
        if due and not indexed and not self._jobs.busy:
            work = partial(_build, network, dataset.train, training)
            self._jobs.start(tr("Indexing the training digits"), work, self._take)

    def _owner(self) -> object:
        """What the network looked at is a snapshot of."""
        inspected = self._session.inspected
        return inspected.run or inspected.network

    def _belong(self, of: tuple[object, ...]) -> None:
        if len(of) == len(self._of) and all(a is b for a, b in zip(of, self._of, strict=True)):
            return
        self._of, self._index = of, None
        self._rest.stop()
        self._jobs.cancel()
        self.changed.emit()

    def _take(self, index: Index) -> None:
        self._index = index
        self._rest.start(_BETWEEN_MS)
        self.changed.emit()

    @Slot(object)
    def _tell(self, progress: JobProgress | None) -> None:
        self.progressed.emit(progress.fraction if progress else None)


def _build(
    network: Network,
    split: Split,
    training: bool,
    report: Report,
) -> Index:
    return build_index(network, split, with_pauses(report, training=training))
