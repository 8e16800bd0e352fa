import threading

from mnistgui.ui.precedence import Precedence


def test_who_heeds_goes_on_when_it_is_given_back() -> None:
    precedence = Precedence()
    gone_on = threading.Event()

    def train() -> None:
        while precedence.taken:
            precedence.heed()
        gone_on.set()

    precedence.take()
    thread = threading.Thread(target=train)
    thread.start()
    assert not gone_on.wait(0.02)
    precedence.give_back()
    assert gone_on.wait(10)
    thread.join()


def test_what_is_never_given_back_holds_nobody_up_for_long() -> None:
    precedence = Precedence()
    precedence.take()
    precedence.heed()
    assert not precedence.taken
