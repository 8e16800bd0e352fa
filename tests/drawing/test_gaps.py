import numpy as np
import pytest

from mnistgui.drawing.gaps import gaps
from mnistgui.ink.strokes import Strokes


def ring(open_degrees: float) -> Strokes:
    """A circle of radius 1 that does not quite close."""
    angle = np.radians(np.linspace(open_degrees / 2, 360 - open_degrees / 2, 90))
    return Strokes((np.stack([np.sin(angle), -np.cos(angle)], axis=1),), 0.1)


@pytest.mark.parametrize("degrees", [15, 30, 50])
def test_an_open_ring_has_one_gap_between_its_ends(degrees: float) -> None:
    strokes = ring(degrees)
    found = gaps(strokes)
    chord = 2 * np.sin(np.radians(degrees / 2))
    assert found[0].share == pytest.approx(chord / 2, rel=0.1)
    (line,) = strokes.lines
    assert np.abs(np.sort(found[0].bridge[:, 0]) - np.sort(line[[0, -1], 0])).max() < 0.05


def test_what_the_pen_closes_is_no_gap() -> None:
    assert gaps(ring(4)) == []


def test_a_stroke_that_stops_short_of_another_has_a_gap_to_it() -> None:
    stem = np.array([[0.0, 0.0], [0.0, 1.0]])
    bar = np.array([[0.2, 0.5], [0.9, 0.5]])
    found = gaps(Strokes((stem, bar), 0.05))
    assert found[0].share == pytest.approx(0.2, abs=0.01)
    assert found[0].bridge == pytest.approx(np.array([[0.2, 0.5], [0.0, 0.5]]), abs=0.01)


@pytest.mark.parametrize(
    "lines", [(), (np.array([[0.5, 0.5]]),), (np.array([[0.1, 0.1], [0.9, 0.9]]),)]
)
def test_dots_and_plain_lines_have_none(lines: tuple[np.ndarray, ...]) -> None:
    assert gaps(Strokes(lines, 0.05)) == []
