"""The list of all runs of this session: which is selected and which are drawn."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from mnistgui.data.dataset import Dataset
from mnistgui.files.digit_marks import DigitMark
from mnistgui.files.run_note import RunNote
from mnistgui.training.checkpoints import BUDGET_BYTES, Checkpoints
from mnistgui.training.config import TrainingConfig
from mnistgui.training.spill_file import SpillFile
from mnistgui.ui.runs.run import Checkpoint, Run


class Runs(QObject):
    """Holds all runs of this session, and knows which is selected and which are drawn."""

    # Each but ``selected`` with the number of the run.
    run_added = Signal(int)  # it is on the list from now on, or again
    run_removed = Signal(int)  # it is on the list no more, but may be put back
    run_forgotten = Signal(int)  # it is gone for good
    run_ended = Signal(int)  # its thread has ended: it is finished, stopped or diverged
    restyled = Signal(int)  # it is shown, hidden, renamed, or more is known of its digits
    selected = Signal()  # another run is selected, or none
    pointed_at = Signal(int)  # number of the run that the mouse points at; 0 for none
    advanced = Signal(int)  # number of a run with new events
    removal_requested = Signal(int)  # number of a run that the person wants to remove
    settings_wanted = Signal(int)  # number of a run whose settings the next one is to have
    renamed = Signal(int, str)  # number of a run, and what it was called before
    marked = Signal(int)  # number of a run on whose digits a flag or a note has changed
    regrouped = Signal()  # runs that differ in the seed alone are shown together, or no longer
    noted = Signal(int, object)  # number of a run, and what was written on it before
    saved = Signal(int)  # number of a run that the person has in a file now

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._runs: dict[int, Run] = {}
        self._aside: dict[int, Run] = {}
        self._made = 0
        self.current: Run | None = None
        self._pointed_at = 0
        self._grouped = False
        self._spill_folder: Path | None = None
        self._checkpoint_bytes = BUDGET_BYTES

    def keep_checkpoints_in(self, folder: Path) -> None:
        """Keep checkpoints of runs that are added from now on in files there, not in memory."""
        self._spill_folder = folder

    @property
    def checkpoint_bytes(self) -> int:
        """How much room the checkpoints of a run may take."""
        return self._checkpoint_bytes

    def set_checkpoint_bytes(self, budget: int) -> None:
        """Give the checkpoints of every run another budget."""
        self._checkpoint_bytes = budget
        for run in (*self._runs.values(), *self._aside.values()):
            run.checkpoints.set_budget(budget)

    def _new_checkpoints(self) -> Checkpoints:
        if self._spill_folder is None:
            return Checkpoints()
        return Checkpoints(self._checkpoint_bytes, partial(_spill_file, self._spill_folder))

    def __iter__(self) -> Iterator[Run]:
        return iter(tuple(self._runs.values()))

    def __len__(self) -> int:
        return len(self._runs)

    def get(self, number: int) -> Run | None:
        """Return a listed run by its number; None if there is none."""
        return self._runs.get(number)

    def get_held(self, number: int) -> Run | None:
        """Return a run by its number, listed or set aside; None if it was freed."""
        return self._runs.get(number) or self._aside.get(number)

    @property
    def shown(self) -> tuple[Run, ...]:
        """The runs whose curves are drawn."""
        return tuple(run for run in self if run.visible)

    def create(
        self,
        config: TrainingConfig,
        dataset: Dataset | None,
        label: str = "",
        *,
        follow: bool = True,
        fill: Callable[[Run], object] | None = None,
    ) -> Run:
        """Add a run.

        Parameters
        ----------
        config : TrainingConfig
            What to train.
        dataset : Dataset or None
            What to learn from.
        label : str
            What the person calls it.
        follow : bool
            Whether to look at it from now on.
        fill : callable or None
            Given the run before a signal is sent; for a run that has learnt already.

        Returns
        -------
        Run
        """
        self._made += 1
        run = Run(self._made, config, dataset, label, checkpoints=self._new_checkpoints())
        if fill is not None:
            fill(run)
        self._runs[run.number] = run
        followed = follow or self.current is None
        if followed:
            self.current = run
        self.run_added.emit(run.number)
        if followed:
            self.selected.emit()
        return run

    def select(self, number: int) -> None:
        """Select another run."""
        before, self.current = self.current, self._runs[number]
        if self.current is not before:
            self.selected.emit()

    def set_visible(self, number: int, *, visible: bool) -> None:
        """Draw a run's curves or not."""
        run = self._runs[number]
        if run.visible != visible:
            run.visible = visible
            self.restyled.emit(number)

    def rename(self, number: int, label: str) -> None:
        """Rename a run; without a label its name is made from its settings."""
        run = self._runs[number]
        before, run.label, run.renamed = run.label, label, True
        _renew_checkpoint(run)
        self.renamed.emit(number, before)
        self.restyled.emit(number)

    @property
    def grouped(self) -> bool:
        """Whether runs that differ in the seed alone are shown together."""
        return self._grouped

    def set_grouped(self, *, grouped: bool) -> None:
        """Show runs that differ in the seed alone together, or each by itself."""
        if grouped != self._grouped:
            self._grouped = grouped
            self.regrouped.emit()

    def write_note(self, number: int, note: RunNote) -> None:
        """Replace what is written on a run, and its tags."""
        run = self._runs[number]
        if note != run.note:
            before, run.note = run.note, note
            _renew_checkpoint(run)
            self.noted.emit(number, before)
            self.restyled.emit(number)

    def mark(self, run: Run, mark: DigitMark) -> None:
        """Set the flag and the note on a digit of a run; they replace those on the same digit."""
        others = [one for one in run.marks if (one.part, one.index) != (mark.part, mark.index)]
        run.marks = (*others, mark) if mark.says_something else tuple(others)
        _renew_checkpoint(run)
        self.marked.emit(run.number)

    def mark_saved(self, run: Run, checkpoint: Checkpoint) -> None:
        """Record which checkpoint of a run the person has in a file."""
        run.saved_checkpoint = checkpoint
        self.saved.emit(run.number)

    def point_at(self, number: int) -> None:
        """Highlight a run wherever it is shown, while the mouse is on it; 0 for none."""
        if number != self._pointed_at:
            self._pointed_at = number
            self.pointed_at.emit(number)

    def hide_all(self) -> None:
        """Hide the curves of all runs."""
        for run in self:
            self.set_visible(run.number, visible=False)

    def request_removal(self, number: int) -> None:
        """Request that a run is removed, which can be undone."""
        self.removal_requested.emit(number)

    def remove(self, number: int) -> None:
        """Remove a run that is not alive, for good."""
        self._unlist(self._runs[number])
        self.run_forgotten.emit(number)

    def set_aside(self, number: int) -> None:
        """Take a run that is not alive off the list; it is held until ``forget`` is called."""
        self._unlist(self._runs[number], held=True)

    def forget(self, number: int) -> None:
        """Free a run that was set aside; it cannot be put back after that."""
        if self._aside.pop(number, None) is not None:
            self.run_forgotten.emit(number)

    def emit_ended(self, number: int) -> None:
        """Emit that the thread of a run has ended; its status says how."""
        self.run_ended.emit(number)

    def on_list_changed(self, slot: Callable[[], object]) -> None:
        """Connect a slot to every signal after which the list looks different."""
        for signal in (self.run_added, self.run_removed, self.run_ended, self.restyled):
            signal.connect(slot)
        self.selected.connect(slot)

    def put_back(self, run: Run) -> None:
        """List a run again that was set aside, at its old place, and select it."""
        self._aside.pop(run.number, None)
        self._runs = dict(sorted({**self._runs, run.number: run}.items()))
        self.current = run
        self.run_added.emit(run.number)
        self.selected.emit()

    def _unlist(self, run: Run, *, held: bool = False) -> None:
        if run.alive:
            raise ValueError(f"run {run.number} is still alive")
        del self._runs[run.number]
        if held:
            self._aside[run.number] = run
        was_current = self.current is run
        if was_current:
            self.current = next(reversed(self._runs.values()), None)
        self.run_removed.emit(run.number)
        if was_current:
            self.selected.emit()


def _renew_checkpoint(run: Run) -> None:
    """Give a run another checkpoint of the same state, as no file has its words yet."""
    if run.checkpoint is not None:
        run.checkpoint = replace(run.checkpoint)


def _spill_file(folder: Path) -> SpillFile:
    """Make the file of the checkpoints of a run, on the disk where runs are autosaved."""
    folder.mkdir(parents=True, exist_ok=True)
    return SpillFile(folder)
