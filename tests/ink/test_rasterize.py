import itertools
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mnistgui.ink.rasterize import EDGE_PIXELS, ink, pieces, rasterize, resample


def test_a_long_stroke_is_as_wide_as_its_pen() -> None:
    line = np.array([[-5.0, 9.3], [25.0, 9.3]])
    for width in (0.5, 1.0, 2.8, 6.1):
        image = rasterize([line], width, 20)
        np.testing.assert_allclose(image.sum(axis=0), width, atol=0.15)


def test_a_slanted_stroke_has_the_area_of_length_times_width() -> None:
    image = rasterize([np.array([[5.0, 6.0], [25.0, 21.0]])], 3.0, 32)
    round_caps = np.pi * 1.5**2
    assert image.sum() == pytest.approx(25 * 3.0 + round_caps, rel=0.03)


def test_pixels_are_inked_by_their_distance_to_the_line() -> None:
    rng = np.random.default_rng(1)
    line = rng.uniform(2, 18, (4, 2))
    image = rasterize([line], 3.0, 20)
    grid = np.stack(np.meshgrid(np.arange(20.0), np.arange(20.0)), axis=-1)
    dense = np.concatenate([np.linspace(a, b, 500) for a, b in itertools.pairwise(line)])
    distance = np.linalg.norm(grid[:, :, None] - dense, axis=-1).min(axis=-1)
    # Corners are cut by the even spacing, by a quarter of a pixel at most.
    expected = np.clip((1.5 - distance) / EDGE_PIXELS + 0.5, 0, 1)
    assert np.abs(image - expected).max() < 0.25
    assert np.abs(image - expected).mean() < 0.01


def test_a_dot_is_round_and_where_it_was_put() -> None:
    image = rasterize([np.array([[7.0, 4.0]])], 3.0, 12)
    np.testing.assert_allclose(image[:9, 3:12], image[:9, 3:12].T)
    np.testing.assert_allclose(image[1:8, 4:11], image[1:8, 4:11][::-1, ::-1])
    assert image[4, 7] == 1


def test_no_line_leaves_the_paper_white() -> None:
    assert not rasterize([], 3.0, 28).any()


@given(
    st.lists(st.tuples(st.floats(-300, 300), st.floats(-300, 300)), min_size=1, max_size=4),
    st.floats(0.01, 20),
)
def test_any_line_gives_shares_between_0_and_1(
    points: list[tuple[float, float]], width: float
) -> None:
    image = rasterize([np.array(points)], width, 28)
    assert image.shape == (28, 28)
    assert image.min() >= 0
    assert image.max() <= 1


def test_many_images_at_once_equal_one_by_one() -> None:
    rng = np.random.default_rng(2)
    drawings = [[rng.uniform(0, 28, (5, 2))] for _ in range(6)]
    cut = [pieces(lines) for lines in drawings]
    image = np.repeat(np.arange(6), [len(starts) for starts, _ in cut])
    starts, ends = (np.concatenate(side) for side in zip(*cut, strict=True))
    together = ink(starts, ends, image, 2.5, (6, 28))
    for lines, one in zip(drawings, together, strict=True):
        np.testing.assert_array_equal(one, rasterize(lines, 2.5, 28))


def test_resampling_keeps_the_ends_and_the_spacing() -> None:
    line = np.array([[0.0, 0.0], [0.1, 0.0], [4.0, 3.0], [4.0, 3.0], [9.0, 3.0]])
    even = resample(line, 0.5)
    np.testing.assert_array_equal(even[[0, -1]], line[[0, -1]])
    assert np.hypot(*np.diff(even, axis=0).T).max() <= 0.5 + 1e-12


def test_a_usual_digit_is_drawn_while_the_pen_moves() -> None:
    angle = np.linspace(0, 4 * np.pi, 120)
    eight = np.stack([14 + 5 * np.sin(angle), 14 + 9 * np.cos(angle / 2)], axis=1)
    rasterize([eight], 2.8, 28)
    best = min(_seconds(eight) for _ in range(20))
    assert best < 0.002


def _seconds(line: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> float:
    start = time.thread_time()
    rasterize([line], 2.8, 28)
    return time.thread_time() - start
