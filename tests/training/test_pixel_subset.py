from dataclasses import replace
from typing import ClassVar

import numpy as np

from mnistgui.nn.layers import Dense
from mnistgui.training.config import TrainingConfig
from mnistgui.training.model import make_network
from mnistgui.training.pixel_subset import PixelSubset

IMAGES = np.zeros((250, 784), np.uint8)
IMAGES[:, 400] = 1
IMAGES[::2, 300] = 255
CONFIG = TrainingConfig(hidden=(8,))


class Positioned(Dense):
    """A layer for which it matters where a pixel lies, as for a convolution."""

    needs_input_positions: ClassVar[bool] = True


def test_narrowing_is_undone() -> None:
    full = make_network(CONFIG)
    subset = PixelSubset.choose(IMAGES, CONFIG, full)
    small = subset.narrow(full)
    assert small.dense_layers()[0].W.shape == (len(subset.pixels), 8)
    assert subset.pixels[:2].tolist() == [400, 300]
    assert subset.widen(small, full).sha256() == full.sha256()


def test_the_narrow_network_answers_the_same_and_shares_nothing() -> None:
    full = make_network(CONFIG)
    subset = PixelSubset.choose(IMAGES, CONFIG, full)
    small = subset.narrow(full)
    np.testing.assert_allclose(
        small.logits(subset.gather(IMAGES)), full.logits(IMAGES), rtol=1e-5, atol=1e-6
    )
    wide = subset.widen(small, full)
    for one, *others in zip(small.parameters(), full.parameters(), wide.parameters(), strict=True):
        assert not any(np.shares_memory(one, other) for other in others)


def test_rows_of_pixels_left_out_come_back_as_zeros() -> None:
    subset = PixelSubset(np.array([5, 2]), 7)
    rows = np.arange(14.0).reshape(7, 2)
    narrow = subset.narrow_rows(rows)
    assert narrow.tolist() == [[10, 11], [4, 5]]
    wide = subset.widen_rows(narrow)
    assert wide[[2, 5]].tolist() == rows[[2, 5]].tolist()
    assert not wide[[0, 1, 3, 4, 6]].any()


def test_a_layer_that_needs_positions_reads_every_pixel_in_its_place() -> None:
    full = make_network(CONFIG)
    first, *rest = full.dense_layers()
    positioned = replace(full, layers=[Positioned(first.W, first.b, first.activation), *rest])
    subset = PixelSubset.choose(IMAGES, CONFIG, positioned)
    assert subset.pixels.tolist() == list(range(784))
