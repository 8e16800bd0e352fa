"""The one owner of what the window shows: the digits, the runs, and the network looked at."""

from enum import Enum

from PySide6.QtCore import QObject, Signal, Slot

from mnistgui.data.dataset import Dataset
from mnistgui.nn.network import Network
from mnistgui.training.config import TrainingConfig
from mnistgui.ui.orders import Pace
from mnistgui.ui.runs import Runs, Status
from mnistgui.ui.training_control import TrainingControl


class Source(Enum):
    """Which network reads the drawing and is looked into."""

    TRAINED = "trained"
    LOADED = "loaded"


class Session(QObject):
    """Panels read this, ask it for changes, and never change each other.

    Parameters
    ----------
    parent : QObject, optional
        Keeps the session.
    """

    dataset_changed = Signal()
    network_changed = Signal()
    source_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.runs = Runs(self)
        self.training = TrainingControl(self.runs, self)
        self._dataset: Dataset | None = None
        self._loaded: Network | None = None
        self._loaded_name = ""
        self._source = Source.TRAINED
        self.runs.listed.connect(self.network_changed)
        self.runs.advanced.connect(self._advanced)

    @property
    def dataset(self) -> Dataset | None:
        """The digits at hand."""
        return self._dataset

    @property
    def source(self) -> Source:
        """Which network is looked at."""
        return self._source

    @property
    def loaded_name(self) -> str:
        """What the loaded network is called; empty while there is none."""
        return self._loaded_name

    @property
    def network(self) -> Network | None:
        """The network looked at; never changed in place. None when there is none yet."""
        if self._source is Source.LOADED:
            return self._loaded
        return self.runs.current.network if self.runs.current else None

    def set_dataset(self, dataset: Dataset) -> None:
        """Work with other digits; a run that is alive is stopped."""
        self.training.stop()
        self._dataset = dataset
        self.dataset_changed.emit()

    def set_loaded(self, network: Network, name: str) -> None:
        """Have a network from a file, or the one that came with the program, at hand.

        Parameters
        ----------
        network : Network
            Not changed any more.
        name : str
            What to call it.
        """
        self._loaded, self._loaded_name = network, name
        self.source_changed.emit()
        self.network_changed.emit()

    def set_source(self, source: Source) -> None:
        """Look at the other network."""
        if source is not self._source:
            self._source = source
            self.source_changed.emit()
            self.network_changed.emit()

    def train(self, config: TrainingConfig, pace: Pace) -> None:
        """Train on, or start a new run when none is alive.

        Parameters
        ----------
        config : TrainingConfig
            Used for a new run.
        pace : Pace
            How far to go before waiting.
        """
        if self._dataset is None:
            return
        if self.training.status is Status.PAUSED:
            self.training.go(pace)
        else:
            self.training.begin(config, self._dataset, pace)
        self.set_source(Source.TRAINED)

    def go_on(self) -> None:
        """Take up the current run where it was stopped."""
        run = self.runs.current
        if run is not None and run.can_go_on and self._dataset is not None:
            self.training.go_on(run, run.dataset or self._dataset)
            self.set_source(Source.TRAINED)

    @Slot()
    def reset(self) -> None:
        """Back to the weights the current run started from, waiting there."""
        run = self.runs.current
        dataset = (run.dataset if run else None) or self._dataset
        if run is None or dataset is None:
            return
        self.training.begin(run.config, dataset, Pace.PAUSED, run.label)
        if not run.alive:
            self.runs.remove(run.number)

    def shut_down(self) -> None:
        """End every thread; used when the window closes."""
        self.training.shut_down()

    @Slot(int)
    def _advanced(self, number: int) -> None:
        current = self.runs.current
        if self._source is Source.TRAINED and current is not None and current.number == number:
            self.network_changed.emit()
