"""The owner of what the window shows: the digits, the runs, and the inspected network."""

import logging
from dataclasses import dataclass, replace
from enum import Enum
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from mnistgui.data.dataset import Dataset
from mnistgui.nn.network import Network, architecture
from mnistgui.notation import thousands
from mnistgui.training.config import TrainingConfig
from mnistgui.training.model import blueprint
from mnistgui.training.presets import PresetRun
from mnistgui.ui.runs.run_list import Runs
from mnistgui.ui.state.asked_digit import AskedDigit
from mnistgui.ui.state.digit_facts import DigitFacts
from mnistgui.ui.state.inspected import Inspected, inspected_of_run
from mnistgui.ui.state.misfit import misfit_words, readable_digits
from mnistgui.ui.state.parts import DividedDigits
from mnistgui.ui.state.past import Past
from mnistgui.ui.state.shared_readings import SharedReadings
from mnistgui.ui.state.shown_digits import ShownDigits
from mnistgui.ui.state.shown_unit import ShownUnit
from mnistgui.ui.strings import tr
from mnistgui.ui.training.orders import Order
from mnistgui.ui.training.planner import Planner
from mnistgui.ui.training.training_control import TrainingControl

_log = logging.getLogger("mnistgui.session")


class Source(Enum):
    """Whether the selected run's network or the loaded network is inspected."""

    TRAINED = "trained"
    LOADED = "loaded"


@dataclass(frozen=True, eq=False)
class Loaded:
    """A network from a file, a fine-tuned one, or the one that comes with the program."""

    network: Network
    name: str
    temperature: float | None
    note: str = ""  # what was assumed of it
    is_named: bool = False  # whether it is known what its classes are called


