"""Writes files in another thread, and reports whether that succeeded."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Slot

from mnistgui.errors import UserError
from mnistgui.files.open_files import OpenFiles
from mnistgui.training.state import TrainerState
from mnistgui.ui.background.job import Report
from mnistgui.ui.background.job_runner import JobRunner
from mnistgui.ui.runs import run_files
from mnistgui.ui.runs.run import Run, Status
from mnistgui.ui.runs.run_list import Runs
from mnistgui.ui.strings import tr
from mnistgui.ui.training.training_control import TrainingControl
from mnistgui.ui.widgets.banner import Banner
from mnistgui.ui.widgets.messages import Topic


@dataclass(frozen=True, eq=False)
class _PendingSave:
    """A run that is to be saved at its next checkpoint."""

    run: Run
    path: Path
    before: TrainerState | None


class Saver(QObject):
    """Completes every save, whatever else is started meanwhile."""

    def __init__(
        self,
        runs: Runs,
        training: TrainingControl,
        jobs: JobRunner,
        banner: Banner,
        open_files: OpenFiles,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._runs = runs
        self._training = training
        self._jobs = jobs
        self._banner = banner
        self._open_files = open_files
        self._wishes: list[_PendingSave] = []
        runs.advanced.connect(self._save_if_ready)
        runs.run_ended.connect(self._save_if_ready)

    def lock_file(self, path: Path) -> bool:
        """Lock a file for this window; False, with a message, if another window has it."""
        try:
            self._open_files.lock(path)
        except UserError as error:
            self._banner.show_fault(str(error), topic=Topic.SAVING)
            return False
        return True

    def save(self, run: Run, path: Path) -> None:
        """Save a run; one that trains is saved after its current step."""
        if run.status is Status.RUNNING:
            self._wishes.append(_PendingSave(run, path, _moment(run)))
            self._training.request_checkpoint()
        else:
            self._write_kept(run, path)

    def write(
        self, path: Path, write: Callable[[], None], note: Callable[[], None] = lambda: None
    ) -> None:
        """Write a file in another thread.

        Parameters
        ----------
        path : Path
            What is written.
        write : callable
            Writes it; raises UserError where that cannot be.
        note : callable
            Called in the window's thread once it is there.
        """

        def work(_report: Report) -> None:
            """Any thread: Write the file."""
            write()

        def done(_result: object) -> None:
            note()
            self._banner.show_notice(tr("Saved: {0}").format(path))

        self._jobs.start(tr("Saving {0}").format(path.name), work, done, lasting=True)

    @Slot()
    def _save_if_ready(self) -> None:
        due = [wish for wish in self._wishes if self._is_due(wish)]
        self._wishes = [wish for wish in self._wishes if wish not in due]
        for wish in due:
            self._write_kept(wish.run, wish.path)

    def _is_due(self, wish: _PendingSave) -> bool:
        return _moment(wish.run) is not wish.before or not self._training.trains(wish.run)

    def _write_kept(self, run: Run, path: Path) -> None:
        if run.checkpoint is None:
            words = tr("This run has not started yet; there is nothing to save.")
            self._banner.show_fault(words, topic=Topic.RUN_NEEDED)
            return
        checkpoint = run.checkpoint
        if not self.lock_file(path):
            return

        def note() -> None:
            # Only now: what could not be saved is still to be recovered.
            self._runs.mark_saved(run, checkpoint)

        self.write(path, partial(run_files.save_whole, run, checkpoint, path), note)


def _moment(run: Run) -> TrainerState | None:
    return run.checkpoint.state if run.checkpoint else None
