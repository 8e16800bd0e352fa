"""Doubtful labels in the window against the truth, driven with real events."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.files.index_list import read_index_list
from mnistgui.training.config import TrainingConfig
from mnistgui.training.labels import learnt_labels, mixed_up
from mnistgui.training.presets import PresetRun
from mnistgui.ui.panels.labels.panel import LabelsPanel
from mnistgui.ui.panels.labels.view import LabelsView
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.training.orders import Order
from mnistgui.ui.widgets.figures.menu import figure_of
from tests.ui.panels.why.drawn import show

LEFT = Qt.MouseButton.LeftButton
CONFIG = TrainingConfig(
    hidden=(12,), epochs=8, batch_size=50, validation_size=0, label_noise="uniform", noise_share=0.1
)


@pytest.fixture
def view(window: MainWindow, qtbot: QtBot, few_digits: Dataset) -> LabelsView:
    """The panel once it has found doubtful labels of a run with label noise."""
    window.session.set_dataset(few_digits)
    show(window, qtbot, "labels")
    found = window.panel(LabelsPanel).view
    assert "Train a network" in found.grid.hint
    window.session.planner.train((PresetRun("", CONFIG),), Order.RUN)
    qtbot.waitUntil(lambda: window.session.training.alive is None, timeout=60_000)
    qtbot.waitUntil(found.search.isEnabled, timeout=60_000)
    QTest.mouseClick(found.search, LEFT)
    qtbot.waitUntil(lambda: found.grid.tiles.count > 0, timeout=60_000)
    return found


def test_mixed_up_labels_are_found_and_the_figures_are_those_of_plain_numpy(
    view: LabelsView, few_digits: Dataset
) -> None:
    known = view.finder.known
    assert known is not None
    wrong = set(mixed_up(few_digits.train.labels, CONFIG).tolist())
    assert set(np.flatnonzero(known.found.mixed_up).tolist()) == wrong
    for place, name in enumerate(("self-influence", "loss", "disagreement")):
        view.score.setCurrentIndex(place)
        scores = known.found.scores[name]
        mask = np.isin(np.arange(600), list(wrong))
        higher = (scores[mask][:, None] > scores[~mask]).mean()
        area = higher + (scores[mask][:, None] == scores[~mask]).mean() / 2
        assert f"ROC curve {area:.4f}" in view.words.accessibleName()
        table = figure_of(view.grid).table()
        order = np.argsort(-scores, kind="stable")
        assert [line[0] for line in table.rows] == order[: len(table.rows)].tolist()
        learnt = learnt_labels(few_digits.train.labels, CONFIG)
        assert [line[1] for line in table.rows] == [
            str(learnt[int(str(line[0]))]) for line in table.rows
        ]
    assert len(figure_of(view.roc.get()).table().rows) > 3


def test_ticked_digits_are_left_out_of_the_next_run_and_saved(
    window: MainWindow,
    view: LabelsView,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert not view.leave_out.isEnabled()
    first, second = (int(str(line[0])) for line in figure_of(view.grid).table().rows[:2])
    QTest.mouseClick(view.grid, LEFT, pos=view.grid.centre_of(0))
    view.grid.setFocus()
    QTest.keyClick(view.grid, Qt.Key.Key_Right)
    QTest.keyClick(view.grid, Qt.Key.Key_Space)
    assert view.ticked == tuple(sorted((first, second)))
    assert view.grid.tiles.captions[0].startswith("\u2713 ")
    QTest.mouseClick(view.leave_out, LEFT)
    config = window.draft.config
    assert config is not None
    assert config.left_out == view.ticked
    path = tmp_path / "doubtful.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(path), ""))
    QTest.mouseClick(view.save, LEFT)
    qtbot.waitUntil(path.exists, timeout=20_000)
    qtbot.waitUntil(lambda: "Saved" in view.words.accessibleName(), timeout=20_000)
    assert read_index_list(path) == view.ticked


def test_another_network_takes_the_list_away(
    window: MainWindow, view: LabelsView, qtbot: QtBot
) -> None:
    window.session.show_step(3)
    qtbot.waitUntil(lambda: view.grid.tiles.count == 0, timeout=60_000)
    qtbot.waitUntil(lambda: "Press the button" in view.grid.hint, timeout=60_000)
