"""The one owner of what the window shows: the digits, the runs, and the network looked at."""

import logging
from dataclasses import dataclass, replace
from enum import Enum
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from mnistgui.data.dataset import Dataset
from mnistgui.nn.network import Network
from mnistgui.ui.runs.run_list import Runs
from mnistgui.ui.state.digit_facts import DigitFacts
from mnistgui.ui.state.inspected import Inspected, inspected_of_run
from mnistgui.ui.state.parts import DividedDigits
from mnistgui.ui.state.shared_readings import SharedReadings
from mnistgui.ui.state.shown_digits import ShownDigits
from mnistgui.ui.training.planner import Planner
from mnistgui.ui.training.training_control import TrainingControl

_log = logging.getLogger("mnistgui.session")


class Source(Enum):
    """Which network reads the drawing and is looked into."""

    TRAINED = "trained"
    LOADED = "loaded"


@dataclass(frozen=True, eq=False)
class Loaded:
    """A network from a file, one that learnt a hand, or the one that comes with the program."""

    network: Network
    name: str
    temperature: float | None


class Session(QObject):
    """Panels read this, ask it for changes, and never change each other.

    Parameters
    ----------
    parent : QObject, optional
        Keeps the session.
    """

    dataset_changed = Signal()
    inspected_changed = Signal()  # another network, or the same at another moment, is inspected
    source_changed = Signal()  # other networks can be chosen, or another one of them is at hand

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.runs = Runs(self)
        self.training = TrainingControl(self.runs, self)
        self.digit_facts = DigitFacts(self.runs, self)
        self._dataset: Dataset | None = None
        self._loaded: Loaded | None = None
        self._choice: dict[str, Loaded] = {}  # by name
        self._inspected = Inspected()
        self.readings = SharedReadings(self.training, self)
        self.divided_digits = DividedDigits()
        self.shown_digits = ShownDigits(self)
        self._source = Source.TRAINED
        self.planner = Planner(self.runs, self.training, self)
        self.planner.begun.connect(partial(self.set_source, Source.TRAINED))
        self.runs.selected.connect(self._inspect)
        self.runs.advanced.connect(self._inspect)

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
        return self._loaded.network if self._loaded else None

    @property
    def loaded_name(self) -> str:
        """What the loaded network is called; empty while there is none."""
        return self._loaded.name if self._loaded else ""

    @property
    def loaded_choice(self) -> tuple[str, ...]:
        """The names of all networks that can be looked at without opening a file again."""
        return tuple(self._choice)

    @property
    def loaded_temperature(self) -> float | None:
        """What the loaded network's logits are divided by, looked at or not."""
        return self._loaded.temperature if self._loaded else None

    @property
    def inspected(self) -> Inspected:
        """The network that is inspected, with all that is known of it."""
        return self._inspected

    def set_dataset(self, dataset: Dataset) -> None:
        """Work with other digits; a run that is alive is stopped."""
        _log.info("digits: %s", dataset.name)
        self.planner.stop()
        self._dataset = dataset
        self.planner.set_dataset(dataset)
        self.digit_facts.find_out(dataset)
        self.dataset_changed.emit()

    def add_loaded(self, network: Network, name: str) -> None:
        """Let a network be chosen; the first one is the one at hand."""
        self._choice[name] = Loaded(network, name, None)
        self._loaded = self._loaded or self._choice[name]
        self.source_changed.emit()
        self._inspect()

    def set_loaded(self, network: Network, name: str, temperature: float | None = None) -> None:
        """Have a network at hand; one of the same name gives way, all others can be chosen."""
        self._loaded = self._choice[name] = Loaded(network, name, temperature)
        self.source_changed.emit()
        self._inspect()

    def choose_loaded(self, name: str) -> None:
        """Look at a network that was loaded before."""
        self._loaded, self._source = self._choice[name], Source.LOADED
        self.source_changed.emit()
        self._inspect()

    def use_temperature(self, temperature: float | None) -> None:
        """Divide the logits of the network looked at, until it learns on.

        Parameters
        ----------
        temperature : float or None
            Above 0; None to have it read as it is.
        """
        run = self.runs.current
        if self._source is Source.LOADED and self._loaded is not None:
            self._loaded = replace(self._loaded, temperature=temperature)
            self._choice[self._loaded.name] = self._loaded
        elif run is not None:
            run.use_temperature(temperature)
        self._inspect()

    def set_source(self, source: Source) -> None:
        """Look at the other network."""
        if source is not self._source:
            self._source = source
            self.source_changed.emit()
            self._inspect()

    def shut_down(self) -> None:
        """End every thread; used when the window closes."""
        self.planner.stop()
        self.training.shut_down()
        self.digit_facts.shut_down()
        self.readings.shut_down()

    @Slot()
    def _inspect(self) -> None:
        """Find out what is inspected, and tell when it is another."""
        if self._source is Source.TRAINED:
            found = inspected_of_run(self.runs.current)
        elif self._loaded is not None:
            found = Inspected(network=self._loaded.network, temperature=self._loaded.temperature)
        else:
            found = Inspected()
        if not found.is_same(self._inspected):
            self._inspected = found
            self.inspected_changed.emit()
