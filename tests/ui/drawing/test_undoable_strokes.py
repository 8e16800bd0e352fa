import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from mnistgui.ui.drawing.undoable_strokes import UndoableStrokes


def _line(*points: tuple[float, float]) -> NDArray[np.float64]:
    return np.array(points, dtype=np.float64)


def _lengths(strokes: UndoableStrokes) -> list[int]:
    return [len(line) for line in strokes.lines]


def test_undo_and_redo_bring_back_what_was_there() -> None:
    strokes = UndoableStrokes()
    first, second = _line((0.1, 0.1), (0.2, 0.2)), _line((0.5, 0.5))
    strokes.add(first)
    strokes.add(second)
    strokes.clear()
    assert _lengths(strokes) == []
    strokes.undo()
    assert _lengths(strokes) == [2, 1]
    strokes.undo()
    assert strokes.lines[0] is first
    strokes.redo()
    strokes.redo()
    assert _lengths(strokes) == []
    assert not strokes.can_redo


def test_drawing_after_undo_forgets_the_undone() -> None:
    strokes = UndoableStrokes()
    strokes.add(_line((0.1, 0.1)))
    strokes.undo()
    strokes.add(_line((0.9, 0.9)))
    assert not strokes.can_redo


def test_eraser_takes_the_stroke_it_touches() -> None:
    strokes = UndoableStrokes()
    strokes.add(_line((0.1, 0.1), (0.9, 0.1)))
    strokes.add(_line((0.1, 0.9), (0.9, 0.9)))
    assert not strokes.erase_at(0.5, 0.5, 0.05)
    assert strokes.erase_at(0.5, 0.12, 0.05)
    assert len(strokes.lines) == 1
    assert strokes.lines[0][0, 1] == 0.9


@given(st.lists(st.sampled_from(["add", "undo", "redo", "clear"]), max_size=40))
def test_undoing_everything_empties_the_sheet(actions: list[str]) -> None:
    strokes = UndoableStrokes()
    for action in actions:
        if action == "add":
            strokes.add(_line((0.5, 0.5)))
        else:
            getattr(strokes, action)()
    while strokes.can_undo:
        strokes.undo()
    assert strokes.lines == ()
