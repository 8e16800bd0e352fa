import numpy as np
import pytest

from mnistgui.drawing.changes import Change, ChangeKind
from mnistgui.drawing.measures import Measure
from mnistgui.ink.strokes import Strokes
from mnistgui.ui.panels.doctor import words


@pytest.mark.parametrize(
    ("measure", "below", "name", "wanted"),
    [
        (Measure.SLANT, 0.974, "7", "slants further right than 97 % of the 7s"),
        (Measure.SLANT, 0.04, "7", "slants further left than 96 % of the 7s"),
        (Measure.STROKE, 0.999, "1", "thicker than 99 % of the 1s"),
        (Measure.INK, 0.0, "0", "less ink than 100 % of the 0s"),
        (Measure.DOWN, 0.9, "not 2", "lower than 90 % of those that are not 2"),
        (Measure.WIDTH, 0.5, "3", "as usual for the 3s"),
    ],
)
def test_standing(measure: Measure, below: float, name: str, wanted: str) -> None:
    assert words.standing_of(measure, below, name) == wanted


@pytest.mark.parametrize("measure", list(Measure))
def test_every_measure_has_words_for_both_sides(measure: Measure) -> None:
    more, less = (words.briefly(measure, below) for below in (0.95, 0.05))
    assert more != less
    assert more.endswith("than 95 %")
    assert less.endswith("than 95 %")
    assert words.name_of(measure)


@pytest.mark.parametrize(
    ("kind", "amount", "move", "wanted"),
    [
        (ChangeKind.TURN, 8, (0, 0), "turned 8° right"),
        (ChangeKind.TURN, -30, (0, 0), "turned 30° left"),
        (ChangeKind.SLANT, -12, (0, 0), "slanted 12° left"),
        (ChangeKind.THICKNESS, 0.8, (0, 0), "0.8 px thicker"),
        (ChangeKind.THICKNESS, -1.2, (0, 0), "1.2 px thinner"),
        (ChangeKind.GAP, 3.14159, (0, 0), "a gap of 3.1 px closed"),
        (ChangeKind.MOVE, 2, (-2, 0), "moved 2 px ←"),
        (ChangeKind.MOVE, 3.2, (1, -3), "moved 1 px → 3 px ↑"),
    ],
)
def test_changes(kind: ChangeKind, amount: float, move: tuple[int, int], wanted: str) -> None:
    assert words.change_of(Change(kind, amount, Strokes(()), move=move)) == wanted


def test_values_and_readings() -> None:
    assert words.value_of(Measure.SLANT, -12.4) == "−12°"
    assert words.value_of(Measure.WIDTH, 14.04) == "14.0 px"
    assert words.surely(np.array([0.125, 0.875]), ("not 2", "2")) == "reads 2 with 88 %"
