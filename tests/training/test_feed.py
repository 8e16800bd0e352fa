import numpy as np
import pytest

from mnistgui.data.augment.settings import Augmentation
from mnistgui.data.augment.warp import Warper, places
from mnistgui.nn.ragged import Block
from mnistgui.nn.scaling import LEGACY256, UNIT, PixelScaling
from mnistgui.training.feed import Buffer, Feed, Warps
from mnistgui.training.used_pixels import LANES, ink_ends

RNG = np.random.default_rng(0)


def ragged_images(n: int, n_pixels: int = 96) -> np.ndarray:
    """Images whose ink ends anywhere; the first has none at all."""
    images = RNG.integers(1, 256, (n, n_pixels), dtype=np.uint8)
    for image, end in zip(images, RNG.integers(0, n_pixels + 1, n), strict=True):
        image[end:] = 0
    images[0] = 0
    return images


def test_ink_ends_behind_the_last_pixel_with_ink() -> None:
    images = ragged_images(300)
    for image, end in zip(images, ink_ends(images), strict=True):
        assert not image[end:].any()
        assert end % LANES == 0
        assert end == LANES or image[end - LANES :].any()


def in_blocks(feed: Feed, rows: np.ndarray, buffer: Buffer) -> tuple[np.ndarray, list[Block]]:
    found, blocks, _ = feed.fill(rows, buffer)
    assert blocks is not None
    return found, blocks


def test_a_layer_that_needs_whole_images_gets_them_in_the_order_of_the_rows() -> None:
    images, rows = ragged_images(300), RNG.permutation(300)[:130]
    buffer = Buffer.with_input(np.full((130, 96), np.nan, np.float32))
    found, blocks, _ = Feed(images, np.arange(300), UNIT, whole=True).fill(rows, buffer)
    assert blocks is None
    assert found.tolist() == rows.tolist()
    np.testing.assert_array_equal(buffer.x, UNIT.scaled(images[rows]))


@pytest.mark.parametrize("scaling", [UNIT, LEGACY256])
@pytest.mark.parametrize("batch_size", [1, 7, 130, 300])
def test_a_batch_holds_its_digits_and_their_classes(scaling: PixelScaling, batch_size: int) -> None:
    images, targets = ragged_images(300), np.arange(300)
    feed = Feed(images, targets, scaling)
    rows = RNG.permutation(300)[:batch_size]
    buffer = Buffer.with_input(np.full((batch_size, 96), np.nan, np.float32))
    found, blocks = in_blocks(feed, rows, buffer)
    assert sorted(found) == sorted(rows)
    assert [row for block in blocks for row in range(batch_size)[block.rows]] == [
        *range(batch_size)
    ]
    for block in blocks:
        whole = np.zeros((len(block.x), 96), np.float32)
        whole[:, : block.x.shape[1]] = block.x
        np.testing.assert_array_equal(whole, scaling.scaled(images[found[block.rows]]))
        assert block.x.flags.c_contiguous
    assert max(block.x.shape[1] for block in blocks) == blocks[-1].x.shape[1]


def test_zeros_that_a_scaling_turns_into_other_numbers_are_not_left_out() -> None:
    signed = PixelScaling("signed", "2 (x - 127.5) / 255", 2 / 255, -1.0)
    images = ragged_images(100)
    buffer = Buffer.with_input(np.empty((100, 96), np.float32))
    feed = Feed(images, np.arange(100), signed)
    found, blocks = in_blocks(feed, np.arange(100), buffer)
    assert {block.x.shape[1] for block in blocks} == {96}
    np.testing.assert_array_equal(
        np.concatenate([block.x for block in blocks]), signed.scaled(images[found])
    )


@pytest.mark.parametrize(("units", "block_rows"), [(100, 48), (10, 64)])
@pytest.mark.parametrize("n_rows", [1, 32, 63, 64, 100, 128, 1500, 2048])
def test_parts_hold_all_rows(n_rows: int, units: int, block_rows: int) -> None:
    parts = Feed(ragged_images(1), np.arange(1), UNIT, units=units).parts(n_rows)
    assert [row for cut in parts for row in range(n_rows)[cut]] == [*range(n_rows)]
    assert len(parts) == 1 or min(cut.stop - cut.start for cut in parts) >= block_rows


@pytest.mark.parametrize(("units", "n_blocks"), [(10, 1), (100, 2)])
def test_digits_that_meet_few_units_are_left_in_larger_blocks(units: int, n_blocks: int) -> None:
    buffer = Buffer.with_input(np.empty((100, 96), np.float32))
    feed = Feed(ragged_images(100), np.arange(100), UNIT, units=units)
    assert len(in_blocks(feed, np.arange(100), buffer)[1]) == n_blocks


def warps_of(images: np.ndarray) -> Warps:
    return Warps(Warper(images), Augmentation(), seed=3)


def test_an_epoch_is_warped_alike_whichever_came_before() -> None:
    images = ragged_images(300, 784)
    straight = warps_of(images)
    for epoch in range(5):
        straight.begin_epoch(epoch)
        for before in ((), (epoch,), (4,), (0, 3), (3, 0)):
            other = warps_of(images)
            for one in (*before, epoch):
                other.begin_epoch(one)
            np.testing.assert_array_equal(other.warper.warped, straight.warper.warped)
            np.testing.assert_array_equal(other.warper.ends, straight.warper.ends)


def test_one_half_and_the_other_are_warped_in_turn() -> None:
    images = ragged_images(300, 784)
    warps = warps_of(images)
    np.testing.assert_array_equal(warps.warper.warped, images)
    halves = [set(np.concatenate(places(300)[i::2])) for i in (0, 1)]
    for epoch in range(5):
        before = warps.warper.warped.copy()
        warps.begin_epoch(epoch)
        changed = set(np.flatnonzero((warps.warper.warped != before).any(axis=1)))
        assert changed <= halves[epoch % 2]
        assert len(changed) > 0.95 * len(halves[epoch % 2])
