"""The handwriting test panel: its prompts, the canvas beside it, and its result."""

import secrets
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout

from mnistgui.atomic import write_bytes
from mnistgui.data.dataset import Dataset
from mnistgui.data.picture_kind import MNIST_KIND
from mnistgui.drawing.handwriting import examined
from mnistgui.drawing.picture_frame import reads_digits
from mnistgui.drawing.stage_readings import StageReadings
from mnistgui.errors import UserError
from mnistgui.files.default_model import default_model
from mnistgui.files.handwriting_export import handwriting_csv
from mnistgui.ink.jsonl import Drawing
from mnistgui.nn.network import Network
from mnistgui.ui.background.job import Report
from mnistgui.ui.background.job_runner import JobRunner
from mnistgui.ui.panel_kit.context import PanelContext
from mnistgui.ui.panel_kit.panel import Panel
from mnistgui.ui.panels.handwriting.prompted_digits import PromptedDigits
from mnistgui.ui.panels.handwriting.result import ResultView, picture
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import label, row
from mnistgui.ui.widgets.file_dialogs import refuse_to_replace
from mnistgui.ui.widgets.job_line import JobLine
from mnistgui.ui.widgets.one_click import count_double_click_once
from mnistgui.ui.widgets.theme import LIGHT, Theme


