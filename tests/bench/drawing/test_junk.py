import numpy as np

from mnistgui.bench.drawing.junk import junk


def test_every_kind_has_ink_and_differs_from_draw_to_draw() -> None:
    made = junk(6, np.random.default_rng(0))
    for kind, images in made.items():
        assert images.shape == (6, 784), kind
        assert images.dtype == np.uint8
        assert images.any(axis=1).all(), kind
        assert len(np.unique(images, axis=0)) > 1, kind


def test_the_same_seed_gives_the_same_junk() -> None:
    one, other = (junk(3, np.random.default_rng(5)) for _ in range(2))
    for kind, images in one.items():
        np.testing.assert_array_equal(images, other[kind])
