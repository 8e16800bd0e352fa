"""The one owner of what the window shows: the digits, the runs, and the network looked at."""

import logging
from enum import Enum

from PySide6.QtCore import QObject, Signal, Slot

from mnistgui.data.dataset import Dataset
from mnistgui.nn.network import Network
from mnistgui.training.presets import PresetRun
from mnistgui.ui.orders import Pace
from mnistgui.ui.runs import Runs, Status
from mnistgui.ui.training_control import TrainingControl

_log = logging.getLogger("mnistgui.session")


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
        self._planned: list[PresetRun] = []
        self.training.completed.connect(self._completed)
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
    def loaded(self) -> Network | None:
        """The network from a file, or that came with the program; None while there is none."""
        return self._loaded

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
        _log.info("digits: %s", dataset.name)
        self.stop()
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

    def train(self, plan: tuple[PresetRun, ...], pace: Pace) -> None:
        """Train on, or start new runs when none is alive.

        Parameters
        ----------
        plan : tuple of PresetRun
            New runs, one after the other.
        pace : Pace
            How far to go before waiting.
        """
        if self._dataset is None:
            return
        if self.training.status is Status.PAUSED:
            self.training.go(pace)
        else:
            self._planned = list(plan)
            self._begin_next(pace)
        self.set_source(Source.TRAINED)

    @Slot()
    def stop(self) -> None:
        """End the run that is alive; what was planned after it is not begun."""
        self._planned.clear()
        self.training.stop()

    def _begin_next(self, pace: Pace) -> None:
        if self._planned and self._dataset is not None:
            run = self._planned.pop(0)
            _log.info("a run begins: %s", run.config)
            self.training.begin(run.config, self._dataset, pace, run.label)

    @Slot()
    def _completed(self) -> None:
        self._begin_next(Pace.RUNNING)

    def go_on(self) -> None:
        """Take up the current run where it was stopped."""
        run = self.runs.current
        if run is not None and run.can_go_on and self._dataset is not None:
            self._planned.clear()
            self.training.go_on(run, run.dataset or self._dataset)
            self.set_source(Source.TRAINED)

    @Slot()
    def reset(self) -> None:
        """Back to the weights the current run started from, waiting there."""
        run = self.runs.current
        dataset = (run.dataset if run else None) or self._dataset
        if run is None or dataset is None:
            return
        self._planned.clear()
        self.training.begin(run.config, dataset, Pace.PAUSED, run.label)
        if not run.alive:
            self.runs.remove(run.number)

    def shut_down(self) -> None:
        """End every thread; used when the window closes."""
        self._planned.clear()
        self.training.shut_down()

    @Slot(int)
    def _advanced(self, number: int) -> None:
        current = self.runs.current
        if self._source is Source.TRAINED and current is not None and current.number == number:
            self.network_changed.emit()
