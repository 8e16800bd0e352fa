import numpy as np
import pytest
from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mnistgui.ui.widgets import pictures
from mnistgui.ui.widgets.theme import LIGHT
from mnistgui.ui.widgets.tile_grid import TileGrid, Tiles
from mnistgui.ui.widgets.tile_layout import layout_for


def _tiles(count: int) -> Tiles:
    images = np.zeros((count, 784), dtype=np.uint8)
    captions = tuple(str(i) for i in range(count))
    return Tiles(pictures.strip(images, pictures.ink_colours(LIGHT)), captions, captions)


@pytest.mark.parametrize("count", [1, 7, 10, 100])
def test_every_tile_lies_inside(qtbot: QtBot, count: int) -> None:
    grid = TileGrid("nothing yet")
    qtbot.addWidget(grid)
    grid.resize(640, 480)
    grid.set_tiles(_tiles(count))
    for tile in range(count):
        assert grid.rect().contains(grid._box(tile).toRect())


def test_columns_use_the_room() -> None:
    size = QSize(1000, 100)
    layout = layout_for(10, size, caption=QSize(0, 0))
    assert layout.columns == 10
    assert layout.side > 80


def test_captions_keep_clear_of_each_other() -> None:
    layout = layout_for(30, QSize(600, 220), caption=QSize(60, 36))
    assert layout.pitch.width() > 60
    assert layout.columns * layout.pitch.width() <= 608


def test_click_and_keys_choose(qtbot: QtBot) -> None:
    grid = TileGrid("nothing yet")
    qtbot.addWidget(grid)
    grid.resize(640, 480)
    grid.set_tiles(_tiles(10))
    grid.show()
    with qtbot.waitSignal(grid.chosen, timeout=60_000) as clicked:
        place = grid._box(3).center().toPoint()
        QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=place)
    assert clicked.args == [3]
    QTest.keyClick(grid, Qt.Key.Key_Right)
    with qtbot.waitSignal(grid.chosen, timeout=60_000) as entered:
        QTest.keyClick(grid, Qt.Key.Key_Return)
    assert entered.args == [4]
    assert grid.accessibleDescription() == "4"
    assert grid.tile_at(QPointF(-5, -5)) == -1


def test_the_tab_key_shows_where_the_arrows_begin(qtbot: QtBot) -> None:
    grid = TileGrid("nothing yet")
    qtbot.addWidget(grid)
    grid.resize(640, 480)
    grid.set_tiles(_tiles(10))
    grid.show()
    before = grid.grab().toImage()
    grid.activateWindow()
    grid.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(grid.hasFocus, timeout=60_000)
    assert grid.grab().toImage() != before
    QTest.keyClick(grid, Qt.Key.Key_Right)
    assert grid.accessibleDescription() == "1"
