from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.data.readers.idx import IdxFile
from mnistgui.drawing.personalize import AccuracyChange, Personalized
from mnistgui.files.my_digits import MyDigits
from mnistgui.ink.jsonl import Drawing, read_drawings
from mnistgui.ink.normalize import to_pixels
from mnistgui.nn.network import Network
from mnistgui.ui.panels.draw.panel import DrawPanel
from mnistgui.ui.panels.teach import learning
from mnistgui.ui.panels.teach.panel import TeachPanel
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.state.session import Source
from tests.ui.panels.why.drawn import BAR, LEFT, SEVEN, draw, load_network, show


@pytest.fixture
def panel(window: MainWindow, qtbot: QtBot) -> TeachPanel:
    show(window, qtbot, "teach")
    return window.panel(TeachPanel)


def teach(window: MainWindow, digit: int) -> None:
    """Draw a seven with the mouse and click on what it is said to be."""
    draw(window, SEVEN)
    QTest.mouseClick(button(window, digit), LEFT)


def button(window: MainWindow, digit: int) -> QToolButton:
    found = window.findChild(QToolButton, f"it_was_{digit}")
    assert isinstance(found, QToolButton)
    return found


def captions(panel: TeachPanel) -> list[str]:
    return list(panel.tiles.grid.tiles.captions)


def kept(tmp_path: Path) -> list[int | None]:
    return [drawing.label for drawing in MyDigits(tmp_path / "my-digits.h5").all()]


def wait_kept(qtbot: QtBot, tmp_path: Path, labels: list[int]) -> None:
    qtbot.waitUntil(lambda: kept(tmp_path) == labels, timeout=60_000)


def test_a_named_digit_is_kept_and_the_paper_is_free_again(
    window: MainWindow, panel: TeachPanel, qtbot: QtBot, tmp_path: Path
) -> None:
    assert not button(window, 7).isEnabled()
    draw(window, SEVEN, BAR)
    drawn = window.drawing.strokes
    QTest.mouseClick(button(window, 7), LEFT)
    assert window.drawing.strokes.empty
    assert button(window, 7).text().endswith("1")
    assert captions(panel) == ["7"]
    wait_kept(qtbot, tmp_path, [7])
    back = MyDigits(tmp_path / "my-digits.h5").all()[0].strokes
    assert back.pen_width == drawn.pen_width
    assert [line.tolist() for line in back.lines] == [line.tolist() for line in drawn.lines]


def test_keys_name_digits_while_the_canvas_has_the_focus(
    window: MainWindow, panel: TeachPanel, qtbot: QtBot, tmp_path: Path
) -> None:
    canvas = window.panel(DrawPanel).canvas
    window.activateWindow()
    canvas.setFocus()
    qtbot.waitUntil(canvas.hasFocus, timeout=60_000)
    QTest.keyClick(canvas, Qt.Key.Key_4)
    assert panel.collection.drawings == ()
    draw(window, SEVEN)
    QTest.keyClick(canvas, Qt.Key.Key_4)
    draw(window, BAR)
    QTest.keyClick(canvas, Qt.Key.Key_1)
    assert captions(panel) == ["1", "4"]
    wait_kept(qtbot, tmp_path, [4, 1])


def test_digits_can_be_removed_one_by_one(
    window: MainWindow, panel: TeachPanel, qtbot: QtBot, tmp_path: Path
) -> None:
    for digit in (7, 1, 7):
        teach(window, digit)
    grid, remove = panel.tiles.grid, panel.tiles.remove
    assert not remove.isEnabled()
    QTest.mouseClick(grid, LEFT, pos=grid.centre_of(0))
    assert captions(panel) == ["[1]", "7", "7"]
    QTest.mouseClick(remove, LEFT)
    assert captions(panel) == ["7", "7"]
    QTest.mouseClick(grid, LEFT, pos=grid.centre_of(1))
    QTest.keyClick(grid, Qt.Key.Key_Delete)
    wait_kept(qtbot, tmp_path, [7])


