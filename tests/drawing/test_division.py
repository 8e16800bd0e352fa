import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mnistgui.bench.drawing.junk import junk_strokes
from mnistgui.drawing.division import Candidate, Divider
from mnistgui.drawing.predictions import drawings_to_pixels
from mnistgui.files.default_model import default_model
from mnistgui.files.digit_judge import shipped_judge
from mnistgui.ink.jsonl import Drawing
from mnistgui.ink.strokes import Strokes
from mnistgui.nn.heads import Logistic
from mnistgui.nn.network import Network
from tests.numbers import digit, number


@pytest.fixture(scope="module")
def divider() -> Divider:
    return Divider(default_model(), shipped_judge())


def read(divider: Divider, strokes: Strokes) -> str:
    digits = [Drawing(part) for part in divider.digits_of(strokes)]
    probabilities = default_model().probabilities(drawings_to_pixels(digits))
    return "".join(map(str, probabilities.argmax(axis=1).tolist()))


@pytest.mark.parametrize("text", ["42", "10", "2026", "55", "777", "314159"])
def test_a_number_is_divided_into_its_digits(divider: Divider, text: str) -> None:
    assert read(divider, number(text)) == text


@pytest.mark.parametrize("which", range(10))
def test_one_digit_stays_whole(divider: Divider, which: int) -> None:
    for seed in range(12):
        strokes = Strokes(tuple(digit(which, seed)), 0.1)
        assert divider.digits_of(strokes) == (strokes,)


def test_the_order_in_which_digits_are_drawn_does_not_matter(divider: Divider) -> None:
    strokes = number("25")
    for order in (range(len(strokes.lines) - 1, -1, -1), np.roll(range(len(strokes.lines)), 1)):
        mixed = Strokes(tuple(strokes.lines[place] for place in order), strokes.pen_width)
        assert read(divider, mixed) == "25"


@pytest.mark.parametrize("kind", ["dot", "line", "scribble", "letter", "sign"])
def test_what_is_no_digit_is_no_number_either(divider: Divider, kind: str) -> None:
    drawn = junk_strokes(kind, 60, np.random.default_rng(5))
    assert sum(len(divider.digits_of(strokes)) > 1 for strokes in drawn) == 0


def test_nothing_and_one_stroke_stay_as_they_are(divider: Divider) -> None:
    for strokes in (Strokes(()), Strokes((np.zeros((1, 2)),), 0.1)):
        assert divider.digits_of(strokes) == (strokes,)


@settings(max_examples=25)  # each reads up to 21 pictures
@given(st.integers(1, 6), st.integers(0, 2**32 - 1))
def test_the_candidates_that_are_chosen_cover_the_row(n: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    spans = [(i, end) for i in range(n) for end in range(i + 1, n + 1)]
    images = rng.integers(0, 256, (len(spans), 784)).astype(np.uint8)
    points = rng.random((len(spans), 5, 2))
    made = [Candidate(*span, *ink) for span, *ink in zip(spans, points, images, strict=True)]
    cost, chosen = Divider(default_model(), shipped_judge()).best(made, 0.1)
    assert np.isfinite(cost)
    assert [one.first for one in chosen] == [0, *(one.end for one in chosen[:-1])]
    assert chosen[-1].end == n


def test_only_a_network_of_ten_digits_divides() -> None:
    with pytest.raises(ValueError, match="ten digits"):
        Divider(Network(default_model().layers[:1], Logistic(2)), shipped_judge())
