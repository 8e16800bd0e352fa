import numpy as np
import pytest

from mnistgui.bench.drawing.numbers import measure_numbers
from mnistgui.data.synthetic.writer import synthetic_strokes
from mnistgui.drawing.division import Divider
from mnistgui.errors import UserError
from mnistgui.files.default_model import default_model
from mnistgui.files.digit_judge import shipped_judge
from mnistgui.ink.jsonl import Drawing

RNG = np.random.default_rng(1)
DRAWINGS = [
    Drawing(synthetic_strokes(which, RNG), which, writer)
    for writer in ("anna", "bert")
    for which in 5 * tuple(range(10))
]


def test_most_numbers_are_read_and_single_digits_stay_single() -> None:
    divider = Divider(default_model(), shipped_judge())
    rng = np.random.default_rng(2)
    report = measure_numbers(DRAWINGS, divider, default_model(), rng, count=30)
    assert report.count == 30
    assert report.apart > 0.6  # one in twenty synthetic digits is misread alone
    assert report.touching > 0.6
    assert report.single == 1


def test_recordings_without_writers_are_refused() -> None:
    divider = Divider(default_model(), shipped_judge())
    with pytest.raises(UserError, match="name no writers"):
        measure_numbers([Drawing(DRAWINGS[0].strokes, 0)], divider, default_model(), RNG, count=1)
