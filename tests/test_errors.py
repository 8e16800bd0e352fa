from mnistgui.errors import UserError


def test_line_breaks_in_file_names_are_shown_escaped() -> None:
    assert str(UserError("a\nb.png is no digit")) == "a\\nb.png is no digit"


def test_letters_of_all_languages_stay() -> None:
    assert str(UserError("größer als 零")) == "größer als 零"
