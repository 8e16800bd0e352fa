"""A class is chosen by a button; where classes are many, or their names long, from a list."""

import pytest
from pytestqt.qtbot import QtBot

from mnistgui.ui.widgets.class_choice import ClassChoice

DIGITS = tuple("0123456789")


@pytest.fixture
def choice(qtbot: QtBot) -> ClassChoice:
    made = ClassChoice("meant", "Meant as", "Any", DIGITS)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize("names", [tuple("ABCDEFGHIJKLM"), ("trousers", "pullover", "sneaker")])
def test_many_or_long_names_are_listed(choice: ClassChoice, names: tuple[str, ...]) -> None:
    choice.set_class_names(names)
    assert choice.list.isVisible()
    assert not choice.button(None).isVisible()
    assert choice.chosen is None
    told: list[int | None] = []
    choice.changed.connect(lambda: told.append(choice.chosen))
    choice.choose(1)
    choice.list.setCurrentIndex(0)
    assert told == [1, None]


def test_ten_short_names_have_buttons_again(choice: ClassChoice) -> None:
    choice.set_class_names(tuple("ABCDEFGHIJKLM"))
    choice.set_class_names(DIGITS)
    assert not choice.list.isVisible()
    choice.choose(4)
    assert choice.chosen == 4