class Session(QObject):
    """Owns the shared state; panels read it and request changes, but never change each other."""

    dataset_changed = Signal()
    inspected_changed = Signal()  # another network, or the same at another moment, is inspected
    branched = Signal(str)  # a sentence: what a branch begins with, and what begins anew
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
        self._network_expected = False
        self.readings = SharedReadings(self.training, self)
        self.divided_digits = DividedDigits()
        self.shown_digits = ShownDigits(self)
        self.asked_digit = AskedDigit(self)
        self.shown_unit = ShownUnit(self)
        self._source = Source.TRAINED
        self.planner = Planner(self.runs, self.training, self)
        self.past = Past(self.training, self)
        self.past.moved.connect(self._inspect)
        self.planner.begun.connect(partial(self.set_source, Source.TRAINED))
        self.runs.selected.connect(self._select)
        self.runs.advanced.connect(self._inspect)

    @property
    def dataset(self) -> Dataset | None:
        """The digits at hand."""
        return self._dataset

    def expect_network(self, *, expected: bool) -> None:
        """Note whether a network that will be inspected is being loaded, as the shipped one is."""
        if expected != self._network_expected:
            self._network_expected = expected
            self.inspected_changed.emit()

    def hint(self, words: str) -> str:
        """Words that stand in place of figures; none while a network is about to come."""
        run = self.runs.current
        made = run is not None and run.alive and run.network is None
        return "" if self._network_expected or made else self.misfit or words

    @property
    def source(self) -> Source:
        """Which of the two networks is inspected."""
        return self._source

    @property
    def loaded(self) -> Network | None:
        """The network from a file, or that came with the program; None while there is none."""
        return self._loaded.network if self._loaded else None

    @property
    def loaded_name(self) -> str:
        """The name of the loaded network; empty while there is none."""
        return self._loaded.name if self._loaded else ""

    @property
    def loaded_note(self) -> str:
        """What was assumed of the loaded network, in sentences; empty for nothing."""
        return self._loaded.note if self._loaded else ""

    @property
    def loaded_choice(self) -> tuple[str, ...]:
        """The names of all networks that can be inspected without opening a file again."""
        return tuple(self._choice)

    @property
    def loaded_temperature(self) -> float | None:
        """The temperature of the loaded network, whether it is inspected or not."""
        return self._loaded.temperature if self._loaded else None

    @property
    def inspected(self) -> Inspected:
        """The network that is inspected, with all that is known of it."""
        return self._inspected

    @property
    def inspected_digits(self) -> Dataset | None:
        """The digits of the inspected run if they are loaded, else those at hand that it reads."""
        return self._inspected.dataset or self.readable_digits

    @property
    def readable_digits(self) -> Dataset | None:
        """The digits at hand; None where the inspected network cannot read them."""
        return readable_digits(self._inspected.network, self._dataset, named=self._is_named)

    @property
    def misfit(self) -> str:
        """Says that the inspected network cannot read the digits at hand; empty where it can."""
        return misfit_words(self._inspected.network, self._dataset, named=self._is_named)

    @property
    def _is_named(self) -> bool:
        """Whether the inspected network knows its classes by name; a file may only number them."""
        return self._inspected.run is not None or (
            self._loaded is not None and self._loaded.is_named
        )

    def set_dataset(self, dataset: Dataset) -> None:
        """Set the data set; a run that is alive is stopped."""
        _log.info("digits: %s", dataset.name)
        self.planner.stop()
        self._dataset = dataset
        self.planner.set_dataset(dataset)
        self.digit_facts.find_out(dataset)
        self.dataset_changed.emit()

    def add_loaded(self, network: Network, name: str) -> None:
        """Add a network to the loaded ones; the first one becomes the loaded network."""
        self._choice[name] = Loaded(network, name, None, is_named=True)
        self._loaded = self._loaded or self._choice[name]
        self.source_changed.emit()
        self._inspect()

    def set_loaded(
        self, network: Network, name: str, temperature: float | None = None, note: str = ""
    ) -> None:
        """Set the loaded network; it replaces one of the same name, and the others stay."""
        self._loaded = self._choice[name] = Loaded(network, name, temperature, note)
        self.source_changed.emit()
        self._inspect()

    def choose_loaded(self, name: str) -> None:
        """Inspect a network that was loaded before."""
        self._loaded, self._source = self._choice[name], Source.LOADED
        self.source_changed.emit()
        self._inspect()

    def use_temperature(self, temperature: float | None) -> None:
        """Set the temperature of the inspected network, until it trains on.

        Parameters
        ----------
        temperature : float or None
            Above 0; None to have it read as it is.
        """
        run = self.runs.current
        if self._source is Source.TRAINED and self.past.moment is not None:
            self.past.use_temperature(temperature)
            return
        if self._source is Source.LOADED and self._loaded is not None:
            self._loaded = replace(self._loaded, temperature=temperature)
            self._choice[self._loaded.name] = self._loaded
        elif run is not None:
            run.use_temperature(temperature)
        self._inspect()

    def show_step(self, step: int, *, whole: bool = False) -> None:
        """Inspect the selected run as it was after a step; see :meth:`Past.show_step`."""
        run = self.runs.current
        if run is not None:
            self.set_source(Source.TRAINED)
            self.past.show_step(run, step, run.dataset or self._dataset, whole=whole)

    def branch_from_moment(self, config: TrainingConfig) -> None:
        """Begin a new run, with these settings and the weights of the past moment on show."""
        moment = self.past.moment
        if moment is None or self._dataset is None:
            return
        wanted, widths = blueprint(config).widths, moment.network.widths
        if wanted != widths:
            words = tr("The settings ask for {0}; a branch of run {1} needs its layers, {2}.")
            numbers = (architecture(wanted), moment.run.number, architecture(widths))
            self.past.refused.emit(words.format(*numbers))
            return
        step = tr("step {0} of {1}").format(thousands(moment.step), moment.run.origin_text)
        label = tr("run {0} from step {1}").format(moment.run.number, thousands(moment.step))
        branch = PresetRun(label, config)
        origin = step, moment.run.branch_point_at(moment.step)
        self.planner.start_alone(branch, self._dataset, Order.RUN, moment.state, origin)
        begun = self.runs.current
        words = tr(
            "Run {0} begins with the weights of step {1} of run {2}; its optimizer and its random"
            " numbers begin anew."
        )
        if begun is not None:
            self.branched.emit(
                words.format(begun.number, thousands(moment.step), moment.run.number)
            )

    def set_source(self, source: Source) -> None:
        """Inspect the other network."""
        if source is not self._source:
            self._source = source
            self.past.return_to_now()
            self.source_changed.emit()
            self._inspect()

    def shut_down(self) -> None:
        """End every thread, when the window closes."""
        self.planner.stop()
        self.training.shut_down()
        self.past.shut_down()
        self.digit_facts.shut_down()
        self.readings.shut_down()

    @Slot()
    def _select(self) -> None:
        """Inspect another run, at its newest step."""
        self.past.return_to_now()
        self._inspect()

    @Slot()
    def _inspect(self) -> None:
        """Update what is inspected, and emit a signal if that has changed."""
        if self._source is Source.TRAINED:
            found = inspected_of_run(self.runs.current, self.past.moment)
        elif self._loaded is not None:
            found = Inspected(network=self._loaded.network, temperature=self._loaded.temperature)
        else:
            found = Inspected()
        if not found.is_same(self._inspected):
            self._inspected = found
            self.inspected_changed.emit()
