import numpy as np
import pytest

from mnistgui.drawing.directions import N_FEATURES, directions

EAST, SOUTH, WEST, NORTH = 0, 2, 4, 6


def strengths(
    image: np.ndarray[tuple[int, ...], np.dtype[np.uint8]],
) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """How much edge there is in each of the eight directions."""
    cells = directions(image.reshape(1, 784)).reshape(8, 7, 7)
    return np.asarray((cells.astype(np.float64) ** 2).sum(axis=(1, 2)))


def test_an_upright_stroke_has_an_edge_to_the_right_and_one_to_the_left() -> None:
    image = np.zeros((28, 28), np.uint8)
    image[4:24, 12:15] = 255
    found = strengths(image)
    assert set(np.argsort(found)[-2:].tolist()) == {EAST, WEST}
    assert found[EAST] == pytest.approx(found[WEST], rel=0.02)
    assert found[[1, 3, 5, 7]].max() < 0.1 * found[EAST]


def test_a_turned_picture_has_turned_edges() -> None:
    rng = np.random.default_rng(0)
    image = np.zeros((28, 28), np.uint8)
    image[6:22, 8:20] = rng.integers(0, 256, (16, 12))
    turned = strengths(np.rot90(image, -1).copy())
    np.testing.assert_allclose(turned, np.roll(strengths(image), 2), rtol=1e-4)


def test_where_an_edge_lies_is_kept() -> None:
    image = np.zeros((28, 28), np.uint8)
    image[2:6, 2:6] = 255
    cells = directions(image.reshape(1, 784)).reshape(8, 7, 7)
    assert cells[:, :3, :3].max() > 0.3
    assert cells[:, 3:].max() == 0
    assert cells[:, :, 3:].max() == 0


def test_paper_has_none_and_many_pictures_are_described_alike() -> None:
    assert not directions(np.zeros((1, 784), np.uint8)).any()
    assert directions(np.zeros((0, 784), np.uint8)).shape == (0, N_FEATURES)
    images = np.random.default_rng(1).integers(0, 256, (1003, 784)).astype(np.uint8)
    alone = np.concatenate([directions(images[i : i + 1]) for i in (0, 999, 1002)])
    np.testing.assert_allclose(directions(images)[[0, 999, 1002]], alone, atol=1e-5)
