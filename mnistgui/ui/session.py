"""The one owner of what the window shows: the digits, the runs, and the network looked at."""

import logging
from enum import Enum

from PySide6.QtCore import QObject, Signal, Slot

from mnistgui.data.dataset import Dataset
from mnistgui.nn.network import Network
from mnistgui.training.presets import Preset, PresetRun
from mnistgui.ui.orders import Pace
from mnistgui.ui.plan import Plan
from mnistgui.ui.runs import Run, Runs, Status
from mnistgui.ui.temperature import Tempered
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
    temperature_changed = Signal()
    plan_changed = Signal()  # another plan, another of its runs, or its end

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.runs = Runs(self)
        self.training = TrainingControl(self.runs, self)
        self._dataset: Dataset | None = None
        self._loaded: Network | None = None
        self._loaded_name = ""
        self._loaded_temperature: float | None = None
        self._tempered = Tempered()
        self._source = Source.TRAINED
        self._plan: Plan | None = None
        self._pace = Pace.PAUSED
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

    @property
    def temperature(self) -> float | None:
        """What the logits of the network looked at are divided by; None when by nothing."""
        if self._source is Source.LOADED:
            return self._loaded_temperature
        return self.runs.current.temperature if self.runs.current else None

    @property
    def reader(self) -> Network | None:
        """The network looked at, with its temperature: what the bars show."""
        return self._tempered.reader(self.network, self.temperature)

    @property
    def plan(self) -> Plan | None:
        """The runs that were started together last; None before the first."""
        return self._plan

    @property
    def under_way(self) -> Plan | None:
        """The plan, while a run of it is alive."""
        alive, plan = self.training.alive, self._plan
        return plan if plan and plan.begun and alive is plan.begun[-1] else None

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
        self._loaded_temperature = None
        self.source_changed.emit()
        self.network_changed.emit()

    def use_temperature(self, temperature: float | None) -> None:
        """Divide the logits of the network looked at, until it learns on.

        Parameters
        ----------
        temperature : float or None
            Above 0; None to have it read as it is.
        """
        run = self.runs.current
        if self._source is Source.LOADED:
            self._loaded_temperature = temperature
        elif run is not None:
            run.use_temperature(temperature)
        self.temperature_changed.emit()

    def set_source(self, source: Source) -> None:
        """Look at the other network."""
        if source is not self._source:
            self._source = source
            self.source_changed.emit()
            self.network_changed.emit()

    def train(
        self, planned: tuple[PresetRun, ...], pace: Pace, preset: Preset | None = None
    ) -> None:
        """Train on, or start new runs when none is alive.

        Parameters
        ----------
        planned : tuple of PresetRun
            New runs, one after the other; several are laid over each other, and over no others.
        pace : Pace
            How far to go before waiting.
        preset : Preset or None
            The experiment that the new runs belong to.
        """
        if self._dataset is None:
            return
        self._pace = pace
        if self.training.status is Status.PAUSED:
            self.training.go(pace)
        else:
            if len(planned) > 1:
                self.runs.hide_all()
            self._plan = Plan(planned, self._dataset, preset)
            self._begin_next(self._plan)
        self.set_source(Source.TRAINED)

    def pause(self) -> None:
        """Have the run that is alive wait; should it end just now, the next one waits."""
        self._pace = Pace.PAUSED
        self.training.go(Pace.PAUSED)

    @Slot()
    def stop(self) -> None:
        """End the run that is alive; what was planned after it is not begun."""
        self._stop_plan()
        self.training.stop()

    def _stop_plan(self) -> None:
        if self._plan is not None:
            self._plan.stopped = True
            self.plan_changed.emit()

    def _begin_next(self, plan: Plan) -> None:
        if plan.next is None:
            return
        config = plan.next.config
        label = plan.next.label or (plan.preset.name if plan.preset else "")
        _log.info("a run begins: %s", config)
        # Who looks at another run by now is not torn away from it.
        follow = not plan.begun or self.runs.current is plan.begun[-1]
        run = self.training.begin(config, plan.dataset, self._pace, label, follow=follow)
        plan.begun.append(run)
        self.plan_changed.emit()

    @Slot()
    def _completed(self) -> None:
        if self._plan is None:
            return
        if self._plan.goes_on:
            if self._pace is not Pace.RUNNING:  # what was asked for was a batch or an epoch
                self._pace = Pace.PAUSED
            self._begin_next(self._plan)
        else:
            self.plan_changed.emit()

    @property
    def can_go_on(self) -> bool:
        """Whether the current run, or the plan that was stopped at its end, can be taken up."""
        run = self.runs.current
        return run is not None and (run.can_go_on or self._rest_of_plan(run) is not None)

    def go_on(self) -> None:
        """Take up the current run where it was stopped, and the plan when it is the last of it."""
        run = self.runs.current
        if run is None or not self.can_go_on or self._dataset is None:
            return
        rest = self._rest_of_plan(run)
        if self._plan is not None:
            self._plan.stopped = rest is None
        self._pace = Pace.RUNNING
        if run.can_go_on:
            self.training.go_on(run, run.dataset or self._dataset)
            self.plan_changed.emit()
        elif rest is not None:
            self._begin_next(rest)
        self.set_source(Source.TRAINED)

    def _rest_of_plan(self, run: Run) -> Plan | None:
        """The plan that was stopped with this run, when there is something left of it."""
        plan = self._plan
        return plan if plan and plan.stopped and plan.next and plan.begun[-1:] == [run] else None

    @Slot()
    def reset(self) -> None:
        """Back to the weights the current run started from, waiting there."""
        run = self.runs.current
        dataset = (run.dataset if run else None) or self._dataset
        if run is None or dataset is None:
            return
        whole = self._plan is not None and self._plan.begun == [run] and self._plan.next is None
        preset = self._plan.preset if whole and self._plan else None
        self._pace = Pace.PAUSED
        self._plan = Plan((PresetRun(run.label, run.config),), dataset, preset)
        self._begin_next(self._plan)
        if not run.alive:
            self.runs.remove(run.number)

    def shut_down(self) -> None:
        """End every thread; used when the window closes."""
        self._stop_plan()
        self.training.shut_down()

    @Slot(int)
    def _advanced(self, number: int) -> None:
        current = self.runs.current
        if self._source is Source.TRAINED and current is not None and current.number == number:
            self.network_changed.emit()
