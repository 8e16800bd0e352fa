import pytest

from mnistgui.errors import UserError
from mnistgui.training.config import TrainingConfig, field_named
from mnistgui.training.digit_fields import digit_pairs


def test_neighbours_are_written_as_ranges_and_read_back() -> None:
    field = field_named("left_out")
    read = field.parse("44, 3 40-43;17,18")
    assert TrainingConfig(left_out=read).left_out == (3, 17, 18, 40, 41, 42, 43, 44)  # type: ignore[arg-type]
    assert field.show((3, 17, 18, 40, 41, 42, 43, 44)) == "3,17,18,40-44"
    assert field.show(()) == "none"


def test_an_index_counts_once_wherever_it_stands() -> None:
    assert TrainingConfig(left_out=(9, 2, 9)) == TrainingConfig(left_out=(2, 9))


def test_a_long_list_is_short_in_a_table() -> None:
    field = field_named("left_out")
    assert field.brief((1, 2)) == "1,2"
    assert field.brief(tuple(range(0, 3000, 3))) == "1,000 digits"


@pytest.mark.parametrize("text", ["5-3", "1000000", "0-999999", "a", "-2", "1-2-3"])
def test_what_is_no_list_of_indices_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="such as 3,17,40-49"):
        field_named("left_out").parse(text)


@pytest.mark.parametrize("text", ["", "4", "4/4", "4/9,9/3", "4/9,", "100/3", "4-9"])
def test_what_is_no_pair_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="such as 4/9"):
        field_named("noise_pairs").parse(text)


def test_pairs_are_read() -> None:
    assert digit_pairs("4/9, 3/5") == ((4, 9), (3, 5))
    assert TrainingConfig(noise_pairs="4/9  3/5").noise_pairs == "4/9,3/5"
