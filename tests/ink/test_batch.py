import numpy as np

from mnistgui.ink.batch import many_to_pixels
from mnistgui.ink.normalize import PEN_WIDTH, to_pixels
from mnistgui.ink.strokes import Strokes


def test_a_batch_looks_like_one_by_one() -> None:
    rng = np.random.default_rng(1)
    along = np.linspace(0, 1, 60)[None, :, None]
    lines = [a + (b - a) * along for a, b in rng.uniform(0, 80, (2, 2, 9, 1, 2))]
    together = many_to_pixels(lines, np.full(9, PEN_WIDTH))
    for i, image in enumerate(together):
        alone = to_pixels(Strokes(tuple(line[i] for line in lines), 5.0))
        assert np.abs(image.astype(int) - alone).mean() < 6
        assert np.corrcoef(image, alone)[0, 1] > 0.97
