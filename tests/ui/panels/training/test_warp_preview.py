import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QToolButton
from pytestqt.qtbot import QtBot

from mnistgui.data.dataset import Dataset
from mnistgui.training.config import TrainingConfig
from mnistgui.ui.panels.training.panel import TrainingPanel
from mnistgui.ui.panels.training.warp_preview import WarpPreview
from mnistgui.ui.shell.main_window import MainWindow


def wide_open(window: MainWindow) -> None:
    """Unfold the warps of the form and press their button."""
    fold = window.panel(TrainingPanel).findChild(QToolButton, "section_warps")
    assert fold is not None
    fold.click()
    assert window.panel(TrainingPanel).see_warps.isVisible()
    QTest.mouseClick(window.panel(TrainingPanel).see_warps, Qt.MouseButton.LeftButton)


@pytest.fixture
def preview(window: MainWindow, qtbot: QtBot, few_digits: Dataset) -> WarpPreview:
    window.session.set_dataset(few_digits)
    wide_open(window)
    qtbot.waitUntil(lambda: window.panel(TrainingPanel).warps.shown is not None, timeout=60_000)
    return window.panel(TrainingPanel).warps


def press(preview: WarpPreview, i: int) -> None:
    button = preview.kind.findChildren(QAbstractButton)[i]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def shown(preview: WarpPreview) -> bytes:
    assert preview.shown is not None
    return preview.shown.tobytes()


def test_two_digits_of_each_class_are_warped_or_as_they_are(
    preview: WarpPreview, qtbot: QtBot, few_digits: Dataset
) -> None:
    train = few_digits.train
    rows = np.concatenate([np.flatnonzero(train.labels == d)[:2] for d in range(10)])
    plain = train.images[rows].tobytes()
    assert shown(preview) != plain
    assert preview.grid.tiles.count == 20
    press(preview, 1)
    qtbot.waitUntil(lambda: shown(preview) == plain, timeout=60_000)


def test_settings_are_followed_live(
    preview: WarpPreview, window: MainWindow, qtbot: QtBot, few_digits: Dataset
) -> None:
    before = shown(preview)
    note = preview.findChild(QLabel, "warp_note")
    assert note is not None
    assert "off" in note.text()
    names = ("shift", "scale", "rotate", "shear", "elastic", "stroke_width")
    still = {f"warp_{name}": "0" for name in names}
    window.draft.set_config(TrainingConfig.from_strings({"augmentation": "warps", **still}))
    qtbot.waitUntil(lambda: shown(preview) != before, timeout=60_000)
    assert "off" not in note.text()
    rows = [np.flatnonzero(few_digits.train.labels == d)[:2] for d in range(10)]
    plain = few_digits.train.images[np.concatenate(rows)]
    assert preview.shown is not None
    assert np.abs(preview.shown.astype(int) - plain).max() <= 4  # resampled in whole numbers
    before = shown(preview)
    degrees = window.panel(TrainingPanel).editor("warp_rotate")
    QTest.keyClick(degrees, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(degrees, "60")
    QTest.keyClick(degrees, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown(preview) != before, timeout=60_000)


def test_others_are_other_warps_of_the_same_digits(preview: WarpPreview, qtbot: QtBot) -> None:
    before = shown(preview)
    QTest.mouseClick(preview.again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shown(preview) != before, timeout=60_000)


def test_without_digits_it_says_what_is_missing(window: MainWindow) -> None:
    wide_open(window)
    assert window.panel(TrainingPanel).warps.isVisible()
    assert window.panel(TrainingPanel).warps.shown is None
    window.panel(TrainingPanel).warps.close()
