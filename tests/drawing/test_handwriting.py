import numpy as np
import pytest

from mnistgui.data.synthetic.make import synthetic_dataset
from mnistgui.data.synthetic.writer import synthetic_strokes
from mnistgui.drawing.handwriting import examined, prompts
from mnistgui.errors import UserError
from mnistgui.files.default_model import default_model
from mnistgui.ink.jsonl import Drawing
from mnistgui.ink.normalize import to_pixels
from mnistgui.ink.strokes import Strokes
from mnistgui.nn.heads import Logistic
from tests.files.networks import network


def small_and_in_a_corner(digit: int, rng: np.random.Generator) -> Drawing:
    """On a canvas of side 1."""
    lines = synthetic_strokes(digit, rng).lines
    points = np.concatenate(lines)
    low, size = points.min(axis=0), np.ptp(points, axis=0).max()
    return Drawing(Strokes(tuple((line - low) / size * 0.3 + 0.1 for line in lines), 0.05), digit)


def test_each_digit_is_asked_for_three_times_in_an_order_of_its_own() -> None:
    asked = prompts(1)
    assert sorted(asked) == sorted([*range(10)] * 3)
    assert prompts(1) == asked != prompts(2)


def test_the_stages_rescue_a_small_digit_in_a_corner() -> None:
    rng = np.random.default_rng(3)
    drawings = [small_and_in_a_corner(digit, rng) for digit in prompts(3)]
    seen: list[tuple[int, int]] = []
    shipped = default_model()
    readings = examined(
        drawings,
        synthetic_dataset(2000, 100, seed=4),
        shipped,
        network((8,)),
        lambda *at: seen.append(at),
    )
    accuracy = readings.accuracies
    assert list(accuracy) == ["shrink", "centred", "pen_width", "default_model", "looked_at"]
    assert accuracy["shrink"] + 0.3 < accuracy["centred"]
    assert accuracy["default_model"] > 0.9
    np.testing.assert_array_equal(readings.images[7], to_pixels(drawings[7].strokes))
    assert [done for done, _ in seen] == list(range(1, seen[0][1] + 1))


def test_a_network_that_reads_one_digit_alone_is_not_compared() -> None:
    drawings = [small_and_in_a_corner(3, np.random.default_rng(1))]
    dataset = synthetic_dataset(200, 20, seed=4)
    readings = examined(drawings, dataset, default_model(), network((8,), head=Logistic(3)))
    assert "looked_at" not in readings.read


def test_what_was_not_drawn_is_told() -> None:
    with pytest.raises(UserError, match="drawing 1"):
        examined([Drawing(Strokes(()), 3)], synthetic_dataset(200, 20), default_model(), None)
