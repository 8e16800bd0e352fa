import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from mnistgui.data.dataset import Dataset
from mnistgui.files.default_model import default_model
from mnistgui.ink.normalize import CENTRE_OF_MASS_PIXELS, centre_of_mass
from mnistgui.ink.paper import inks_of
from mnistgui.ink.pictures import distance_to, ink_to_pixels
from mnistgui.ink.rasterize import rasterize

masks = st.tuples(st.integers(1, 12), st.integers(1, 12)).flatmap(lambda shape: arrays(bool, shape))


@given(masks, st.integers(1, 20))
def test_it_is_the_distance_to_the_nearest_pixel(
    mask: np.ndarray[tuple[int, int], np.dtype[np.bool_]], reach: int
) -> None:
    found = distance_to(mask, reach)
    inked = np.argwhere(mask)
    for place in np.ndindex(mask.shape):
        nearest = min((float(np.hypot(*(inked - place).T).min()) if len(inked) else 99.0), reach)
        assert abs(found[place] - nearest) < 1e-4


Picture = np.ndarray[tuple[int, int], np.dtype[np.uint8]]

SEVEN = [
    np.array([[0.2, 0.1], [0.6, 0.1], [0.35, 0.9]]),
    np.array([[0.3, 0.5], [0.55, 0.5]]),
]


def seven(size: int, pen: float, x: float = 0.0, y: float = 0.0, scale: float = 1.0) -> Picture:
    """A crossed seven, dark on light; lengths are shares of the picture's side."""
    lines = [(line * scale + (x, y)) * size for line in SEVEN]
    return np.asarray(255 - 230 * rasterize(lines, pen * size, size), np.uint8)


def pixels_of(picture: Picture) -> NDArray[np.uint8]:
    return ink_to_pixels(inks_of(picture)[0])


def image_of(picture: Picture) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    return pixels_of(picture).reshape(28, 28).astype(np.float32)


@pytest.mark.parametrize("level", [0, 7, 128, 255])
def test_an_empty_picture_is_white_paper(level: int) -> None:
    assert not pixels_of(np.full((60, 90), level, np.uint8)).any()


def test_dark_on_light_and_light_on_dark_are_the_same() -> None:
    picture = seven(120, 0.05)
    np.testing.assert_allclose(image_of(picture), image_of(255 - picture), atol=2)


@pytest.mark.parametrize("size", [60, 150, 700, 1500])
@pytest.mark.parametrize(("x", "y", "scale"), [(0, 0, 1), (0.45, 0.05, 0.5), (0, 0.5, 0.45)])
def test_size_and_place_make_little_difference(size: int, x: float, y: float, scale: float) -> None:
    usual = image_of(seven(300, 0.06))
    other = image_of(seven(size, 0.06 * scale, x, y, scale))
    assert np.corrcoef(usual.ravel(), other.ravel())[0, 1] > 0.95


def test_strokes_come_out_at_mnists_width_and_place() -> None:
    for pen in (0.02, 0.05, 0.09):
        bar = [np.array([[0.5, 0.1], [0.5, 0.9]]) * 300]
        image = image_of(np.asarray(255 - 255 * rasterize(bar, pen * 300, 300), np.uint8))
        assert image[14].sum() / 255 == pytest.approx(2.8, abs=0.5)
        assert centre_of_mass(image) == pytest.approx((CENTRE_OF_MASS_PIXELS,) * 2, abs=0.2)
        assert np.ptp(np.nonzero(image[:, 14] > 127)) + 1 == pytest.approx(20, abs=1)


def test_uneven_paper_noise_and_specks_do_not_show() -> None:
    rng = np.random.default_rng(1)
    clean = seven(300, 0.05)
    y, x = np.mgrid[0:1:300j, 0:1:300j]
    photo = clean * (0.9 - 0.4 * x - 0.1 * y) + rng.normal(0, 4, clean.shape)
    photo[20:25, 270:275] = 10
    taken = np.clip(photo, 0, 255).astype(np.uint8)
    assert np.corrcoef(image_of(clean).ravel(), image_of(taken).ravel())[0, 1] > 0.97


@settings(max_examples=30, deadline=None)
@given(st.tuples(st.integers(1, 40), st.integers(1, 40)).flatmap(lambda s: arrays(np.uint8, s)))
def test_any_picture_gives_pixels(picture: Picture) -> None:
    assert pixels_of(picture).shape == (784,)


def test_photographed_mnist_digits_are_read(real_mnist: Dataset) -> None:
    """Enlarged sixfold, dark on shaded paper, off centre."""
    rng = np.random.default_rng(2)
    split = real_mnist.test[:100]
    shade = np.linspace(230, 170, 300)[None, :]
    photos = []
    for digit in split.images.reshape(-1, 28, 28):
        paper = np.repeat(shade, 200, axis=0)
        y, x = rng.integers(0, 32), rng.integers(0, 132)
        paper[y : y + 168, x : x + 168] -= 0.6 * digit.repeat(6, axis=0).repeat(6, axis=1)
        photos.append(pixels_of((paper + rng.normal(0, 3, paper.shape)).astype(np.uint8)))
    read = default_model().probabilities(np.array(photos)).argmax(axis=1)
    assert (read == split.labels).mean() >= 0.96
