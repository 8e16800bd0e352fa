import ast
from pathlib import Path

import pytest
from PySide6.QtGui import QPainter
from pytestqt.qtbot import QtBot

import mnistgui.ui
from mnistgui.ui.widgets.tile_grid import TileGrid


def test_painter_ends_where_painting_fails(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    painters = []

    def fail(painter: QPainter, *_: object) -> None:
        painters.append(painter)
        raise ZeroDivisionError

    grid = TileGrid("no digits yet")
    qtbot.addWidget(grid)
    monkeypatch.setattr(QPainter, "drawText", fail)
    with pytest.raises(ZeroDivisionError):
        grid.grab()
    assert [painter.isActive() for painter in painters] == [False]


def test_every_painter_is_closed_by_a_with() -> None:
    # One that an exception's traceback keeps alive would have Qt end the program.
    modules = Path(mnistgui.ui.__file__).parent.rglob("*.py")
    assert [path.name for path in modules if _has_open_painter(path)] == []


def _has_open_painter(module: Path) -> bool:
    nodes = list(ast.walk(ast.parse(module.read_text(encoding="utf-8"))))
    made = {node for node in nodes if isinstance(node, ast.Call) and _is_painter(node.func)}
    held = {
        item.context_expr for node in nodes if isinstance(node, ast.With) for item in node.items
    }
    return not made <= held


def _is_painter(called: ast.expr) -> bool:
    return isinstance(called, ast.Name) and called.id == "QPainter"