class HandwritingPanel(Panel):
    """Asks for thirty digits and shows how well each stage reads them."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__()
        session, drawing = context.session, context.drawing
        self._session = session
        self._drawing = drawing
        self._dialogs = context.dialogs
        self._theme = LIGHT
        self.prompted: PromptedDigits | None = None
        self.jobs = JobRunner(self)
        self.prompt = label("", "heading", "handwriting_prompt")
        self.start = QPushButton(tr("Start the test"))
        self.next = QPushButton(tr("Next"))
        self.back = QPushButton(tr("Back"))
        self.save = QPushButton(tr("Save..."))
        self.result = ResultView()
        self._progress = JobLine(self.jobs, "handwriting")
        self._lay_out()
        self.start.clicked.connect(self._toggle)
        count_double_click_once(self.start)
        self.next.clicked.connect(self._next)
        self.back.clicked.connect(self._back)
        self.save.clicked.connect(self._ask_where)
        drawing.add_key("Return", self._next)
        drawing.changed.connect(self._refresh)
        self.jobs.progressed.connect(self._refresh)
        self.jobs.failed.connect(self.prompt.setText)
        self._refresh()

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self._theme = theme
        self.result.set_theme(theme)

    def shut_down(self) -> None:
        """End the thread that reads and wait for it."""
        self.jobs.shut_down()

    def start_test(self, seed: int) -> None:
        """Ask for thirty digits.

        Parameters
        ----------
        seed : int
            Of their order.
        """
        self.prompted = PromptedDigits(seed)
        self._drawing.clear()
        self._show_prompt()

    def save_result(self, path: Path) -> None:
        """Save the result as a picture, and as a CSV file of the same name."""
        readings = self.result.readings
        if readings is not None:
            work = partial(_write, path, picture(readings, self._theme), handwriting_csv(readings))
            self.jobs.start(tr("Saving the result"), work, self._saved, lasting=True)

    @Slot()
    def _toggle(self) -> None:
        """Start a test, or end the one that is under way."""
        dataset = self._session.dataset
        if self.prompted is None and dataset is not None and dataset.kind != MNIST_KIND:
            words = tr("The test needs {0}; {1} holds {2}.")
            kinds = MNIST_KIND.summary, dataset.name, dataset.kind.summary
            self.prompt.setText(words.format(*kinds))
        elif self.prompted is None:
            self.start_test(secrets.randbits(31))
        else:
            self.prompted = None
            self.prompt.setText("")
            self._refresh()

    @Slot()
    def _next(self) -> None:
        strokes = self._drawing.strokes
        if self.prompted is None or strokes.empty or self.jobs.busy:
            return
        self.prompted.add(strokes)
        self._drawing.clear()
        if self.prompted.finished:
            drawn, self.prompted = self.prompted.drawn, None
            self._examine(drawn)
        else:
            self._show_prompt()

    @Slot()
    def _back(self) -> None:
        if self.prompted is not None and self.prompted.drawn:
            self._drawing.set_lines(self.prompted.pop().lines)
            self._show_prompt()

    def _show_prompt(self) -> None:
        if self.prompted is not None:
            place = len(self.prompted.drawn) + 1
            words = tr("Draw a {0}   ({1} of {2})")
            self.prompt.setText(words.format(self.prompted.digit, place, self.prompted.length))
        self._refresh()

    def _examine(self, drawn: Sequence[Drawing]) -> None:
        dataset = self._session.dataset
        network = self._session.inspected.network
        if dataset is None or dataset.kind != MNIST_KIND:
            self.prompt.setText(tr("There are no digits for the plain network to learn from yet."))
            self._refresh()
            return
        self.prompt.setText(tr("A plain network learns first"))
        reader = network if network is not None and reads_digits(network) else None
        work = partial(_examine, tuple(drawn), dataset, reader)
        self.jobs.start(tr("Reading"), work, self._show_readings)

    def _show_readings(self, readings: StageReadings) -> None:
        self.result.set_readings(readings)
        self.prompt.setText(
            tr("{0} digits, read with one stage more each time").format(len(readings.labels))
        )

    def _saved(self, files: str) -> None:
        self.prompt.setText(tr("Saved: {0}").format(files))

    @Slot()
    def _refresh(self) -> None:
        prompted, busy = self.prompted, self.jobs.busy
        self.start.setText(tr("Start the test") if prompted is None else tr("Stop"))
        self.start.setEnabled(not busy)
        self.next.setEnabled(prompted is not None and not busy and not self._drawing.strokes.empty)
        self.back.setEnabled(prompted is not None and not busy and bool(prompted.drawn))
        self.save.setEnabled(self.result.readings is not None and not busy)

    @Slot()
    def _ask_where(self) -> None:
        title, kinds = tr("Save the picture and the CSV"), {".png": tr("Pictures")}
        try:
            path = self._dialogs.save(title, "handwriting-test.png", kinds)
            if path and not path.exists():
                refuse_to_replace(path.with_suffix(".csv"))
        except UserError as error:
            self.prompt.setText(str(error))
            return
        if path:
            self.save_result(path)

    def _lay_out(self) -> None:
        for button, name, tip in (
            (self.start, "handwriting_start", tr("Asks for each digit three times, in any order")),
            (
                self.next,
                "handwriting_next",
                tr("Take this digit (Enter, while drawing)"),
            ),
            (self.back, "handwriting_back", tr("Draw the last one again")),
            (self.save, "handwriting_save", tr("A picture, and a CSV of the same name")),
        ):
            button.setObjectName(name)
            button.setToolTip(tip)
        self.prompt.setMinimumWidth(1)  # it may be cut off before it makes the window wider
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.addLayout(row(self.start, self.back, self.next, None, self.save))
        layout.addLayout(row(self.prompt, None, self._progress))
        layout.addWidget(self.result, 1)


def _examine(
    drawn: tuple[Drawing, ...], dataset: Dataset, looked_at: Network | None, report: Report
) -> StageReadings:
    """Any thread: Read the drawings at every stage."""
    shipped = default_model()
    if looked_at is not None and looked_at.sha256() == shipped.sha256():
        looked_at = None
    return examined(drawn, dataset, shipped, looked_at, report)


def _write(path: Path, png: bytes, table: bytes, _report: Report) -> str:
    """Any thread: Write the picture and the table."""
    write_bytes(path, png)
    write_bytes(path.with_suffix(".csv"), table)
    return f"{path.name}, {path.with_suffix('.csv').name}"
