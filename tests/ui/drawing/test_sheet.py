import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from mnistgui.ui.drawing.sheet import Sheet


def _line(*points: tuple[float, float]) -> NDArray[np.float64]:
    return np.array(points, dtype=np.float64)


def _lengths(sheet: Sheet) -> list[int]:
    return [len(line) for line in sheet.lines]


def test_undo_and_redo_bring_back_what_was_there() -> None:
    sheet = Sheet()
    first, second = _line((0.1, 0.1), (0.2, 0.2)), _line((0.5, 0.5))
    sheet.add(first)
    sheet.add(second)
    sheet.clear()
    assert _lengths(sheet) == []
    sheet.undo()
    assert _lengths(sheet) == [2, 1]
    sheet.undo()
    assert sheet.lines[0] is first
    sheet.redo()
    sheet.redo()
    assert _lengths(sheet) == []
    assert not sheet.can_redo


def test_drawing_after_undo_forgets_the_undone() -> None:
    sheet = Sheet()
    sheet.add(_line((0.1, 0.1)))
    sheet.undo()
    sheet.add(_line((0.9, 0.9)))
    assert not sheet.can_redo


def test_eraser_takes_the_stroke_it_touches() -> None:
    sheet = Sheet()
    sheet.add(_line((0.1, 0.1), (0.9, 0.1)))
    sheet.add(_line((0.1, 0.9), (0.9, 0.9)))
    assert not sheet.erase_at(0.5, 0.5, 0.05)
    assert sheet.erase_at(0.5, 0.12, 0.05)
    assert len(sheet.lines) == 1
    assert sheet.lines[0][0, 1] == 0.9


@given(st.lists(st.sampled_from(["add", "undo", "redo", "clear"]), max_size=40))
def test_undoing_everything_empties_the_sheet(actions: list[str]) -> None:
    sheet = Sheet()
    for action in actions:
        if action == "add":
            sheet.add(_line((0.5, 0.5)))
        else:
            getattr(sheet, action)()
    while sheet.can_undo:
        sheet.undo()
    assert sheet.lines == ()
