import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mnistgui.training.config import field_named
from mnistgui.training.field_kinds import IntegerField, RealField
from mnistgui.ui.panels.training.spin_boxes import ClassBox, RealBox, WholeBox, next_round


@pytest.mark.parametrize(
    ("value", "steps", "wanted"),
    [
        (0.1, 1, 0.2),
        (0.2, 1, 0.5),
        (0.5, 1, 1.0),
        (0.1, -1, 0.05),
        (1.0, -1, 0.5),
        (0.09, 1, 0.1),
        (0.09, -1, 0.05),
        (3.0, -1, 2.0),
        (3.0, 2, 10.0),
        (1e-8, 1, 2e-8),
    ],
)
def test_arrows_go_to_round_numbers(value: float, steps: int, wanted: float) -> None:
    assert next_round(value, steps) == pytest.approx(wanted, rel=1e-12)


@given(st.floats(1e-8, 1e3), st.integers(1, 9))
def test_steps_up_grow_and_steps_down_shrink(value: float, steps: int) -> None:
    assert next_round(value, steps) > value
    assert next_round(value, -steps) < value


def test_learning_rate_is_typed_as_people_write_it(qtbot: QtBot) -> None:
    field = field_named("learning_rate")
    assert isinstance(field, RealField)
    box = RealBox(field)
    qtbot.addWidget(box)
    box.show()
    for text, wanted in (("0.003", 0.003), ("1e-5", 1e-5), ("0,25", 0.25)):
        box.selectAll()
        QTest.keyClicks(box, text)
        QTest.keyClick(box, Qt.Key.Key_Return)
        assert box.value() == pytest.approx(wanted, rel=1e-9)
    box.setValue(0.1)
    QTest.keyClick(box, Qt.Key.Key_Up)
    assert box.value() == pytest.approx(0.2)


def test_words_stand_for_special_numbers(qtbot: QtBot) -> None:
    field = field_named("batch_size")
    assert isinstance(field, IntegerField)
    box = WholeBox(field)
    qtbot.addWidget(box)
    box.setValue(0)
    assert box.text() == "full"
    box.setValue(1500)
    assert "1,500" in box.text()


@pytest.mark.parametrize(("typed", "value"), [("full", 0), ("FULL", 0), ("fu", 100), ("7", 7)])
def test_the_word_of_the_lower_end_can_be_typed(qtbot: QtBot, typed: str, value: int) -> None:
    field = field_named("batch_size")
    assert isinstance(field, IntegerField)
    box = WholeBox(field)
    qtbot.addWidget(box)
    box.setValue(100)
    QTest.keyClick(box, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(box, typed)
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert box.value() == value


def test_a_class_is_shown_and_typed_by_its_name(qtbot: QtBot) -> None:
    field = field_named("digit")
    assert isinstance(field, IntegerField)
    box = ClassBox(field)
    qtbot.addWidget(box)
    box.show()
    box.setValue(2)
    assert box.text() == "2"
    box.set_names(("coat", "bag", "boot"))
    assert box.text() == "boot"
    box.selectAll()
    QTest.keyClicks(box, "coat")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert box.value() == 0
    box.selectAll()
    QTest.keyClicks(box, "x")
    assert box.value() == 0
