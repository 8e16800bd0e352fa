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

_PAUSE_MS = 30_000  # while a network trains; once it rests, the index follows at once


class IndexBuilder(QObject):
    """Builds an index for each newer network while somebody looks at it."""

    changed = Signal()
    progressed = Signal(object)  # how much of an index is built, from 0 to 1; None for none

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._watched = False
        self._needed = False
        self._index: Index | None = None
        self._built_of: tuple[object, ...] = ()
        self._jobs = JobRunner(self)
        self._jobs.progressed.connect(self._emit_progress)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._build_if_needed)
        session.inspected_changed.connect(self._build_if_needed)
        session.training.changed.connect(self._build_if_needed)
        session.dataset_changed.connect(self._build_if_needed)

    @property
    def index(self) -> Index | None:
        """The newest index; None before the first is built."""
        return self._index

    @property
    def busy(self) -> bool:
        """Whether an index is being built."""
        return self._jobs.busy

    def set_watched(self, *, watched: bool) -> None:
        """Work only while somebody can see the result, and catch up then."""
        self._watched = watched
        if watched:
            self._build_if_needed()
        else:
            self._pause.stop()
            self._jobs.cancel()

    def set_needed(self, *, needed: bool) -> None:
        """Set whether there is a drawing to compare with the digits."""
        if needed != self._needed:
            self._needed = needed
            self._build_if_needed()

    def shut_down(self) -> None:
        """Wait until the thread has ended."""
        self._watched = False
        self._pause.stop()
        self._jobs.shut_down()

    @Slot()
    def _build_if_needed(self) -> None:
        """Drop an index of other digits or another run; start to build one if it is due."""
        network, dataset = self._session.inspected.network, self._session.readable_digits
        self._drop_foreign_index((dataset, self._owner()))
        if not self._watched or network is None or dataset is None:
            return
        training = self._session.training.status is Status.RUNNING
        indexed = self._index is not None and self._index.network is network
        due = (self._needed and not self._pause.isActive()) or not training
        if due and not indexed and not self._jobs.busy:
            work = partial(_build, network, dataset.train, training)
            self._jobs.start(tr("Indexing the training digits"), work, self._set_index)

    def _owner(self) -> object:
        """Return the run, or the loaded network, of which the inspected network is a snapshot."""
        inspected = self._session.inspected
        return inspected.run or inspected.network

    def _drop_foreign_index(self, of: tuple[object, ...]) -> None:
        if len(of) == len(self._built_of) and all(
            a is b for a, b in zip(of, self._built_of, strict=True)
        ):
            return
        self._built_of, self._index = of, None
        self._pause.stop()
        self._jobs.cancel()
        self.changed.emit()

    def _set_index(self, index: Index) -> None:
        self._index = index
        self._pause.start(_PAUSE_MS)
        self.changed.emit()

    @Slot(object)
    def _emit_progress(self, progress: JobProgress | None) -> None:
        self.progressed.emit(progress.fraction if progress else None)


def _build(
    network: Network,
    split: Split,
    training: bool,
    report: Report,
) -> Index:
    """Any thread: Build an index of the training digits."""
    return build_index(network, split, with_pauses(report, training=training))
