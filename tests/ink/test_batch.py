import numpy as np

from mnistgui.ink.batch import Placing, many_to_pixels
from mnistgui.ink.normalize import PEN_WIDTH_PIXELS, centre_of_mass, to_pixels
from mnistgui.ink.strokes import Strokes


def test_a_batch_looks_like_one_by_one() -> None:
    rng = np.random.default_rng(1)
    along = np.linspace(0, 1, 60)[None, :, None]
    lines = [a + (b - a) * along for a, b in rng.uniform(0, 80, (2, 2, 9, 1, 2))]
    together = many_to_pixels(lines, Placing.exact(np.full(9, PEN_WIDTH_PIXELS)))
    for i, image in enumerate(together):
        alone = to_pixels(Strokes(tuple(line[i] for line in lines), 5.0))
        assert np.abs(image.astype(int) - alone).mean() < 6
        assert np.corrcoef(image, alone)[0, 1] > 0.97


def test_size_and_place_can_be_missed() -> None:
    line = np.stack([np.full(60, 5.0), np.linspace(0, 9, 60)], axis=-1)[None]
    placing = Placing(np.array([2.8]), np.array([12.0]), np.array([[2.0, -3.0]]))
    image = many_to_pixels([line], placing).reshape(28, 28)
    x, y = centre_of_mass(image.astype(np.float32))
    assert (round(x), round(y)) == (16, 11)
    assert np.ptp(np.nonzero(image[:, 16] > 127)) + 1 in {11, 12, 13}
