import numpy as np
import pytest

from mnistgui.data.synthetic.writer import synthetic_strokes
from mnistgui.ink.normalize import ALL_STAGES, CENTRED, SHRINK_ONLY, Stages, to_pixels
from mnistgui.ink.strokes import Strokes
from mnistgui.ink.together import to_pixels_together


@pytest.mark.parametrize("stages", [ALL_STAGES, CENTRED, SHRINK_ONLY])
def test_pixels_are_those_of_one_by_one(stages: Stages) -> None:
    rng = np.random.default_rng(8)
    drawings = [synthetic_strokes(digit, rng) for digit in range(10)]
    dot = np.full((1, 2), 200.0)
    drawings += [Strokes((dot,), 9.0), Strokes((dot + 5000,), 9.0)]
    widths = rng.uniform(1, 5, len(drawings))
    found = to_pixels_together(drawings, stages, 500.0, widths.tolist())
    for strokes, width, image in zip(drawings, widths, found, strict=True):
        assert np.array_equal(image, to_pixels(strokes, stages, 500.0, redrawn_width=width))


def test_no_drawings_are_no_images() -> None:
    assert to_pixels_together([], ALL_STAGES, 1.0, []).shape == (0, 784)
