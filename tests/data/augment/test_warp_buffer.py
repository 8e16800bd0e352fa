import numpy as np
import pytest

from mnistgui.data.augment.maps import PADDED, PLANE
from mnistgui.data.augment.warp_buffer import WarpBuffer

GREY = np.arange(784, dtype=np.intp)
INNER = (GREY // 28 + 1) * PADDED + GREY % 28 + 1


def images_of(width: int) -> np.ndarray:
    return np.random.default_rng(0).integers(0, 256, (784, width), dtype=np.uint8)


def group(images: np.ndarray) -> np.ndarray:
    inner = images.reshape(28, 28, -1)
    return np.pad(inner, ((1, 1), (1, 1), (0, 0))).reshape(PLANE, -1)


@pytest.mark.parametrize("width", [3, 64])
def test_whole_steps_are_the_image(width: int) -> None:
    images = images_of(width)
    found = WarpBuffer(width, 784).warp(group(images), INNER, INNER, 0.0)
    np.testing.assert_array_equal(found, images // 2 * 2)


def test_half_steps_average_neighbours_and_quarter_steps_those() -> None:
    images = images_of(8)
    wide = np.pad(images.reshape(28, 28, 8).astype(int), ((0, 1), (0, 1), (0, 0)))
    across = (wide[:-1, :-1] + wide[:-1, 1:]).reshape(784, 8) / 2
    both = across.reshape(28, 28, 8) / 2 + (wide[1:, :-1] + wide[1:, 1:]) / 4
    buffer = WarpBuffer(8, 784)
    found = buffer.warp(group(images), INNER + PLANE, INNER + PLANE, 0.0).astype(int)
    assert_slightly_darker(found, across)
    found = buffer.warp(group(images), INNER + 3 * PLANE, INNER + 3 * PLANE, 0.0).astype(int)
    assert_slightly_darker(found, both.reshape(784, 8))
    found = buffer.warp(group(images), INNER, INNER + PLANE, 0.0).astype(int)
    assert_slightly_darker(found, (images + across) / 2)


def assert_slightly_darker(found: np.ndarray, exact: np.ndarray) -> None:
    lost = exact - found
    assert lost.min() >= 0
    assert lost.max() <= 4
    assert lost.mean() < 2.1


@pytest.mark.parametrize("thicker", [2.0, -2.0, 0.5])
def test_strokes_move_towards_the_extreme_of_the_neighbours(thicker: float) -> None:
    images = images_of(8)
    wide = np.pad(images.reshape(28, 28, 8).astype(int), ((1, 1), (1, 1), (0, 0)))
    near = [
        wide[1 + y : 29 + y, 1 + x : 29 + x] for y, x in ((0, 0), (0, 1), (1, 0), (0, -1), (-1, 0))
    ]
    extreme = (np.max if thicker > 0 else np.min)(near, axis=0).reshape(784, 8)
    expected = images + (extreme - images) * abs(thicker) / 2
    found = WarpBuffer(8, 784).warp(group(images), INNER, INNER, thicker).astype(int)
    # A grey level loses its lowest bit, a change its four lowest ones before its share is taken.
    np.testing.assert_allclose(found, expected, atol=1 + 15 * abs(thicker) / 2)
    assert np.abs(found - expected).mean() < 0.6 + 8 * abs(thicker) / 2


def test_pixels_outside_the_image_stay_white_for_the_next_group() -> None:
    images = images_of(8)
    buffer = WarpBuffer(8, 784)
    once = buffer.warp(group(images), INNER, INNER + PLANE, 0.25).copy()
    buffer.warp(group(np.full_like(images, 255)), INNER, INNER, 2.0)
    np.testing.assert_array_equal(buffer.warp(group(images), INNER, INNER + PLANE, 0.25), once)
