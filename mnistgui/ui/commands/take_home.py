"""Writes what a person takes home: a run as a program, and runs as a page to hand in."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Slot

from mnistgui.atomic import write_bytes
from mnistgui.errors import UserError
from mnistgui.training.interventions import same_course
from mnistgui.ui.keeping.saver import Saver
from mnistgui.ui.runs import run_files
from mnistgui.ui.runs.run import Checkpoint, Run
from mnistgui.ui.runs.run_names import distinguishing_names
from mnistgui.ui.state.session import Session
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.banner import Banner
from mnistgui.ui.widgets.file_dialogs import FileDialogs, file_name
from mnistgui.ui.widgets.messages import Topic


@dataclass(frozen=True)
class ProgramKind:
    """A kind of program that a run can be written as.

    Parameters
    ----------
    title : str
        In the menu.
    library : str
        By which it computes, as ``mnistgui code --with`` names it.
    suffix : str
        Of its file.
    """

    title: str
    library: str
    suffix: str


PROGRAM_KINDS = (
    ProgramKind("&NumPy script...", "numpy", ".py"),
    ProgramKind("&PyTorch script...", "torch", ".py"),
    ProgramKind("N&otebook with NumPy...", "numpy", ".ipynb"),
    ProgramKind("Notebook &with PyTorch...", "torch", ".ipynb"),
)


class TakeHome(QObject):
    """Asks for a file, and writes it in another thread."""

    def __init__(
        self, session: Session, saver: Saver, dialogs: FileDialogs, banner: Banner
    ) -> None:
        super().__init__(banner)
        self._session = session
        self._saver = saver
        self._dialogs = dialogs
        self._banner = banner

    def write_program(self, kind: ProgramKind) -> None:
        """Write the selected run as a program that trains the same network."""
        run = self._session.runs.current
        if run is None:
            words = tr("There is no run to write as a program yet; train one first.")
            self._banner.show_fault(words, topic=Topic.RUN_NEEDED)
            return
        try:
            text = _program(run, kind)
            name = file_name(run.label, tr("run-{0}").format(run.number)) + kind.suffix
            title = tr("Write run {0} as a program").format(run.number)
            path = self._dialogs.save(title, name, {kind.suffix: tr("Programs")})
        except UserError as error:
            self._banner.show_fault(str(error), topic=Topic.SAVING)
            return
        if path:
            self._saver.write(path, partial(write_bytes, path, text.encode()))

    @Slot()
    def write_report(self) -> None:
        """Write the ticked runs, as they were when they last paused or ended, as one page."""
        runs = [run for run in self._session.runs.shown if run.checkpoint is not None]
        if not runs:
            words = tr("No ticked run has been paused or has ended yet; a report needs one.")
            self._banner.show_fault(words, topic=Topic.RUN_NEEDED)
            return
        try:
            kinds = {".html": tr("Pages")}
            path = self._dialogs.save(tr("Write a report"), tr("report.html"), kinds)
        except UserError as error:
            self._banner.show_fault(str(error), topic=Topic.SAVING)
            return
        if path:
            names = distinguishing_names(tuple(self._session.runs))
            named = [(names[run.number], run, run.checkpoint) for run in runs if run.checkpoint]
            self._saver.write(path, partial(_write_report, named, path))


def _program(run: Run, kind: ProgramKind) -> str:
    """Return the text of the program; raise UserError where the settings allow none."""
    from mnistgui.files.code.notebook import notebook  # noqa: PLC0415 - seldom needed
    from mnistgui.files.code.recipe import ProgramRecipe  # noqa: PLC0415 - seldom needed
    from mnistgui.files.code.script import SCRIPTS  # noqa: PLC0415 - seldom needed

    name = run.label or tr("run {0}").format(run.number)
    changed = same_course(run.config, tuple(run.history.interventions)) is None
    digits, train_size, drawn = _digits_of(run)
    recipe = ProgramRecipe(name, run.last_config, digits, train_size, changed, run.origin, drawn)
    script = SCRIPTS[kind.library](recipe)
    return notebook(script) if kind.suffix == ".ipynb" else script


def _digits_of(run: Run) -> tuple[str, int, tuple[int, int] | None]:
    """Return the name of the run's digits, how many train it, and how many were drawn if so."""
    facts, digits = run.facts, run.dataset
    if facts is not None:
        sizes = (facts.train_size, facts.test_size)
        return facts.name, facts.train_size, sizes if facts.synthetic else None
    if digits is None:
        raise ValueError(f"nothing is known of the digits of run {run.number}")
    sizes = (len(digits.train), len(digits.test))
    return digits.name, sizes[0], sizes if digits.synthetic else None


def _write_report(named: Sequence[tuple[str, Run, Checkpoint]], path: Path) -> None:
    """Any thread: Write the page, with the digits read again that the runs have."""
    from mnistgui.files.report.page import ReportedRun, report_page  # noqa: PLC0415 - seldom needed

    reported = [
        ReportedRun(
            name,
            run_files.to_file_run(run, checkpoint),
            None if checkpoint.ended == "diverged" else run.dataset,
        )
        for name, run, checkpoint in named
    ]
    write_bytes(path, report_page(reported).encode())
