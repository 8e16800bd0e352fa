import numpy as np
import pytest

from mnistgui.drawing.division import Divider
from mnistgui.drawing.picture_digits import PictureDigits, digits_of_picture
from mnistgui.files.default_model import default_model
from mnistgui.files.digit_judge import shipped_judge
from tests.numbers import picture_of


@pytest.fixture(scope="module")
def divider() -> Divider:
    return Divider(default_model(), shipped_judge())


def text_of(found: PictureDigits) -> str:
    return "".join(map(str, default_model().probabilities(found.digits).argmax(axis=1).tolist()))


@pytest.mark.parametrize("text", ["7", "42", "305"])
@pytest.mark.parametrize("inverted", [False, True])
def test_the_digits_of_a_picture_are_found(divider: Divider, text: str, *, inverted: bool) -> None:
    picture = picture_of(text, side=240)
    found = digits_of_picture(255 - picture if inverted else picture, divider)
    assert text_of(found) == text
    assert len(found.ink) == len(text)
    together = np.sum(found.ink, axis=0)
    assert together.max() <= 1  # no ink belongs to two digits


def test_digits_that_touch_are_cut_apart(divider: Divider) -> None:
    read = [text_of(digits_of_picture(picture_of(text, 0.06), divider)) for text in ("25", "38")]
    assert read == ["25", "38"]


def test_a_picture_as_mnists_are_is_taken_as_it_is(divider: Divider) -> None:
    picture = np.zeros((28, 28), np.uint8)
    picture[5:24, 13:16] = 200
    found = digits_of_picture(picture, divider)
    np.testing.assert_array_equal(found.digits, picture.reshape(1, 784))
    np.testing.assert_array_equal(found.whole, picture.reshape(784))


def test_a_sheet_on_a_dark_table_is_read(divider: Divider) -> None:
    rng = np.random.default_rng(0)
    paper = picture_of("4").astype(float)
    for axis in (0, 3):
        scene = np.rot90(paper, axis).copy()
        scene[:, :45] = 90 + rng.normal(0, 8, (len(scene), 45))
        found = digits_of_picture(np.rot90(scene, -axis).astype(np.uint8), divider)
        assert text_of(found) == "4"


def test_an_empty_sheet_has_one_digit_without_ink(divider: Divider) -> None:
    found = digits_of_picture(np.full((90, 60), 230, np.uint8), divider)
    assert found.digits.shape == (1, 784)
    assert not found.digits.any()
