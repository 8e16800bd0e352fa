"""The content of a run file: settings, data, checkpoint, history and snapshots.

Everything that training goes on changing is copied, so it can be saved in any thread.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import mnistgui
from mnistgui.data.dataset import Dataset
from mnistgui.errors import UserError
from mnistgui.files.data_facts import DataFacts
from mnistgui.files.digit_marks import DigitMark
from mnistgui.files.run_note import NO_NOTE, RunNote
from mnistgui.files.snapshot import Arrays, Snapshot
from mnistgui.files.weights.assembly import LayerArrays, assemble
from mnistgui.files.weights.description import Description
from mnistgui.nn.activations import activation
from mnistgui.nn.network import Network
from mnistgui.nn.scaling import SCALINGS
from mnistgui.training.branch_point import FROM_THE_START, BranchPoint
from mnistgui.training.calibration import with_temperature
from mnistgui.training.config import TrainingConfig
from mnistgui.training.events import Intervention
from mnistgui.training.history import History
from mnistgui.training.interventions import after
from mnistgui.training.machine_kind import machine_kind
from mnistgui.training.model import make_head
from mnistgui.training.replay import RunInputs
from mnistgui.training.state import TrainerState
from mnistgui.training.trainer import Trainer


@dataclass(frozen=True, eq=False)
class SavedRun:
    """Everything that a run file holds.

    Parameters
    ----------
    config : TrainingConfig
        With which it began.
    data : DataFacts
    state : TrainerState
        All that is needed to resume the run to the same bits.
    history : mapping of str to (mapping of str to ndarray)
        The columns of each table of :class:`~mnistgui.training.history.History`.
    snapshots : tuple of Snapshot
        In the order of their steps.
    ended : str or None
        Why the run ended, as in ``Finished.reason``; None when it had not ended.
    program_version : str
        Of the program that wrote it.
    saved : str
        When, in UTC, as ``2031-05-07T09:30:00+00:00``.
    temperature : float or None
        By which the network's logits are divided when it reads; None for 1.
    label : str
        The run's name, such as that of its preset; empty for none.
    origin : str
        A sentence naming the run whose weights this one started from; empty for weights that were
        drawn at random.
    start : mapping of str to ndarray, or None
        The weights of another run that this one started from, so that it can be reset; None for
        weights that were drawn, and in files from before they were kept.
    interventions : tuple of Intervention
        What a person changed while it trained, in order.
    branch_point : BranchPoint
        How far the first weights had come; step 0 in files from before it was kept.
    checkpoints : tuple of TrainerState
        Earlier states, in the order of their steps, from which its other steps are near.
    machine : str
        The kind of processor and BLAS that it was trained on, on which its last digits depend;
        empty where that is not known.
    marks : tuple of DigitMark
        What a person flagged or noted.
    note : RunNote
        What a person wrote on the run, and its tags.
    """

    config: TrainingConfig
    data: DataFacts
    state: TrainerState
    history: Mapping[str, Arrays]
    snapshots: tuple[Snapshot, ...] = ()
    ended: str | None = None
    program_version: str = mnistgui.__version__
    saved: str = ""
    temperature: float | None = None
    label: str = ""
    origin: str = ""
    start: Arrays | None = None
    interventions: tuple[Intervention, ...] = ()
    branch_point: BranchPoint = FROM_THE_START
    checkpoints: tuple[TrainerState, ...] = ()
    machine: str = ""
    marks: tuple[DigitMark, ...] = ()
    note: RunNote = NO_NOTE

    @property
    def last_config(self) -> TrainingConfig:
        """The settings in force at its end."""
        return after(self.config, self.interventions)

    @classmethod
    def from_trainer(
        cls,
        trainer: Trainer,
        data: DataFacts,
        history: History,
        snapshots: Iterable[Snapshot] = (),
        ended: str | None = None,
        config: TrainingConfig | None = None,
    ) -> "SavedRun":
        """Copy a run between two steps.

        Parameters
        ----------
        trainer : Trainer
        data : DataFacts
            Of the trainer's dataset.
        history : History
            Copied.
        snapshots : iterable of Snapshot
        ended : str or None
        config : TrainingConfig or None
            With which it began; None where nothing was changed since.

        Returns
        -------
        SavedRun
            Shares nothing that training changes.
        """
        columns = {
            name: {column: table[column].copy() for column in table.names()}
            for name, table in history.tables().items()
        }
        now = datetime.now(UTC).isoformat(timespec="seconds")
        state = trainer.state()
        return cls(
            *(config or trainer.config, data, state, columns, tuple(snapshots), ended),
            saved=now,
            interventions=tuple(history.interventions),
            machine=machine_kind(),
        )

    def network(self, snapshot: Snapshot | None = None) -> Network:
        """Make a network of the saved weights.

        Parameters
        ----------
        snapshot : Snapshot or None
            None for the weights at the end.

        Returns
        -------
        Network

        Raises
        ------
        UserError
            The run diverged: its weights are no numbers any more.
        """
        parameters = (snapshot or self.state).parameters
        numbers = range(1, len(parameters) // 2 + 1)
        config = self.config
        description = Description(
            (activation(config.activation, config.leaky_slope),),
            make_head(config),
            SCALINGS[config.pixel_scaling],
        )
        layers = [LayerArrays(parameters[f"W{n}"], parameters[f"b{n}"]) for n in numbers]
        return assemble(layers, description, "this run")

    def reader(self) -> Network:
        """Return the last network, with the temperature that the person chose for it.

        Returns
        -------
        Network

        Raises
        ------
        UserError
            The run diverged: its weights are no numbers any more.
        """
        network = self.network()
        return network if self.temperature is None else with_temperature(network, self.temperature)

    def restored_history(self) -> History:
        """Return a history that can be continued.

        Returns
        -------
        History
        """
        history = History()
        for name, table in history.tables().items():
            table.fill(self.history[name])
        history.interventions = list(self.interventions)
        return history

    def resumed(self, dataset: Dataset) -> Trainer:
        """Return a trainer that resumes the run, to the same bits.

        Parameters
        ----------
        dataset : Dataset
            The digits it learnt from.

        Returns
        -------
        Trainer

        Raises
        ------
        UserError
            The digits are others, or the run diverged.
        """
        self.require_same_digits(dataset)
        if self.ended == "diverged":
            raise UserError("this run diverged: its weights are no numbers any more")
        return Trainer(self.last_config, dataset, self.state)

    def recording(self, dataset: Dataset) -> RunInputs:
        """All that is needed to train this run again up to any of its steps.

        Parameters
        ----------
        dataset : Dataset
            The digits it learnt from.

        Returns
        -------
        RunInputs

        Raises
        ------
        UserError
            The digits are others, or the weights that the run began with are in no file.
        """
        self.require_same_digits(dataset)
        return self.inputs(dataset)

    def inputs(self, dataset: Dataset) -> RunInputs:
        """Do as :meth:`recording` for digits that are known to be those of the run.

        Parameters
        ----------
        dataset : Dataset

        Returns
        -------
        RunInputs

        Raises
        ------
        UserError
            The weights that the run began with are in no file.
        """
        if self.origin and self.start is None:
            raise UserError(
                f"this run began with the weights of {self.origin}, which its file does not hold; "
                "runs that drew their first weights are accepted"
            )
        threads = self.state.facts["threads"]
        start = None if self.start is None else TrainerState(self.start, {}, {})
        history = self.restored_history()
        return RunInputs.from_history(self.config, dataset, history, threads, start)

    def require_same_digits(self, dataset: Dataset) -> None:
        """Refuse a dataset that is not the one this run learnt from.

        Parameters
        ----------
        dataset : Dataset

        Raises
        ------
        UserError
            It is another one.
        """
        self.data.require(dataset)
