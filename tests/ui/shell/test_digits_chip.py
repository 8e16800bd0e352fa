"""What Start trains on is named beside it, in one width."""

from dataclasses import replace

from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.training.config import TrainingConfig
from mnistgui.training.presets import PresetRun
from mnistgui.ui.runs.run import Status
from mnistgui.ui.shell.digits_chip import DigitsChip
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.training.orders import Order

LONG = "handwriting-of-the-whole-school-in-the-winter-term"


def chip(window: MainWindow) -> DigitsChip:
    found = window.controls.findChild(DigitsChip)
    assert found is not None
    return found


def test_the_digits_stand_beside_start_and_move_nothing(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    start = window.controls.widgetForAction(window.controls.start)
    step = window.controls.widgetForAction(window.controls.step_batch)
    places = []
    for name in ("MNIST", LONG):
        window.session.set_dataset(replace(few_digits, name=name))
        qtbot.wait(30)
        assert name in chip(window).accessibleDescription()
        assert name in window.controls.start.toolTip()
        assert name in chip(window).toolTip()
        places.append((chip(window).geometry(), step.mapTo(window, QPoint(0, 0))))
    assert places[0] == places[1]
    assert start.geometry().right() < places[0][0].left() < step.geometry().left()
    assert places[0][0].left() - start.geometry().right() < 20


def test_the_name_is_kept_as_long_as_it_can_be(qtbot: QtBot, few_digits: Dataset) -> None:
    one = DigitsChip()
    qtbot.addWidget(one)
    one.show_dataset(few_digits)
    one.show()
    one.resize(one.sizeHint())
    assert one.text() == one.accessibleDescription()
    one.resize(one.minimumSizeHint())
    assert one.text().startswith(few_digits.name)
    assert one.text() != one.accessibleDescription()
    one.resize(one.sizeHint())
    assert one.text() == one.accessibleDescription()


def test_while_a_run_goes_on_with_its_own_digits_these_are_named(
    window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    others = replace(few_digits, name="Others")
    window.session.set_dataset(few_digits)
    plan = (PresetRun("", TrainingConfig(hidden=(4,), epochs=100_000)),)
    window.session.planner.train(plan, Order.RUN)
    training = window.session.training
    qtbot.waitUntil(lambda: training.status is Status.RUNNING, timeout=60_000)
    window.session.set_dataset(others)
    qtbot.waitUntil(
        lambda: chip(window).accessibleDescription().startswith("Others"), timeout=60_000
    )
    assert "A new run trains on Others" in chip(window).toolTip()
    qtbot.waitUntil(lambda: window.session.planner.resumable, timeout=60_000)
    window.session.planner.resume()
    qtbot.waitUntil(lambda: few_digits.name in chip(window).accessibleDescription(), timeout=60_000)
    assert f"Run 1 trains on {few_digits.name}" in chip(window).toolTip()
    window.session.planner.stop()
    qtbot.waitUntil(
        lambda: chip(window).accessibleDescription().startswith("Others"), timeout=60_000
    )
