import threading

from mnistgui.ui.precedence import Precedence


def test_who_heeds_goes_on_when_it_is_given_back() -> None:
    precedence = Precedence()
    gone_on = threading.Event()

    def train() -> None:
        while precedence.taken:
            precedence.heed()
        gone_on.set()

    precedence.take("pen")
    thread = threading.Thread(target=train)
    thread.start()
    assert not gone_on.wait(0.02)
    precedence.give_back("pen")
    assert gone_on.wait(10)
    thread.join()


def test_what_is_never_given_back_holds_nobody_up_for_long() -> None:
    precedence = Precedence()
    precedence.take("pen")
    precedence.heed()
    assert not precedence.taken


def test_training_goes_on_when_the_last_has_given_back() -> None:
    precedence = Precedence()
    seen = []
    for order, holder in (
        (precedence.take, "pen"),
        (precedence.take, "clock"),
        (precedence.take, "pen"),
        (precedence.give_back, "pen"),
        (precedence.give_back, "clock"),
        (precedence.give_back, "clock"),
    ):
        order(holder)
        seen.append(precedence.taken)
    assert seen == [True, True, True, True, False, False]
