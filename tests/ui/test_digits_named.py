"""Panels name the digits that their figures are about, where they are not the run's own."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.files.run_file import save_run
from mnistgui.training.config import TrainingConfig
from mnistgui.ui.panels.batch.panel import BatchPanel
from mnistgui.ui.panels.doctor.panel import DoctorPanel
from mnistgui.ui.panels.draw.panel import DrawPanel
from mnistgui.ui.panels.experiment.panel import ExperimentPanel
from mnistgui.ui.panels.mistakes.panel import MistakesPanel
from mnistgui.ui.panels.reliability.panel import ReliabilityPanel
from mnistgui.ui.panels.training.panel import TrainingPanel
from mnistgui.ui.panels.unit_lab.panel import UnitLabPanel
from mnistgui.ui.panels.units.panel import UnitsPanel
from mnistgui.ui.panels.why.panel import WhyPanel
from mnistgui.ui.shell.main_window import MainWindow
from tests.digits import blob_dataset
from tests.files.runs import trained
from tests.ui.presets import choose_with_keys

WAIT_MS = 60_000
NOTE = "of Synthetic digits, which run 1 has not learnt from"
CONFIG = TrainingConfig(hidden=(8,), epochs=1, batch_size=20, validation_size=60)


@pytest.fixture
def amid_others(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset, tmp_path: Path
) -> MainWindow:
    """A run on blobs was opened; synthetic digits are at hand."""
    save_run(tmp_path / "blobs.h5", trained(CONFIG, dataset=blob_dataset()))
    window.session.set_dataset(few_digits)
    window.models.load_run(tmp_path / "blobs.h5")
    qtbot.waitUntil(lambda: len(window.session.runs) == 1, timeout=WAIT_MS)
    return window


def test_mistakes_name_the_digits(amid_others: MainWindow, qtbot: QtBot) -> None:
    amid_others.requests.show_panel("mistakes")
    count = amid_others.panel(MistakesPanel)._count
    qtbot.waitUntil(lambda: count.text().endswith(NOTE), timeout=WAIT_MS)
    assert "misread" in count.text()


def test_mistakes_of_the_runs_own_digits_need_no_name(
    amid_others: MainWindow, qtbot: QtBot
) -> None:
    amid_others.requests.show_panel("mistakes")
    count = amid_others.panel(MistakesPanel)._count
    amid_others.session.set_dataset(blob_dataset())  # the same digits, loaded once more
    qtbot.waitUntil(lambda: count.text().endswith("%)"), timeout=WAIT_MS)


def test_reliability_names_the_digits(amid_others: MainWindow, qtbot: QtBot) -> None:
    amid_others.requests.show_panel("reliability")
    panel = amid_others.panel(ReliabilityPanel)
    qtbot.waitUntil(lambda: panel.found is not None, timeout=WAIT_MS)
    assert panel.digits.text() == f"Judged by the test digits {NOTE}"
    # The words are elided to the width that the label had before the layout made room for them.
    qtbot.waitUntil(lambda: "Synthetic digits" in panel.digits.shown_text, timeout=WAIT_MS)
    assert panel.digits.isVisible()


def draw_one(window: MainWindow) -> None:
    canvas = window.panel(DrawPanel).canvas
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=canvas.place(0.5, 0.2))
    QTest.mouseMove(canvas, canvas.place(0.5, 0.8))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=canvas.place(0.5, 0.8))


def test_explanations_by_training_digits_name_them(amid_others: MainWindow, qtbot: QtBot) -> None:
    amid_others.requests.show_panel("why")
    draw_one(amid_others)
    words = amid_others.panel(WhyPanel).nearest.words
    qtbot.waitUntil(lambda: words.text.startswith("Synthetic digits: Nearest"), timeout=WAIT_MS)
    amid_others.requests.show_panel("doctor")
    doctor = amid_others.panel(DoctorPanel)
    assert words.toolTip() == f"Training digits {NOTE}"
    qtbot.waitUntil(
        lambda: doctor.compared.text().endswith("of Synthetic digits:"), timeout=WAIT_MS
    )


def test_a_loaded_network_is_judged_on_named_digits(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    window.session.set_dataset(few_digits)
    window.models.load_bundled()
    window.requests.show_panel("mistakes")
    count = window.panel(MistakesPanel)._count
    qtbot.waitUntil(lambda: count.text().endswith("of Synthetic digits"), timeout=WAIT_MS)


def test_reported_figures_name_their_digits_where_ours_are_about_others(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    window.session.set_dataset(few_digits)
    window.models.load_bundled()
    qtbot.waitUntil(lambda: bool(window.session.loaded_name), timeout=WAIT_MS)
    choose_with_keys(window.panel(TrainingPanel).presets, qtbot, "pretrained")
    header = window.panel(ExperimentPanel).table.headerItem()
    qtbot.waitUntil(lambda: header.text(1) == "Reported, on MNIST", timeout=WAIT_MS)


def test_units_and_the_unit_lab_name_the_digits(amid_others: MainWindow, qtbot: QtBot) -> None:
    amid_others.requests.show_panel("unit_lab")
    lab = amid_others.panel(UnitLabPanel)
    qtbot.waitUntil(lambda: lab.answer is not None, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: lab.words.text().endswith(f" % {NOTE}"), timeout=WAIT_MS)
    amid_others.requests.show_panel("units")
    words = amid_others.panel(UnitsPanel).detail.words
    qtbot.waitUntil(
        lambda: f"of the test digits {NOTE}." in words.accessibleName(), timeout=WAIT_MS
    )
    amid_others.session.set_dataset(blob_dataset())  # the run's own, loaded once more
    qtbot.waitUntil(lambda: "of the test digits." in words.accessibleName(), timeout=WAIT_MS)
    amid_others.requests.show_panel("unit_lab")
    qtbot.waitUntil(lambda: lab.words.text().endswith(" %"), timeout=WAIT_MS)


def test_the_batch_of_a_run_on_other_digits_is_refused_in_the_place_of_its_digits(
    amid_others: MainWindow, qtbot: QtBot
) -> None:
    amid_others.requests.show_panel("batch")
    batch = amid_others.panel(BatchPanel)
    qtbot.waitUntil(lambda: "this run learnt from" in batch.grid.hint, timeout=WAIT_MS)
    assert batch.words.text() == ""
