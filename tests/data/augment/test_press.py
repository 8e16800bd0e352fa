import numpy as np
import pytest

from mnistgui.data.augment.maps import PADDED, PLANE
from mnistgui.data.augment.press import Press

GREY = np.arange(784, dtype=np.intp)
INNER = (GREY // 28 + 1) * PADDED + GREY % 28 + 1


def group(width: int) -> np.ndarray:
    return np.random.default_rng(0).integers(0, 256, (784, width), dtype=np.uint8)


@pytest.mark.parametrize("width", [8, 64])
def test_whole_steps_are_the_image(width: int) -> None:
    images = group(width)
    np.testing.assert_array_equal(Press(width, 784).warp(images, INNER, INNER, 0.0), images)


def test_half_steps_average_neighbours_and_quarter_steps_those() -> None:
    images = group(8)
    wide = np.pad(images.reshape(28, 28, 8).astype(int), ((0, 1), (0, 1), (0, 0)))
    across = (wide[:-1, :-1] + wide[:-1, 1:]).reshape(784, 8) / 2
    both = across.reshape(28, 28, 8) / 2 + (wide[1:, :-1] + wide[1:, 1:]) / 4
    press = Press(8, 784)
    found = press.warp(images, INNER + PLANE, INNER + PLANE, 0.0).astype(int)
    np.testing.assert_allclose(found, across, atol=1)
    found = press.warp(images, INNER + 3 * PLANE, INNER + 3 * PLANE, 0.0).astype(int)
    np.testing.assert_allclose(found, both.reshape(784, 8), atol=2)
    found = press.warp(images, INNER, INNER + PLANE, 0.0).astype(int)
    np.testing.assert_allclose(found, (images + across) / 2, atol=1)


@pytest.mark.parametrize("thicker", [2.0, -2.0, 0.5])
def test_strokes_move_towards_the_extreme_of_the_neighbours(thicker: float) -> None:
    images = group(8)
    wide = np.pad(images.reshape(28, 28, 8).astype(int), ((1, 1), (1, 1), (0, 0)))
    near = [
        wide[1 + y : 29 + y, 1 + x : 29 + x] for y, x in ((0, 0), (0, 1), (1, 0), (0, -1), (-1, 0))
    ]
    extreme = (np.max if thicker > 0 else np.min)(near, axis=0).reshape(784, 8)
    expected = images + (extreme - images) * abs(thicker) / 2
    found = Press(8, 784).warp(images, INNER, INNER, thicker).astype(int)
    np.testing.assert_allclose(found, expected, atol=1)