def test_earlier_digits_are_there_and_the_last_ones_are_not_lost(
    window: MainWindow, panel: TeachPanel, qtbot: QtBot, tmp_path: Path
) -> None:
    for digit in (3, 5):
        teach(window, digit)
    panel.shut_down()  # as when the window closes with a write under way
    assert kept(tmp_path) == [3, 5]
    other = TeachPanel(window.context)
    qtbot.addWidget(other)
    qtbot.waitUntil(lambda: len(other.collection.drawings) == 2, timeout=60_000)
    other.shut_down()


def test_what_cannot_be_written_is_told_and_tried_again(
    window: MainWindow, panel: TeachPanel, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "my-digits.h5"
    path.write_bytes(b"damaged")
    teach(window, 3)
    qtbot.waitUntil(lambda: str(path) in panel.learning.words.text(), timeout=60_000)
    assert [d.label for d in panel.collection.drawings] == [3]
    path.unlink()
    teach(window, 5)
    wait_kept(qtbot, tmp_path, [3, 5])
    assert [d.label for d in panel.collection.drawings] == [3, 5]


def test_they_are_exported_as_strokes_and_as_idx(
    window: MainWindow, panel: TeachPanel, qtbot: QtBot, tmp_path: Path
) -> None:
    assert not panel.tiles.export.isEnabled()
    teach(window, 3)
    teach(window, 5)
    panel.write(tmp_path / "mine.jsonl")
    qtbot.waitUntil(lambda: "mine.jsonl" in panel.learning.words.text(), timeout=60_000)
    assert [d.label for d in read_drawings(tmp_path / "mine.jsonl")] == [3, 5]
    panel.write(tmp_path / "mine-ubyte")
    qtbot.waitUntil(lambda: "labels" in panel.learning.words.text(), timeout=60_000)
    labels = IdxFile.inspect(tmp_path / "mine-labels-idx1-ubyte").read()
    assert labels.tolist() == [3, 5]


def learn(window: MainWindow, digits: Dataset) -> None:
    load_network(window, hidden=(24,))  # enough to tell a taught seven with certainty
    window.session.use_temperature(2.0)
    window.session.set_dataset(digits)
    for _ in range(3):
        teach(window, 7)
    QTest.mouseClick(window.panel(TeachPanel).learning.start, LEFT)


def reading(window: MainWindow) -> int | None:
    """The digit that the bars say the canvas shows."""
    probabilities = window.panel(DrawPanel).bars.probabilities
    return None if probabilities is None else int(probabilities.argmax())


def undo_button(window: MainWindow) -> QPushButton:
    return window.panel(TeachPanel).learning.undo


def test_an_older_pair_is_replaced_only_when_the_dialog_asked_about_it(
    panel: TeachPanel, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    labels = tmp_path / "mine-labels-idx1-ubyte"
    labels.write_bytes(b"older")
    written: list[Path] = []
    monkeypatch.setattr(panel, "write", written.append)
    for typed in ("mine-ubyte", labels.name):
        chosen = str(tmp_path / typed)
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, name=chosen: (name, ""))
        panel._ask_where()
    assert "mine-labels-idx1-ubyte exists" in panel.learning.words.text()
    assert written == [labels]


def test_what_is_learnt_reads_the_canvas_until_it_is_undone(
    window: MainWindow, panel: TeachPanel, qtbot: QtBot, few_digits: Dataset
) -> None:
    learn(window, few_digits)
    before = window.session.inspected.network
    assert before is not None
    assert not panel.learning.start.isEnabled()
    qtbot.waitUntil(lambda: undo_button(window).isEnabled(), timeout=120_000)
    after = window.session.inspected.network
    assert after is not None
    assert after is not before
    assert window.session.source is Source.LOADED
    assert window.session.inspected.temperature != 2.0
    test, hand = panel.learning.test.change, panel.learning.hand.change
    assert test is not None
    assert hand is not None
    assert test.after > test.before + 0.2  # the network knew nothing and has rehearsed
    draw(window, SEVEN)
    pixels = to_pixels(window.drawing.strokes).reshape(1, -1)
    assert after.probabilities(pixels)[0, 7] > 0.9
    qtbot.waitUntil(lambda: reading(window) == 7, timeout=60_000)
    QTest.mouseClick(undo_button(window), LEFT)
    assert window.session.inspected.network is before
    assert window.session.inspected.temperature == 2.0
    assert not undo_button(window).isEnabled()
    assert panel.learning.test.change is None
    untaught = before.probabilities(pixels).argmax()
    assert untaught != 7
    qtbot.waitUntil(lambda: reading(window) == untaught, timeout=60_000)


def test_a_hand_that_is_read_worse_is_told_with_the_way_back(
    window: MainWindow,
    panel: TeachPanel,
    qtbot: QtBot,
    few_digits: Dataset,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def worse(network: Network, *_: object, **__: object) -> Personalized:
        return Personalized(
            network.copy(), 12, 5, AccuracyChange(0.8, 0.6), AccuracyChange(0.9, 0.9)
        )

    monkeypatch.setattr(learning, "personalized", worse)
    learn(window, few_digits)
    before = window.session.inspected.network
    qtbot.waitUntil(lambda: undo_button(window).isEnabled(), timeout=60_000)
    said = panel.learning.words.text()
    assert "of 5 digits held back it read 4 before, 3 after" in said
    assert "Undo" in said
    QTest.mouseClick(undo_button(window), LEFT)
    assert window.session.inspected.network is before
    assert "Undo" not in panel.learning.words.text()


def test_learning_can_be_cancelled(
    window: MainWindow, panel: TeachPanel, qtbot: QtBot, few_digits: Dataset
) -> None:
    learn(window, few_digits)
    before = window.session.inspected.network
    cancel = window.findChild(QPushButton, "learning_cancel")
    assert isinstance(cancel, QPushButton)
    qtbot.waitUntil(cancel.isVisible, timeout=60_000)
    QTest.mouseClick(cancel, LEFT)
    assert window.session.inspected.network is before
    assert panel.learning.start.isEnabled()
    assert not undo_button(window).isEnabled()


@pytest.mark.parametrize("size", [QSize(853, 440), QSize(1280, 680)])
def test_what_lacks_is_told_in_sight_of_the_button(
    window: MainWindow, panel: TeachPanel, qtbot: QtBot, few_digits: Dataset, size: QSize
) -> None:
    window.resize(size)
    window.docks.arrange()
    show(window, qtbot, "teach")
    press_learn(panel, qtbot, "no network")
    load_network(window)
    press_learn(panel, qtbot, "Open a data set")
    window.session.set_dataset(few_digits)
    press_learn(panel, qtbot, "taught no digit")


def press_learn(panel: TeachPanel, qtbot: QtBot, told: str) -> None:
    qtbot.wait(50)
    QTest.mouseClick(panel.learning.start, LEFT)
    assert told in panel.learning.words.text()
    qtbot.waitUntil(partial(_is_in_sight, panel.learning.words), timeout=10_000)


def _is_in_sight(words: QLabel) -> bool:
    seen = words.visibleRegion().boundingRect()
    return seen.height() >= words.heightForWidth(words.width())


def test_tiles_come_to_rest_in_a_window_of_any_width(window: MainWindow, panel: TeachPanel) -> None:
    draw(window, SEVEN)
    taught = tuple(Drawing(window.drawing.strokes, digit) for digit in range(8))
    for width in range(1366, 1100, -7):
        window.resize(width, 745)
        for count in (4, 5, 6, 8):
            panel.tiles.set_drawings(taught[:count])
            QApplication.processEvents()  # a RecursionError in a slot fails the test


def test_a_digit_stays_chosen_while_the_file_is_written(
    window: MainWindow, panel: TeachPanel, qtbot: QtBot, tmp_path: Path
) -> None:
    for digit in (1, 7):
        teach(window, digit)
    grid = panel.tiles.grid
    QTest.mouseClick(grid, LEFT, pos=grid.centre_of(0))
    panel.collection.changed.emit()  # as when what is kept has been written
    assert captions(panel) == ["[1]", "7"]
    QTest.mouseClick(panel.tiles.remove, LEFT)
    assert captions(panel) == ["7"]
    wait_kept(qtbot, tmp_path, [7])
