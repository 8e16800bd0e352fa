import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mnistgui.data.synthetic.writer import synthetic_strokes
from mnistgui.drawing.rehearsal import PENS, Shares, held_back, mix_with_rehearsal
from mnistgui.ink.jsonl import Drawing
from tests.digits import blobs

RNG = np.random.default_rng(1)
DRAWINGS = [Drawing(synthetic_strokes(d, RNG), d) for d in (3, 7, 7)]


def mixed(shares: Shares, n_known: int = 50) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    mix = mix_with_rehearsal(DRAWINGS, blobs(n_known), shares, np.random.default_rng(2))
    assert len(mix) == len(mix.images)
    return mix.labels


def test_an_epoch_holds_as_many_digits_as_it_is_to() -> None:
    labels = mixed(Shares(rehearsed=40, taught=30, most_copies=100))
    assert len(labels) == 40 + 30
    assert labels[40:].tolist() == [3, 7, 7] * 10


def test_a_single_digit_does_not_drown_the_rest() -> None:
    assert len(mixed(Shares(rehearsed=40, taught=30_000, most_copies=5))) == 40 + 15


def test_few_known_digits_are_rehearsed_more_than_once() -> None:
    assert len(mixed(Shares(rehearsed=40, taught=3, most_copies=5), n_known=10)) == 40 + 3


def test_copies_are_redrawn_with_several_pens() -> None:
    shares = Shares(rehearsed=1, taught=3 * PENS, most_copies=PENS)
    mix = mix_with_rehearsal(DRAWINGS, blobs(5), shares, np.random.default_rng(2))
    assert len({image.tobytes() for image in mix.images[1:]}) == 3 * PENS


@given(st.lists(st.integers(0, 9), max_size=60))
def test_what_is_held_back_leaves_some_of_each_digit_to_learn(digits: list[int]) -> None:
    labels = np.array(digits, np.uint8)
    held = held_back(labels)
    for digit in set(digits):
        of = held[labels == digit]
        assert of.sum() == (0 if len(of) == 1 else max(len(of) // 5, 1))
        assert not of[0]
