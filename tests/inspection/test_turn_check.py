import numpy as np
import pytest

from mnistgui.data.dataset import Dataset, Split
from mnistgui.data.synthetic.make import synthetic_dataset
from mnistgui.data.turns import STRAIGHT, TURNS, Correction, turned
from mnistgui.files.default_model import default_model
from mnistgui.inspection.turn_check import LEAST_DIGITS, check_turns
from tests.data.layouts import small_dataset


@pytest.fixture(scope="module")
def digits() -> Dataset:
    return synthetic_dataset(300, 20)


@pytest.mark.parametrize("turn", TURNS, ids=lambda turn: turn.name)
def test_digits_that_lie_otherwise_are_found_out(digits: Dataset, turn: Correction) -> None:
    lying = digits
    for _ in range(9 if turn.lowered else 1):  # what puts right when it is done once more
        lying = turned(lying, turn)
    check = check_turns(default_model(), lying)
    assert check is not None
    assert check.looks_like_digits
    assert check.better == (None if turn == STRAIGHT else turn)
    assert (turn.name in check.format_finding()) == (turn != STRAIGHT)
    assert check.to_json()["better"] == (None if turn == STRAIGHT else turn.name)


def test_what_is_no_digits_is_said_to_be_none() -> None:
    check = check_turns(default_model(), small_dataset(200, 10))
    assert check is not None
    assert check.better is None
    assert not check.looks_like_digits
    assert "do not look like digits" in check.format_finding()


def test_too_few_digits_tell_nothing() -> None:
    assert check_turns(default_model(), small_dataset(LEAST_DIGITS - 1, 10)) is None


@pytest.mark.parametrize("turn", TURNS, ids=lambda turn: turn.name)
def test_a_turn_done_twice_changes_no_image(digits: Dataset, turn: Correction) -> None:
    twice = turn.apply(turn.apply(digits.test.images))
    np.testing.assert_array_equal(twice, digits.test.images)
    lower = turn.apply_to_labels(np.arange(10, dtype=np.uint8)).tolist()
    assert lower == ([9, *range(9)] if turn.lowered else list(range(10)))


def test_turned_digits_say_so() -> None:
    part = Split(np.arange(784, dtype=np.int64).astype(np.uint8)[None], np.zeros(1, np.uint8))
    dataset = Dataset("a", "somewhere", part, part)
    found = turned(dataset, TURNS[1])
    np.testing.assert_array_equal(found.train.images.reshape(28, 28), part.images.reshape(28, 28).T)
    assert (found.name, found.source) == ("a, transposed", "somewhere")
    assert found.notes == ("all digits were put right as asked: transposed",)
