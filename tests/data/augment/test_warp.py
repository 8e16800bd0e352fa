import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mnistgui.data.augment.settings import Augmentation
from mnistgui.data.augment.warp import END_STEP, Warper, augment, places
from mnistgui.data.synthetic.writer import synthetic_digits
from mnistgui.ink.normalize import centre_of_mass

STILL = Augmentation(shift=0, scale=0, rotate=0, shear=0, elastic=0, stroke_width=0)
Pixels = np.ndarray[tuple[int, int], np.dtype[np.uint8]]


def only(**warp: float) -> Augmentation:
    return Augmentation(**{**vars(STILL), **warp})


@pytest.fixture(scope="module")
def digits() -> Pixels:
    return np.concatenate([images for images, _ in synthetic_digits(400, np.random.default_rng(1))])


def upright_bars(n: int) -> Pixels:
    image = np.zeros((28, 28), np.uint8)
    image[4:24, 13:15] = 255
    return np.tile(image.reshape(1, -1), (n, 1))


def test_without_warps_only_the_lowest_bit_is_lost(digits: Pixels) -> None:
    still = augment(digits, STILL, np.random.default_rng(2))
    np.testing.assert_array_equal(still, digits // 2 * 2)


@pytest.mark.parametrize("name", ["shift", "scale", "rotate", "shear", "elastic", "stroke_width"])
def test_each_warp_changes_digits_but_not_the_originals(digits: Pixels, name: str) -> None:
    before = digits.copy()
    size = {"rotate": 15.0, "scale": 0.2, "shear": 0.3}.get(name, 1.0)
    warped = augment(digits, only(**{name: size}), np.random.default_rng(3))
    np.testing.assert_array_equal(digits, before)
    change = np.abs(warped.astype(int) - digits).mean(axis=1)
    assert np.median(change) > 2
    assert warped.shape == digits.shape
    assert warped.dtype == np.uint8


def test_the_seed_decides(digits: Pixels) -> None:
    one, same, other = (
        augment(digits, Augmentation(), np.random.default_rng(s)) for s in (4, 4, 5)
    )
    np.testing.assert_array_equal(one, same)
    assert not np.array_equal(one, other)


def test_shifts_go_as_far_as_told() -> None:
    bars = augment(upright_bars(300), only(shift=3.0), np.random.default_rng(6))
    centres = np.array([centre_of_mass(b.reshape(28, 28).astype(np.float32)) for b in bars])
    assert np.abs(centres - 13.5).max() <= 3.1
    assert np.ptp(centres, axis=0).min() > 3


def test_turning_turns_about_the_middle() -> None:
    bars = augment(upright_bars(300), only(rotate=30), np.random.default_rng(7)).reshape(-1, 28, 28)
    centres = np.array([centre_of_mass(b.astype(np.float32)) for b in bars])
    assert np.abs(centres - 13.5).max() < 0.2
    upper = np.array([centre_of_mass(b[:10].astype(np.float32))[0] for b in bars]) - 13.5
    furthest = np.tan(np.radians(30)) * 7
    assert 0.6 * furthest < np.abs(upper).max() < 1.4 * furthest


def test_strokes_get_thicker_and_thinner() -> None:
    bars = augment(upright_bars(300), only(stroke_width=1.0), np.random.default_rng(8))
    width = bars.reshape(-1, 28, 28)[:, 14].sum(axis=1) / 255
    assert 1 <= width.min() < 1.4
    assert 2.5 < width.max() <= 3


@given(st.integers(0, 70), st.integers(0, 99))
def test_any_number_of_images_keeps_its_order(n: int, seed: int) -> None:
    images = np.zeros((n, 28, 28), np.uint8)
    images[:, 10:18, 10:18] = np.arange(n)[:, None, None] * 3
    warped = augment(images.reshape(n, 784), only(shift=1.0), np.random.default_rng(seed))
    found = warped.max(axis=1, initial=0)
    np.testing.assert_allclose(found, np.arange(n) * 3, atol=4)


@pytest.mark.parametrize("n", [1, 9, 17, 1100, 2100])
def test_companies_hold_every_image_once(n: int) -> None:
    rows = [row for group in places(n) for row in group]
    assert sorted(rows) == list(range(n))
    assert max(map(len, places(n))) - min(map(len, places(n))) <= 1


@pytest.mark.parametrize("period", [16, 50, 400])
def test_copies_that_repeat_by_a_rule_meet_many_maps(period: int) -> None:
    groups = places(20_000)
    met = {i for i, group in enumerate(groups) if (group % period == 3).any()}
    assert len(met) > 0.2 * min(len(groups), 20_000 // period) * 3


def test_wanted_pixels_come_in_the_order_asked_for(digits: Pixels) -> None:
    order = np.random.default_rng(11).permutation(784)
    some = Warper(digits, order)
    some.warp(Augmentation(), np.random.default_rng(12))
    whole = augment(digits, Augmentation(), np.random.default_rng(12))
    np.testing.assert_array_equal(some.warped, whole[:, order])


def test_no_ink_lies_behind_its_end(digits: Pixels) -> None:
    warper = Warper(digits)
    warper.warp(Augmentation(), np.random.default_rng(13))
    for image, end in zip(warper.warped, warper.ends, strict=True):
        assert not image[end:].any()
        assert end % END_STEP == 0
        assert image[end - END_STEP :].any()


def test_originals_stay_for_the_next_warp(digits: Pixels) -> None:
    warper = Warper(digits)
    for seed in (14, 15, 14):
        warper.warp(Augmentation(), np.random.default_rng(seed))
    np.testing.assert_array_equal(
        warper.warped, augment(digits, Augmentation(), np.random.default_rng(14))
    )


def test_images_can_be_had_as_they_are_again(digits: Pixels) -> None:
    order = np.random.default_rng(19).permutation(784)[:640]
    warper = Warper(digits, order)
    for _ in range(2):
        np.testing.assert_array_equal(warper.warped, digits[:, order])
        for image, end in zip(warper.warped, warper.ends, strict=True):
            assert not image[end:].any()
        warper.warp(Augmentation(), np.random.default_rng(20))
        assert (warper.warped != digits[:, order]).any(axis=1).all()
        warper.unwarp()


def test_groups_that_are_not_chosen_stay_as_they_are(digits: Pixels) -> None:
    warper, other = Warper(digits), Warper(digits)
    for one in (warper, other):
        one.warp(Augmentation(), np.random.default_rng(16))
    images, ends = warper.warped.copy(), warper.ends.copy()
    warper.warp(Augmentation(), np.random.default_rng(17), slice(1, None, 2))
    changed = (warper.warped != images).any(axis=1)
    chosen = np.concatenate(places(len(digits))[1::2])
    assert set(np.flatnonzero(changed)) <= set(chosen)
    assert changed[chosen].mean() > 0.99
    np.testing.assert_array_equal(warper.ends[~changed], ends[~changed])
    warper.warp(Augmentation(), np.random.default_rng(18), slice(0, None, 2))
    other.warp(Augmentation(), np.random.default_rng(18), slice(0, None, 2))
    other.warp(Augmentation(), np.random.default_rng(17), slice(1, None, 2))
    np.testing.assert_array_equal(warper.warped, other.warped)
    np.testing.assert_array_equal(warper.ends, other.ends)


def test_full_ink_does_not_overflow() -> None:
    full = np.full((50, 784), 255, np.uint8)
    warped = augment(full, only(shift=0.9, elastic=0.3, stroke_width=2), np.random.default_rng(9))
    assert warped.reshape(-1, 28, 28)[:, 6:-6, 6:-6].min() >= 251


def test_an_epoch_is_warped_in_about_the_time_of_learning_it(digits: Pixels) -> None:
    many = np.tile(digits, (15, 1))
    best = min(_seconds(many) for _ in range(5)) / len(many)
    assert best < 10e-6, (
        "4.3 us is what 784-100-10 takes to learn an image; slack for a busy machine"
    )


def _seconds(images: Pixels) -> float:
    start = time.process_time()
    augment(images, Augmentation(), np.random.default_rng(10))
    return time.process_time() - start
