from mnistgui.ui.state.parts import Part
from mnistgui.ui.state.shown_digits import ClassPair, ShownDigits


def test_a_change_of_the_wish_is_told_once() -> None:
    shown = ShownDigits()
    told: list[tuple[Part, ClassPair | None]] = []
    shown.changed.connect(lambda: told.append((shown.part, shown.pair)))
    pair = ClassPair("4", "9")
    shown.show_pair(Part.TRAINING, pair)
    shown.show_pair(Part.TRAINING, ClassPair("4", "9"))
    shown.show_part(Part.TEST)
    shown.show_every_class()
    shown.show_every_class()
    assert told == [(Part.TRAINING, pair), (Part.TEST, pair), (Part.TEST, None)]


def test_a_pair_is_told_in_words() -> None:
    assert str(ClassPair("4", "9")) == "4s read as 9"
    assert str(ClassPair("not 2", "2")) == "digits not 2 read as 2"
