import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mnistgui.ui.drawing.bars import ProbabilityBars
from mnistgui.ui.widgets.theme import LIGHT


@pytest.fixture
def bars(qtbot: QtBot) -> ProbabilityBars:
    made = ProbabilityBars(("0", "1", "2"))
    qtbot.addWidget(made)
    made.resize(300, 90)
    made.show()
    qtbot.waitExposed(made)
    return made


def colours(image: QImage, top: int, bottom: int) -> set[str]:
    return {image.pixelColor(x, y).name() for x in range(300) for y in range(top, bottom)}


def test_what_grew_and_what_shrank_is_marked(bars: ProbabilityBars) -> None:
    now, before = np.array([0.7, 0.2, 0.1], "f4"), np.array([0.1, 0.8, 0.1], "f4")
    bars.set_probabilities(now, before)
    assert bars.changes == pytest.approx([0.6, -0.6, 0.0])
    image = bars.grab().toImage()
    good, bad = QColor(LIGHT.good).name(), QColor(LIGHT.bad).name()
    assert good in colours(image, 0, 30)
    assert bad not in colours(image, 0, 30)
    assert bad in colours(image, 30, 60)
    assert not {good, bad} & colours(image, 60, 90)


def test_without_an_earlier_reading_nothing_has_changed(bars: ProbabilityBars) -> None:
    bars.set_probabilities(np.array([0.7, 0.2, 0.1], "f4"))
    assert bars.changes is None


def test_a_click_chooses_a_class(bars: ProbabilityBars) -> None:
    clicked: list[int] = []
    bars.chosen.connect(clicked.append)
    for y in (10, 45, 89):
        QTest.mouseClick(bars, Qt.MouseButton.LeftButton, pos=QPoint(100, y))
    assert clicked == [0, 1, 2]


def test_an_answer_of_nan_is_said_in_words(qtbot: QtBot) -> None:
    bars = ProbabilityBars(("0", "1"))
    qtbot.addWidget(bars)
    bars.resize(230, 80)
    bars.set_probabilities(np.array([np.nan, np.nan], np.float32))
    assert bars.unreadable
    assert bars.accessibleDescription().startswith("The network answers with NaN")
    bars.grab()
    bars.set_probabilities(np.array([0.25, 0.75], np.float32))
    assert bars.accessibleDescription() == "1: 75.0 %"


def test_of_many_classes_the_likeliest_are_shown_in_their_order(bars: ProbabilityBars) -> None:
    bars.set_class_names(tuple(f"class {place}" for place in range(62)))
    assert bars.minimumSizeHint().height() <= 200
    probabilities = np.full(62, 0.001, "f4")
    probabilities[[50, 3, 20]] = 0.5, 0.3, 0.1
    bars.set_probabilities(probabilities)
    assert len(bars.shown) == 90 // 18
    assert bars.shown == sorted(bars.shown)
    assert {50, 3, 20} <= set(bars.shown)
    clicked: list[int] = []
    bars.chosen.connect(clicked.append)
    last = QPoint(10, 88)
    QTest.mouseClick(bars, Qt.MouseButton.LeftButton, pos=last)
    assert clicked == [50]


def test_all_bars_are_shown_where_there_is_room(bars: ProbabilityBars) -> None:
    bars.set_class_names(tuple(f"class {place}" for place in range(26)))
    bars.resize(300, 26 * 18)
    bars.set_probabilities(np.full(26, 1 / 26, "f4"))
    assert bars.shown == list(range(26))
