import numpy as np
import pytest

from mnistgui.bench.drawing.tablets import TABLETS, measure_tablets
from mnistgui.data.synthetic.writer import synthetic_strokes
from mnistgui.errors import UserError
from mnistgui.files.default_model import default_model
from mnistgui.ink.jsonl import Drawing

DRAWINGS = [Drawing(synthetic_strokes(d, np.random.default_rng(d)), d) for d in range(10)]


def test_every_tablet_is_read() -> None:
    shares = measure_tablets(DRAWINGS, default_model(), np.random.default_rng(0))
    assert list(shares) == list(TABLETS)
    assert shares["as recorded"] >= 0.9
    wrong = [Drawing(drawing.strokes, 9 - (drawing.label or 0)) for drawing in DRAWINGS]
    shares = measure_tablets(wrong, default_model(), np.random.default_rng(0))
    assert max(shares.values()) <= 0.1


@pytest.mark.parametrize("name", [name for name in TABLETS if name != "as recorded"])
def test_a_tablet_changes_the_line_but_not_much(name: str) -> None:
    line = np.cumsum(np.full((40, 2), 0.0123), axis=0)
    other = TABLETS[name](line, np.random.default_rng(0))
    assert other.shape[1] == 2
    assert other.shape != line.shape or not np.array_equal(other, line)
    assert np.abs(other[-1] - line[-1]).max() < 0.25
    assert len(TABLETS[name](line[:1], np.random.default_rng(0))) >= 1


def test_a_drawing_without_a_label_is_refused_in_a_sentence() -> None:
    with pytest.raises(UserError):
        measure_tablets([Drawing(DRAWINGS[0].strokes)], default_model(), np.random.default_rng(0))
