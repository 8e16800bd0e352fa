"""One digit worked out in the window, by mouse and keys."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.inspection.numbers.typed import typed_text
from mnistgui.nn.optimizers import OPTIMIZERS
from mnistgui.training.config import TrainingConfig
from mnistgui.training.model import make_network
from mnistgui.ui.panels.numbers.panel import NumbersPanel
from mnistgui.ui.panels.numbers.view import NumbersView
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.state.parts import Part
from mnistgui.ui.state.session import Source
from mnistgui.ui.widgets.figures.menu import figure_of

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def view(window: MainWindow, qtbot: QtBot) -> NumbersView:
    window.docks["numbers"].bring()
    found = window.panel(NumbersPanel).view
    wait(found, qtbot, "Worked example")
    return found


def wait(view: NumbersView, qtbot: QtBot, words: str) -> None:
    qtbot.waitUntil(lambda: view.said.text().startswith(words), timeout=60_000)


def go_to(view: NumbersView, name: str) -> None:
    assert view.walk is not None
    names = [one.name for one in view.walk.calculations]
    view.choice.steps.setCurrentIndex(names.index(name))


def choose(view: NumbersView, what: object) -> None:
    view.subject.subject.setCurrentIndex(view.subject.subject.findData(what))


def digit(view: NumbersView, window: MainWindow, digits: Dataset, qtbot: QtBot) -> None:
    """Show test digit 3, read by a small network."""
    window.session.set_dataset(digits)
    window.session.set_loaded(make_network(TrainingConfig(hidden=(7,))), "small")
    window.session.set_source(Source.LOADED)
    choose(view, Part.TEST)
    view.subject.index.setValue(3)
    wait(view, qtbot, "Test digit 3")


def test_nothing_is_made_before_it_is_in_sight(window: MainWindow) -> None:
    assert window.panel(NumbersPanel)._view.made is None


def test_steps_go_forth_and_back_by_keys(view: NumbersView) -> None:
    assert view.walk is not None
    assert not view.choice.back.isEnabled()
    assert view.step.formula.text() == "z1 = a0 W1 + b1"
    assert "z1[0] = 1 * 1 + (−1) * (−2) + 1 * 1 + 1 = 5" in view.step.spelled.accessibleName()
    assert "mnistgui/nn/layers.py, line" in view.step.lines.text()
    for one in view.walk.calculations[1:]:
        QTest.keyClick(view.choice.on, Qt.Key.Key_Space)
        assert view.calculation is one
    assert not view.choice.on.isEnabled()
    QTest.mouseClick(view.choice.back, LEFT)
    assert view.calculation is view.walk.calculations[-2]


def test_both_factors_of_a_chosen_weight_are_lit(
    view: NumbersView, window: MainWindow, few_digits: Dataset, qtbot: QtBot
) -> None:
    digit(view, window, few_digits, qtbot)
    go_to(view, "dW1")
    a, delta, dW = (one.picture for one in view.step.views[:3])
    QTest.mouseClick(a, LEFT, pos=a.centre_of((407,)).toPoint())
    QTest.mouseClick(delta, LEFT, pos=delta.centre_of((4,)).toPoint())
    assert list(a.lit) == [(407,)]
    assert list(delta.lit) == [(4,)]
    assert list(dW.lit) == [(407, 4)]
    assert dW.title == "dW1[:, 4]"
    network, split = window.session.inspected.network, few_digits.test
    assert network is not None
    (W1, b1), (W2, b2) = ((one.W, one.b) for one in network.dense_layers())
    x = split.images[3].astype(np.float32) / 255
    a1 = np.maximum(x @ W1 + b1, 0)
    z = a1 @ W2 + b2
    p = np.exp(z - z.max()) / np.exp(z - z.max()).sum()
    right = x[407] * ((W2 @ (p - np.eye(10)[split.labels[3]])) * (a1 > 0))[4]
    shown = view.step.spelled.accessibleName().replace("−", "-")
    assert float(shown.rsplit(" = ", 1)[1]) == pytest.approx(float(right), rel=1e-3, abs=1e-7)
    QTest.keyClick(dW, Qt.Key.Key_Down)
    assert list(a.lit) == [(407 + 28,)]


def test_tables_have_every_digit_and_choose_by_keys(view: NumbersView) -> None:
    go_to(view, "dW3")
    view.view.choose(1)
    table = view.step.views[2].table
    assert table is not None
    model = table.cells
    assert (model.rowCount(), model.columnCount()) == (2, 3)
    assert model.index(1, 0).data() == "14.999999379009367"
    table.setCurrentIndex(model.index(1, 2))
    table.activated.emit(model.index(1, 2))
    assert view.step.cell == (1, 2)
    assert view.step.spelled.accessibleName().endswith("−14.999999379009367")
    assert view.step.views[0].table is not None
    assert view.step.views[0].table.cells.lit == {(1,)}


@pytest.mark.parametrize("name", list(OPTIMIZERS))
def test_the_update_is_shown_under_each_optimizer(
    view: NumbersView, qtbot: QtBot, name: str
) -> None:
    view.subject.optimizer.setCurrentIndex(view.subject.optimizer.findData(name))
    view.subject.taken.setValue(2)

    def shown() -> bool:
        example = view.walk.example if view.walk else None
        return (
            example is not None
            and example.taken == 2
            and (type(example.make_optimizer()) is OPTIMIZERS[name])
        )

    qtbot.waitUntil(shown, timeout=60_000)
    go_to(view, "b1'")
    assert "mnistgui/nn/optimizers.py" in view.step.lines.text()


def test_a_typed_network_is_worked_out_and_a_mistake_is_told(
    view: NumbersView, qtbot: QtBot
) -> None:
    choose(view, "typed")
    wait(view, qtbot, "Typed network")
    view.subject.typed.setPlainText(typed_text().replace("x = [1, -1, 1]", "x = [1, -1]"))
    wait(view, qtbot, "W1^T has 2 rows of 3 numbers")
    assert view.calculation is None
    assert not view.export.isEnabled()
    view.subject.typed.setPlainText(typed_text().replace("x = [1, -1, 1]", "x = [2, 0, 0]"))
    wait(view, qtbot, "Typed network")
    assert "z1[0] = 2 * 1 + 0 * (−2) + 0 * 1 + 1 = 3" in view.step.spelled.accessibleName()


def test_the_naive_form_is_beside_and_overflows(view: NumbersView, qtbot: QtBot) -> None:
    view.subject.subject.setCurrentIndex(1)
    wait(view, qtbot, "Large logits")
    go_to(view, "p")
    shown = [one.array.name for one in view.step.views if one.array is not None]
    assert shown == ["e", "S", "p", "naive p"]
    assert "divides inf by inf" in view.step.words.text()


def test_empty_states_say_what_to_do(view: NumbersView, qtbot: QtBot, window: MainWindow) -> None:
    choose(view, "drawing")
    wait(view, qtbot, "Train or open a network first")
    window.session.set_loaded(make_network(TrainingConfig(hidden=(7,))), "small")
    window.session.set_source(Source.LOADED)
    wait(view, qtbot, "Draw a digit first")
    choose(view, Part.TRAINING)
    wait(view, qtbot, "Open digits first")


def test_the_drawing_is_worked_out_as_what_it_is_meant_to_be(
    view: NumbersView, qtbot: QtBot, window: MainWindow
) -> None:
    window.session.set_loaded(make_network(TrainingConfig(hidden=(7,))), "small")
    window.session.set_source(Source.LOADED)
    window.drawing.set_lines((np.array([[0.3, 0.2], [0.6, 0.2], [0.4, 0.8]]),))
    qtbot.waitUntil(lambda: window.drawing.look is not None, timeout=60_000)
    choose(view, "drawing")
    view.subject.label.setValue(7)
    wait(view, qtbot, "The drawing as a 7")
    assert view.walk is not None
    assert window.drawing.look is not None
    x = window.drawing.look.reading.image.astype(np.float32) / 255
    assert view.walk.example.x == pytest.approx(x)
    assert view.walk.example.target == 7


@pytest.mark.parametrize("suffix", [".txt", ".tex", ".csv"])
def test_what_is_shown_is_saved(
    view: NumbersView,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    suffix: str,
) -> None:
    path = tmp_path / f"numbers{suffix}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    go_to(view, "W3'")
    view.export.save(suffix)
    wait(view, qtbot, f"Saved: {path.name}")
    assert "-0.9999998758018731" in path.read_text(encoding="utf-8")


def test_what_is_shown_is_copied(view: NumbersView, qtbot: QtBot) -> None:
    view.export.copy(".tex")
    wait(view, qtbot, "Copied")
    assert QGuiApplication.clipboard().text().startswith("\\documentclass")
    go_to(view, "dW3")
    rows = figure_of(view.step.views[2].picture).table().rows
    assert [len(row) for row in rows] == [4, 4]


def test_derivations_are_text_with_formulas(view: NumbersView) -> None:
    view.view.choose(2)
    assert view.derivations is not None
    text = view.derivations.toPlainText()
    assert "By the Jacobian" in text
    assert "dL/dz = J (-y/p)" in text
    view.view.choose(0)
    assert view.step.isVisibleTo(view)


def test_out_of_sight_nothing_is_worked_out(
    view: NumbersView, window: MainWindow, few_digits: Dataset, qtbot: QtBot
) -> None:
    digit(view, window, few_digits, qtbot)
    before = view.walk
    window.docks["curves"].bring()
    window.session.set_loaded(make_network(TrainingConfig(hidden=(5,))), "other")
    qtbot.wait(50)
    assert view.walk is before
    window.docks["numbers"].bring()
    qtbot.waitUntil(lambda: view.walk is not before, timeout=60_000)
