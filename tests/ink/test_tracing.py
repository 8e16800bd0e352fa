import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from mnistgui.files.default_model import default_model
from mnistgui.ink.normalize import to_pixels
from mnistgui.ink.paper import inks_of
from mnistgui.ink.pieces import connected
from mnistgui.ink.rasterize import rasterize
from mnistgui.ink.strokes import Line
from mnistgui.ink.tracing import thinned, traced
from tests.numbers import picture_of

MASKS = hnp.arrays(bool, st.tuples(st.integers(1, 14), st.integers(1, 14)))


def drawn(lines: list[Line], width: float = 9.0, side: int = 120) -> np.ndarray:
    return rasterize([np.asarray(line, np.float64) for line in lines], width, side)


@given(MASKS)
def test_thinning_keeps_the_connected_parts(mask: np.ndarray) -> None:
    padded = np.pad(mask, 1)
    thin = thinned(padded)
    assert not (thin & ~padded).any()
    assert connected(thin).max() == connected(padded).max()


def test_a_line_comes_back_as_one_stroke_of_its_width() -> None:
    line = np.array([[20.0, 20.0], [60.0, 90.0], [100.0, 95.0]])
    strokes = traced(drawn([line]))
    [found] = strokes.lines
    assert strokes.pen_width == pytest.approx(9, rel=0.2)
    ends = np.sort(found[[0, -1], 0])
    assert ends == pytest.approx([20, 100], abs=6)
    middle = found[np.abs(found[:, 0] - 60).argmin()]
    assert middle[1] == pytest.approx(90, abs=4)


def test_a_cross_is_two_strokes_through_the_middle() -> None:
    strokes = traced(drawn([np.array([[20, 20], [100, 100]]), np.array([[100, 20], [20, 100]])]))
    assert len(strokes.lines) == 2
    for line in strokes.lines:
        assert np.abs(line - 60).max(axis=1).min() < 4
        assert np.ptp(line[:, 0]) > 60


def test_a_ring_is_one_closed_stroke() -> None:
    angle = np.linspace(0, 2 * np.pi, 60)
    ring = 60 + 35 * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    [line] = traced(drawn([ring])).lines
    assert np.hypot(*(line[0] - line[-1])) < 4
    assert np.hypot(*(line - 60).T) == pytest.approx(35, abs=3)


def test_a_dot_is_a_stroke_and_nothing_is_none() -> None:
    assert len(traced(drawn([np.array([[60.0, 60.0]])])).lines) == 1
    assert traced(np.zeros((30, 20), np.float32)).empty


@pytest.mark.parametrize("which", range(10))
def test_traced_digits_are_read_as_before(which: int) -> None:
    strokes = traced(inks_of(picture_of(str(which)))[0])
    assert default_model().probabilities(to_pixels(strokes)[None]).argmax() == which


@given(
    hnp.arrays(
        np.float32,
        st.tuples(st.integers(1, 20), st.integers(1, 20)),
        elements=st.floats(0, 1, width=32),
    )
)
def test_any_ink_is_traced_within_its_picture(ink: np.ndarray) -> None:
    strokes = traced(ink)
    assert strokes.empty != bool((ink > 0.5).any())
    for line in strokes.lines:
        assert line.min() >= 0
        assert (line <= (ink.shape[1], ink.shape[0])).all()
