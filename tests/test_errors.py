import pytest

from mnistgui.errors import UserError, in_one_sentence


def test_line_breaks_in_file_names_are_shown_escaped() -> None:
    assert str(UserError("a\nb.png is no digit")) == "a\\nb.png is no digit"


def test_letters_of_all_languages_stay() -> None:
    assert str(UserError("größer als 零")) == "größer als 零"


@pytest.mark.parametrize(
    ("count", "sentence"), [(1, "0"), (3, "0; 1; 2"), (1_005, "0; 1; 2; and 1,002 more")]
)
def test_many_troubles_stay_a_sentence(count: int, sentence: str) -> None:
    assert in_one_sentence([str(number) for number in range(count)]) == sentence
