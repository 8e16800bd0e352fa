from functools import partial

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.ui.panels.data.choice import EACH
from mnistgui.ui.panels.data.panel import DataPanel
from mnistgui.ui.shell.main_window import MainWindow
from mnistgui.ui.widgets.figures.menu import figure_of


@pytest.fixture
def panel(window: MainWindow, few_digits: Dataset) -> DataPanel:
    window.docks["data"].raise_()
    window.session.set_dataset(few_digits)
    return window.panel(DataPanel)


def choose(panel: DataPanel, name: str, text: str) -> None:
    box = panel.findChild(QComboBox, name)
    assert box is not None
    box.setCurrentText(text)


def facts_begin_with(panel: DataPanel, name: str) -> bool:
    return panel.facts.text().startswith(name)


def shown_images(panel: DataPanel) -> int:
    return panel.grid.tiles.count


def test_without_digits_it_says_what_to_do(window: MainWindow) -> None:
    assert "Open a data set" in window.panel(DataPanel).grid.hint


def test_shape_type_range_and_counts_are_those_of_the_part(
    panel: DataPanel, qtbot: QtBot, few_digits: Dataset
) -> None:
    for name, split in (("Training", few_digits.train), ("Test", few_digits.test)):
        choose(panel, "data_part", name)
        qtbot.waitUntil(partial(facts_begin_with, panel, name), timeout=10_000)
        text = panel.facts.text()
        assert f"{len(split):,} digits, 784 pixels each, uint8" in text
        assert f"from {split.images.min()} to {split.images.max()}" in text
        counts = np.bincount(split.labels, minlength=10)
        assert all(f"{digit}: {count}" in text for digit, count in enumerate(counts))


def test_sixteen_of_each_class_are_paged(panel: DataPanel, few_digits: Dataset) -> None:
    labels = few_digits.train.labels
    wanted = sum(min(EACH, int((labels == digit).sum())) for digit in range(10))
    assert 0 < shown_images(panel) <= wanted
    assert panel.grid.tiles.captions[0] == f"#{int(np.flatnonzero(labels == 0)[0])} is 0"


def test_a_digit_is_found_by_its_index_and_shown_large(
    panel: DataPanel, few_digits: Dataset
) -> None:
    choose(panel, "data_part", "Test")
    choose(panel, "data_kind", "By index")
    line = panel.findChild(QLineEdit, "data_indices")
    assert line is not None
    assert "no index is given" in panel.grid.hint
    QTest.keyClicks(line, "42")
    label = few_digits.test.labels[42]
    assert panel.grid.tiles.captions == (f"#42 is {label}",)
    QTest.keyClick(panel.grid, Qt.Key.Key_Right)
    QTest.keyClick(panel.grid, Qt.Key.Key_Return)
    assert panel.large.image is not None
    assert (panel.large.image == few_digits.test.images[42]).all()
    assert panel.large_label.text() == f"Test digit 42 is labelled {label}"
    QTest.keyClicks(line, "00")
    assert "there is no digit with the index 4200" in panel.grid.hint
    assert not shown_images(panel)


def test_a_digit_that_is_no_more_on_the_page_is_not_the_large_one(
    panel: DataPanel, few_digits: Dataset
) -> None:
    choose(panel, "data_kind", "By index")
    line = panel.findChild(QLineEdit, "data_indices")
    assert line is not None
    line.setText("43")
    label = few_digits.train.labels[43]
    assert panel.large_label.text() == f"Training digit 43 is labelled {label}"
    assert panel.large.image is not None
    assert (panel.large.image == few_digits.train.images[43]).all()


def test_the_field_of_indices_has_room_for_five_of_them(panel: DataPanel, qtbot: QtBot) -> None:
    panel.window().resize(1280, 720)
    choose(panel, "data_kind", "By index")
    line = panel.findChild(QLineEdit, "data_indices")
    assert line is not None
    text = "8, 900, 7216, 1224, 9944"
    needed = line.fontMetrics().horizontalAdvance(text)
    qtbot.waitUntil(lambda: line.width() > needed)
    choose(panel, "data_kind", "All")
    assert panel._pager.isVisible()


def test_all_digits_of_a_part_are_on_some_page(panel: DataPanel, few_digits: Dataset) -> None:
    choose(panel, "data_part", "Test")
    choose(panel, "data_kind", "All")
    seen = list(panel.grid.tiles.captions)
    for _ in range(len(few_digits.test)):
        panel._pager._forth.click()
        if panel.grid.tiles.captions[0] in seen:
            break
        seen += panel.grid.tiles.captions
    labels = few_digits.test.labels
    assert seen == [f"#{i} is {label}" for i, label in enumerate(labels)]


def test_the_first_digit_is_large_until_another_is_chosen(
    panel: DataPanel, window: MainWindow, few_digits: Dataset
) -> None:
    labels = few_digits.train.labels
    first = int(np.flatnonzero(labels == 0)[0])
    assert panel.large_label.text() == f"Training digit {first} is labelled 0"
    other = Dataset("other", "other", few_digits.test, few_digits.train)
    window.session.set_dataset(other)
    first = int(np.flatnonzero(few_digits.test.labels == 0)[0])
    assert panel.large.image is not None
    assert (panel.large.image == few_digits.test.images[first]).all()


def test_mean_and_spread_of_each_class_are_shown(
    panel: DataPanel, qtbot: QtBot, few_digits: Dataset
) -> None:
    for kind, picture in (("Mean of each", np.mean), ("Spread of each", np.std)):
        choose(panel, "data_kind", kind)
        qtbot.waitUntil(lambda: panel.grid.tiles.count == 10, timeout=10_000)
        assert panel.grid.tiles.captions == tuple("0123456789")
        rows = figure_of(panel.grid).table().rows
        for digit in range(10):
            of_class = few_digits.train.images[few_digits.train.labels == digit].astype(float)
            wanted = picture(of_class, axis=0) * (2 if picture is np.std else 1)
            np.testing.assert_allclose(
                np.array(rows[digit][2:], float), np.minimum(wanted, 255), atol=0.51
            )
        panel.grid.setFocus()
        QTest.keyClick(panel.grid, Qt.Key.Key_Return)
        assert "every pixel of" in panel.large_label.text()
    choose(panel, "data_kind", "All")
    assert panel.grid.tiles.captions[0].startswith("#0 is")
