import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from mnistgui.data.dataset import Dataset
from mnistgui.drawing.measures import CHUNK_DIGITS, Measure, measure
from mnistgui.ink.rasterize import rasterize

Points = list[tuple[float, float]]


def drawn(points: Points, pen: float = 2.8) -> NDArray[np.uint8]:
    image = rasterize([np.array(points, float)], pen, 28)
    return np.rint(255 * image).astype(np.uint8).reshape(1, -1)


def of(image: NDArray[np.uint8], which: Measure) -> float:
    return float(measure(image)[0, which])


@settings(max_examples=40, deadline=None)
@given(st.floats(-35, 35), st.floats(11, 17), st.floats(1.5, 4))
def test_slant_of_a_leaning_stroke(degrees: float, x: float, pen: float) -> None:
    half = 8 * np.tan(np.radians(degrees))
    image = drawn([(x - half, 22), (x + half, 6)], pen)
    assert of(image, Measure.SLANT) == pytest.approx(degrees, abs=1.5)


@settings(max_examples=40, deadline=None)
@given(st.floats(2, 5), st.floats(0, 180))
def test_stroke_width_is_that_of_the_pen_in_any_direction(pen: float, degrees: float) -> None:
    step = 9 * np.array([np.cos(np.radians(degrees)), np.sin(np.radians(degrees))])
    image = drawn([tuple(13.5 - step), tuple(13.5 + step)], pen)
    area, outline = 18 * pen + np.pi * pen**2 / 4, 36 + np.pi * pen  # with its round ends
    assert of(image, Measure.STROKE) == pytest.approx(2 * area / outline, rel=0.15)


def test_a_thicker_pen_is_measured_as_thicker() -> None:
    widths = [of(drawn([(8, 5), (18, 14), (9, 22)], pen), Measure.STROKE) for pen in (2, 3, 4, 5)]
    assert widths == sorted(widths)
    assert widths[3] - widths[0] == pytest.approx(3, abs=0.8)


@settings(max_examples=30, deadline=None)
@given(st.floats(4, 18), st.floats(4, 18))
def test_size_of_a_box(width: float, height: float) -> None:
    left, right = 13.5 - width / 2, 13.5 + width / 2
    top, bottom = 13.5 - height / 2, 13.5 + height / 2
    image = drawn([(left, top), (right, top), (right, bottom), (left, bottom), (left, top)], 3.0)
    assert of(image, Measure.WIDTH) == pytest.approx(width + 3, abs=0.7)
    assert of(image, Measure.HEIGHT) == pytest.approx(height + 3, abs=0.7)


def test_moving_changes_nothing_but_the_place() -> None:
    image = drawn([(8, 5), (18, 14), (9, 20)]).reshape(28, 28)
    before = measure(image.reshape(1, -1))[0]
    after = measure(np.roll(image, (3, 2), (0, 1)).reshape(1, -1))[0]
    wanted = before.copy()
    wanted[Measure.DOWN] += 3
    wanted[Measure.ACROSS] += 2
    assert after == pytest.approx(wanted, abs=1e-3)


def test_ink_counts_full_pixels_even_at_the_border() -> None:
    image = np.zeros((28, 28), np.uint8)
    image[:, :2] = 255
    image[0, 27] = 51
    found = measure(image.reshape(1, -1))[0]
    assert found[Measure.INK] == pytest.approx(56.2)
    assert found[Measure.HEIGHT] == 28
    assert found[Measure.WIDTH] == 2


def test_blank_paper_measures_nothing() -> None:
    assert not measure(np.zeros((1, 784), np.uint8)).any()


def test_chunks_are_told_and_do_not_matter() -> None:
    rng, told = np.random.default_rng(1), list[tuple[int, int]]()
    images = rng.integers(0, 256, (CHUNK_DIGITS + 3, 784)).astype(np.uint8)
    found = measure(images, lambda done, total: told.append((done, total)))
    assert told == [(CHUNK_DIGITS, CHUNK_DIGITS + 3), (CHUNK_DIGITS + 3, CHUNK_DIGITS + 3)]
    assert found[-1:] == pytest.approx(measure(images[-1:]), abs=1e-3)


def test_mnist_is_as_it_was_made(real_mnist: Dataset) -> None:
    found = np.median(measure(real_mnist.test.images[:2000]), axis=0)
    assert found[Measure.HEIGHT] == pytest.approx(20, abs=0.5)  # fitted into a box of 20
    assert found[[Measure.ACROSS, Measure.DOWN]] == pytest.approx([14.3, 14.3], abs=0.4)
    assert 2 < found[Measure.STROKE] < 4
