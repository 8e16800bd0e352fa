import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mnistgui.ink.normalize import (
    ALL_STAGES,
    CENTRE_OF_MASS_PIXELS,
    CENTRED,
    SHRINK_ONLY,
    Stages,
    centre_of_mass,
    to_pixels,
)
from mnistgui.ink.strokes import Strokes

SEVEN = np.array([[10.0, 10.0], [60.0, 10.0], [30.0, 90.0]])
BAR = np.array([[25.0, 50.0], [55.0, 50.0]])


def seven(scale: float = 1.0, x: float = 0.0, y: float = 0.0, pen: float | None = 5.0) -> Strokes:
    moved = tuple(line * scale + (x, y) for line in (SEVEN, BAR))
    return Strokes(moved, None if pen is None else pen)


def image_of(
    strokes: Strokes, stages: Stages = ALL_STAGES
) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    pixels = to_pixels(strokes, stages, 100).reshape(28, 28)
    return pixels.astype(np.float32)


@pytest.mark.parametrize("stages", [ALL_STAGES, SHRINK_ONLY, CENTRED])
def test_an_empty_drawing_is_white_paper(stages: Stages) -> None:
    pixels = to_pixels(Strokes(()), stages)
    assert pixels.shape == (784,)
    assert pixels.dtype == np.uint8
    assert not pixels.any()


@given(st.floats(0.1, 9), st.floats(-500, 500), st.floats(-500, 500), st.floats(1, 15))
def test_size_place_and_pen_make_no_difference(
    scale: float, x: float, y: float, pen: float
) -> None:
    usual = image_of(seven())
    other = image_of(seven(scale, x, y, pen * scale))
    assert np.abs(usual - other).max() <= 2


def test_a_digit_fills_mnists_box_and_is_centred_by_mass() -> None:
    image = image_of(seven())
    rows, columns = np.nonzero(image > 127)
    assert np.ptp(rows) + 1 in {19, 20, 21}
    assert np.ptp(columns) + 1 < 16, "its aspect is kept"
    assert centre_of_mass(image) == pytest.approx(
        (CENTRE_OF_MASS_PIXELS, CENTRE_OF_MASS_PIXELS), abs=0.1
    )


def test_without_redrawing_the_pen_keeps_its_share() -> None:
    thin, thick = (image_of(seven(pen=pen), CENTRED).sum() for pen in (3.0, 15.0))
    assert thick > 2.5 * thin
    assert image_of(seven(pen=3.0)).sum() == image_of(seven(pen=15.0)).sum()


def test_without_fitting_the_whole_canvas_is_shrunk() -> None:
    image = image_of(seven(scale=0.5), SHRINK_ONLY)
    rows, _ = np.nonzero(image)
    assert rows.max() <= 14
    assert np.ptp(rows) + 1 <= 15


def test_without_centring_the_box_is_in_the_middle() -> None:
    image = image_of(seven(), Stages(centre=False))
    rows, columns = np.nonzero(image > 127)
    assert rows.min() + rows.max() == pytest.approx(27, abs=1)
    assert columns.min() + columns.max() == pytest.approx(27, abs=1)


def test_a_dot_stays_a_dot() -> None:
    dot = Strokes((np.array([[50.0, 50.0]]),), 5.0)
    assert 0 < (to_pixels(dot) > 0).sum() < 30
    assert (to_pixels(dot, SHRINK_ONLY, 100) > 0).any()


def test_an_upright_line_is_redrawn_at_mnists_pen_width() -> None:
    one = Strokes((np.array([[50.0, 10.0], [50.0, 90.0]]),), 9.0)
    assert image_of(one)[14].sum() / 255 == pytest.approx(2.8, abs=0.15)


def test_a_tablets_coarse_steps_are_evened_out() -> None:
    coarse = Strokes(tuple(np.rint(line) for line in seven(0.2).lines), 1.0)
    assert np.abs(image_of(coarse) - image_of(seven())).mean() < 8


def test_extreme_numbers_do_no_harm() -> None:
    far = Strokes((np.array([[-1e6, 1e6], [1e6, -1e6], [0, 0]]),), 1e-6)
    for stages in (ALL_STAGES, SHRINK_ONLY, CENTRED, Stages(fit=False)):
        assert to_pixels(far, stages, 500).shape == (784,)


def test_ink_far_off_the_canvas_costs_no_time() -> None:
    rng = np.random.default_rng(1)
    zigzag = Strokes((rng.choice([-1e6, 1e6], (5000, 2)),), 5.0)
    start = time.thread_time()
    to_pixels(zigzag, SHRINK_ONLY, 100)
    assert time.thread_time() - start < 10


def test_a_usual_digit_is_made_while_the_pen_moves() -> None:
    angle = np.linspace(0, 4 * np.pi, 200)
    eight = np.stack([140 + 50 * np.sin(angle), 140 + 90 * np.cos(angle / 2)], axis=1)
    times = []
    for _ in range(20):
        start = time.thread_time()
        to_pixels(Strokes((eight,), 12.0))
        times.append(time.thread_time() - start)
    assert min(times) < 0.002
