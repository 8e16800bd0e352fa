import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView
from pytestqt.qtbot import QtBot

from mnistgui.ui.widgets.search_combo import SearchCombo


@pytest.fixture
def combo(qtbot: QtBot) -> SearchCombo:
    made = SearchCombo("presets")
    qtbot.addWidget(made)
    made.add_entry("Own settings", None)
    made.add_entry("ReLU, rate 0.001", 1, "relu-1e-3")
    made.add_entry("ReLU, rate 0.0001", 2, "relu-1e-4")
    made.add_entry("All zeros", 3, "init-zeros")
    made.show()
    qtbot.waitExposed(made)
    return made


def typed(combo: SearchCombo, text: str) -> None:
    combo.field.selectAll()
    QTest.keyClicks(combo.field, text)


def popup_of(combo: SearchCombo) -> QAbstractItemView:
    popup = combo.finder.popup()
    assert popup is not None
    return popup


def offered(combo: SearchCombo) -> list[str]:
    found = combo.finder.completionModel()
    return [str(found.index(row, 0).data()) for row in range(found.rowCount())]


def test_an_entry_is_found_by_a_part_of_its_short_name(combo: SearchCombo, qtbot: QtBot) -> None:
    typed(combo, "1E-4")
    assert offered(combo) == ["ReLU, rate 0.0001 (relu-1e-4)"]
    chosen: list[int] = []
    combo.activated.connect(chosen.append)
    popup = popup_of(combo)
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert chosen == [2]
    assert combo.currentData() == 2
    qtbot.waitUntil(lambda: combo.field.text() == "ReLU, rate 0.0001", timeout=10_000)


@pytest.mark.parametrize("text", ["init-zeros", "All zeros"])
def test_a_whole_name_is_chosen_by_return(combo: SearchCombo, text: str) -> None:
    chosen: list[int] = []
    combo.activated.connect(chosen.append)
    typed(combo, text)
    popup_of(combo).hide()
    QTest.keyClick(combo.field, Qt.Key.Key_Return)
    assert chosen == [3]
    assert combo.currentData() == 3


def test_what_is_no_entry_changes_nothing(combo: SearchCombo) -> None:
    combo.setCurrentIndex(1)
    typed(combo, "nonsense")
    QTest.keyClick(combo.field, Qt.Key.Key_Return)
    assert combo.currentData() == 1
    assert combo.field.text() == "ReLU, rate 0.001"


def test_a_click_lists_everything(combo: SearchCombo, qtbot: QtBot) -> None:
    combo.setCurrentIndex(1)
    QTest.mouseClick(combo.field, Qt.MouseButton.LeftButton)
    popup = popup_of(combo)
    qtbot.waitUntil(popup.isVisible, timeout=10_000)
    assert len(offered(combo)) == 4
    popup.hide()


def test_the_list_shows_long_entries_in_full(combo: SearchCombo, qtbot: QtBot) -> None:
    combo.add_entry("Softmax, one digit at a time", 4, "softmax-batch")
    combo.setGeometry(combo.screen().geometry().right() - 120, 0, 120, combo.height())
    popup = popup_of(combo)
    QTest.mouseClick(combo.field, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(popup.isVisible, timeout=10_000)
    assert popup.viewport().width() >= popup.sizeHintForColumn(0)
    qtbot.waitUntil(lambda: popup.geometry().right() < combo.screen().geometry().right())
    popup.hide()
    typed(combo, "softmax-b")
    assert popup.isVisible()
    assert popup.viewport().width() >= popup.sizeHintForColumn(0) > 120
    popup.hide()


def test_no_row_of_the_list_is_cut(combo: SearchCombo, qtbot: QtBot) -> None:
    for number in range(40):
        combo.add_entry(f"An experiment with a long name, number {number}", number, f"e-{number}")
    combo.resize(120, combo.height())
    popup = popup_of(combo)
    for text in ("", "number", "number 2", "e-7"):
        if text:
            typed(combo, text)
        else:
            QTest.mouseClick(combo.field, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(popup.isVisible, timeout=10_000)
        qtbot.wait(30)
        high, room = popup.sizeHintForRow(0), popup.viewport().height()
        assert 5 * high <= room or len(offered(combo)) < 5
        assert room % high in {0, 1, 2}, text
        assert popup.height() < combo.screen().availableSize().height()
        popup.hide()
