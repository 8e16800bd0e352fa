"""The history of a run: its events as arrays that can be drawn, saved and compared."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistgui.training.events import EpochEnded, Event, Intervention, Measured, Metrics, Stepped

# Column names and types of the three tables; part of every saved run.
STEPS = MappingProxyType(
    {"step": np.int64, "loss": np.float32, "accuracy": np.float32, "learning_rate": np.float32}
)
MEASURED = MappingProxyType(
    {
        "step": np.int64,
        "epoch": np.float64,
        **{
            f"{part}_{what}": np.float64
            for part in ("train", "valid", "test")
            for what in ("loss", "accuracy")
        },
        "train_cost": np.float64,
        "train_bias_gradient": np.float64,
    }
)
EPOCHS = MappingProxyType({"epoch": np.int64, "step": np.int64, "seconds": np.float64})


class GrowingTable:
    """Columns to which rows are appended at little cost, and which are read as arrays.

    Parameters
    ----------
    columns : mapping of str to dtype
    """

    def __init__(self, columns: Mapping[str, type]) -> None:
        self._columns: dict[str, NDArray[Any]] = {
            name: np.empty(64, dtype) for name, dtype in columns.items()
        }
        self._n = 0

    def __len__(self) -> int:
        return self._n

    def __getitem__(self, name: str) -> NDArray[Any]:
        return self._columns[name][: self._n]

    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(self._columns)

    def add(self, *row: float) -> None:
        """Append a row; it replaces the last row if their first columns are equal.

        Parameters
        ----------
        *row : float
            A value for each column.
        """
        first = next(iter(self._columns.values()))
        if not self._n or first[self._n - 1] != row[0]:
            self._n += 1
        self._make_room()
        with np.errstate(over="ignore"):  # A diverging loss in float64 is infinite here.
            for column, value in zip(self._columns.values(), row, strict=True):
                column[self._n - 1] = value

    def extend(self, rows: Sequence[tuple[float, ...]]) -> None:
        """Append many rows at once; none repeats the first column of another.

        Parameters
        ----------
        rows : sequence of tuple of float
            A value for each column.
        """
        if not rows:
            return
        self.add(*rows[0])  # It may take the place of the last.
        begin, self._n = self._n, self._n + len(rows) - 1
        self._make_room()
        with np.errstate(over="ignore"):
            for i, column in enumerate(self._columns.values()):
                column[begin : self._n] = [row[i] for row in rows[1:]]

    def _make_room(self) -> None:
        room = len(next(iter(self._columns.values())))
        if self._n > room:
            for name, column in self._columns.items():
                self._columns[name] = np.resize(column, max(64, 2 * room, self._n))

    def fill(self, columns: Mapping[str, NDArray[Any]]) -> None:
        """Replace all rows.

        Parameters
        ----------
        columns : mapping of str to ndarray of shape (n_rows,)
        """
        for name, own in self._columns.items():
            self._columns[name] = np.array(columns[name], own.dtype)
            self._n = len(columns[name])


class History:
    """The measurements of a run so far.

    Attributes
    ----------
    steps : GrowingTable
        A row per change of the weights: step, loss, accuracy, learning_rate - of the batch.
    measured : GrowingTable
        A row per measurement: step, epoch, and loss and accuracy of ``train_``, ``valid_`` and
        ``test_``; NaN where nothing is held back. ``train_cost`` is the loss with the penalty,
        ``train_bias_gradient`` the length of the gradient of the output's biases.
    epochs : GrowingTable
        A row per epoch: epoch, step at its end, seconds spent in steps.
    interventions : list of Intervention
        What a person changed while it trained, in order.
    """

    def __init__(self) -> None:
        self.steps = GrowingTable(STEPS)
        self.measured = GrowingTable(MEASURED)
        self.epochs = GrowingTable(EPOCHS)
        self.interventions: list[Intervention] = []

    def add(self, event: Event) -> None:
        """Add an event; events without numbers change nothing.

        Parameters
        ----------
        event : Event
        """
        match event:
            case Stepped():
                self.steps.add(event.step, event.loss, event.accuracy, event.learning_rate)
            case Measured():
                parts = (event.train, event.valid or Metrics(np.nan, np.nan), event.test)
                numbers = [number for part in parts for number in (part.loss, part.accuracy)]
                whole = (event.cost, event.train.bias_gradient)
                self.measured.add(event.step, event.epoch, *numbers, *whole)
            case EpochEnded():
                self.epochs.add(event.epoch, event.step, event.seconds)
            case Intervention():
                self.interventions.append(event)
            case _:
                pass

    def add_all(self, events: Sequence[Event]) -> list[Event]:
        """Add many events, which costs less than one by one.

        Parameters
        ----------
        events : sequence of Event
            In order.

        Returns
        -------
        list of Event
            Those that are no changes of the weights: the few that mean more than numbers.
        """
        rows: list[tuple[float, ...]] = []
        others: list[Event] = []
        for event in events:
            if isinstance(event, Stepped):
                rows.append((event.step, event.loss, event.accuracy, event.learning_rate))
            else:
                others.append(event)
        self.steps.extend(rows)
        for event in others:
            self.add(event)
        return others

    @property
    def steps_per_epoch(self) -> float | None:
        """The steps of an epoch, as far as a measurement or an end of an epoch tells; else None."""
        for table in (self.epochs, self.measured):
            if len(table) and table["epoch"][-1] > 0:
                return float(table["step"][-1] / table["epoch"][-1])
        return None

    def measured_event(self, place: int) -> Measured:
        """Return a measurement as the event that told it.

        Parameters
        ----------
        place : int
            Row of ``measured``, from 0.

        Returns
        -------
        Measured
            Its penalty is a difference of two numbers of the row, so it is rounded as they are.
        """
        row = {name: float(self.measured[name][place]) for name in self.measured.names()}
        train, valid, test = (
            Metrics(row[f"{part}_loss"], row[f"{part}_accuracy"])
            for part in ("train", "valid", "test")
        )
        return Measured(
            step=int(row["step"]),
            epoch=row["epoch"],
            train=replace(train, bias_gradient=row["train_bias_gradient"]),
            valid=None if np.isnan(valid.accuracy) else valid,
            test=test,
            penalty=row["train_cost"] - train.loss,
        )

    def tables(self) -> dict[str, GrowingTable]:
        """The three tables by name."""
        return {
            "steps": self.steps,
            "measured": self.measured,
            "epochs": self.epochs,
        }
